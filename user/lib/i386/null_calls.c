/* SPDX-License-Identifier: BSD-3-Clause */

#include <auxv.h>
#include <calls.gen.h>
#include <machine.h>

static void
interrupt_null_calls(uintptr_t count)
{
	__asm__ volatile (
	    "1:	movl	%1, %%eax\n\t"
	    "int	$0x80\n\t"
	    "decl	%0\n\t"
	    "jnz	1b"
	    : "+b" (count) : "i" (SYS_getppid)
	    : "eax", "ecx", "edx", "cc", "memory");
}

/*
 * sysenter spends two more instructions, on where to come back to.
 *
 * Context: thread.
 */
void
null_calls(uintptr_t count)
{
	if (auxv_value(AT_DARNER_GATE) != 1) {
		interrupt_null_calls(count);
		return;
	}
	__asm__ volatile (
	    "1:	movl	%1, %%eax\n\t"
	    "movl	%%esp, %%ecx\n\t"
	    "movl	$2f, %%edx\n\t"
	    "sysenter\n"
	    "2:	decl	%0\n\t"
	    "jnz	1b"
	    : "+b" (count) : "i" (SYS_getppid)
	    : "eax", "ecx", "edx", "cc", "memory");
}
