/* SPDX-License-Identifier: BSD-3-Clause */

#include <arch.gen.h>
#include <calls.gen.h>
#include <machine.h>

const int task_return_signal = SIGSEGV;

/*
 * The flags are set by the instruction before the gate, so that the trap flag
 * is still pending when the kernel is entered.
 */
static uintptr_t
syscall_call(uintptr_t number, uintptr_t word, uintptr_t *flags)
{
	uintptr_t result = number, set = *flags, kept;

	__asm__ volatile (
	    "leaq	-128(%%rsp), %%rsp\n\t"
	    "pushfq\n\t"
	    "popq	%1\n\t"
	    "orq	%1, %2\n\t"
	    "pushq	%2\n\t"
	    "popfq\n\t"
	    "syscall\n\t"
	    "pushfq\n\t"
	    "popq	%2\n\t"
	    "pushq	%1\n\t"
	    "popfq\n\t"
	    "leaq	128(%%rsp), %%rsp"
	    : "+a" (result), "=&b" (kept), "+r" (set), "+D" (word)
	    : : "rcx", "rdx", "rsi", "r8", "r9", "r10", "r11", "cc",
	      "memory");
	*flags = set;
	return (result);
}

const struct gate gate_table[] = {
	{ "syscall", true, syscall_call },
};

/*
 * Context: thread.
 */
size_t
gate_count(void)
{
	return (sizeof(gate_table) / sizeof(gate_table[0]));
}

/*
 * Context: thread.
 */
void
foreign_gate(void)
{
	__asm__ volatile ("sysenter" : : "a" (SYS_getpid) : "memory");
}

/*
 * Context: thread.
 */
uintptr_t
load_with_flags(const volatile void *at, uintptr_t *flags)
{
	uintptr_t word, set = *flags;

	__asm__ volatile (
	    "leaq	-128(%%rsp), %%rsp\n\t"
	    "pushfq\n\t"
	    "orq	(%%rsp), %1\n\t"
	    "pushq	%1\n\t"
	    "popfq\n\t"
	    "movq	(%2), %0\n\t"
	    "pushfq\n\t"
	    "popq	%1\n\t"
	    "popfq\n\t"
	    "leaq	128(%%rsp), %%rsp"
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
	    "leaq	-128(%%rsp), %%rsp\n\t"
	    "pushq	%0\n\t"
	    "popfq\n\t"
	    "iretq"
	    : : "i" (FLAGS_ONE | FLAGS_NESTED) : "cc", "memory");
}
