/* SPDX-License-Identifier: BSD-3-Clause */

#include <calls.gen.h>
#include <machine.h>

/*
 * Context: thread.
 */
void
null_calls(uintptr_t count)
{
	__asm__ volatile (
	    "1:	movl	%1, %%eax\n\t"
	    "syscall\n\t"
	    "decq	%0\n\t"
	    "jnz	1b"
	    : "+b" (count) : "i" (SYS_getppid)
	    : "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11",
	      "cc", "memory");
}
