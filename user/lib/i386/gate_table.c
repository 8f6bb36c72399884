/* SPDX-License-Identifier: BSD-3-Clause */

#include <arch.gen.h>
#include <auxv.h>
#include <calls.gen.h>
#include <machine.h>

const int task_return_signal = SIGBUS;

/*
 * The flags are set by the instruction before the gate, so that the trap flag
 * is still pending when the kernel is entered.  Neither sysenter nor the CPU
 * clears them on the way in.
 */
static uintptr_t
sysenter_call(uintptr_t number, uintptr_t word, uintptr_t *flags)
{
	uintptr_t result = number, set = *flags;

	__asm__ volatile (
	    "pushfl\n\t"
	    "orl	(%%esp), %1\n\t"
	    "movl	%%esp, %%ecx\n\t"
	    "movl	$1f, %%edx\n\t"
	    "pushl	%1\n\t"
	    "popfl\n\t"
	    "sysenter\n"
	    "1:	pushfl\n\t"
	    "popl	%1\n\t"
	    "popfl"
	    : "+a" (result), "+S" (set) : "b" (word)
	    : "ecx", "edx", "cc", "memory");
	*flags = set;
	return (result);
}

static uintptr_t
interrupt_call(uintptr_t number, uintptr_t word, uintptr_t *flags)
{
	uintptr_t result = number, set = *flags;

	__asm__ volatile (
	    "pushfl\n\t"
	    "orl	(%%esp), %1\n\t"
	    "pushl	%1\n\t"
	    "popfl\n\t"
	    "int	$0x80\n\t"
	    "pushfl\n\t"
	    "popl	%1\n\t"
	    "popfl"
	    : "+a" (result), "+S" (set) : "b" (word)
	    : "ecx", "edx", "cc", "memory");
	*flags = set;
	return (result);
}

/* Not every CPU has the last. */
const struct gate gate_table[] = {
	{ "int 0x80", true, interrupt_call },
	{ "sysenter", false, sysenter_call },
};

/*
 * Context: thread.
 */
size_t
gate_count(void)
{
	return (auxv_value(AT_DARNER_GATE) == 1 ? 2 : 1);
}

/*
 * Context: thread.
 */
void
foreign_gate(void)
{
	__asm__ volatile ("syscall" : : "a" (SYS_getpid) : "ecx", "memory");
}

/*
 * Context: thread.
 */
uintptr_t
load_with_flags(const volatile void *at, uintptr_t *flags)
{
	uintptr_t word, set = *flags;

	__asm__ volatile (
	    "pushfl\n\t"
	    "orl	(%%esp), %1\n\t"
	    "pushl	%1\n\t"
	    "popfl\n\t"
	    "movl	(%2), %0\n\t"
	    "pushfl\n\t"
	    "popl	%1\n\t"
	    "popfl"
	    : "=&r" (word), "+r" (set) : "r" (at) : "cc", "memory");
	*flags = set;
	return (word);
}

/*
 * Context: thread.
 */
void
task_return(void)
{
	__asm__ volatile (
	    "pushfl\n\t"
	    "pushl	%%cs\n\t"
	    "pushl	$1f\n\t"
	    "pushl	%0\n\t"
	    "popfl\n\t"
	    "iretl\n"
	    "1:"
	    : : "i" (FLAGS_ONE | FLAGS_NESTED) : "cc", "memory");
}
