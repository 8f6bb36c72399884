/* SPDX-License-Identifier: BSD-3-Clause */

#include <calls.gen.h>
#include <machine.h>

const bool interrupt_is_gate = true;
const unsigned gate_words = 4;

/*
 * The software interrupt takes all words; those beyond the registers lie on
 * the stack above what would be a return address.
 *
 * Context: thread.
 */
void
raw_interrupt_call(struct raw_call *call)
{
	__asm__ volatile (
	    "pushl	%%ebp\n\t"
	    "pushl	%%eax\n\t"
	    "pushl	%c[word7](%%eax)\n\t"
	    "pushl	%c[word6](%%eax)\n\t"
	    "pushl	%%eax\n\t"
	    "movl	%c[word0](%%eax), %%ebx\n\t"
	    "movl	%c[word1](%%eax), %%esi\n\t"
	    "movl	%c[word2](%%eax), %%edi\n\t"
	    "movl	%c[word3](%%eax), %%ebp\n\t"
	    "movl	%c[word4](%%eax), %%ecx\n\t"
	    "movl	%c[word5](%%eax), %%edx\n\t"
	    "movl	%c[number](%%eax), %%eax\n\t"
	    "int	$0x80\n\t"
	    "leal	12(%%esp), %%esp\n\t"
	    "popl	%%ecx\n\t"
	    "popl	%%ebp\n\t"
	    "movl	%%eax, %c[result](%%ecx)\n\t"
	    "sbbl	%%eax, %%eax\n\t"
	    "movl	%%eax, %c[failed](%%ecx)"
	    : "+a" (call)
	    : [number] "i" (offsetof(struct raw_call, number)),
	      [result] "i" (offsetof(struct raw_call, result)),
	      [failed] "i" (offsetof(struct raw_call, failed)),
	      [word0] "i" (offsetof(struct raw_call, word[0])),
	      [word1] "i" (offsetof(struct raw_call, word[1])),
	      [word2] "i" (offsetof(struct raw_call, word[2])),
	      [word3] "i" (offsetof(struct raw_call, word[3])),
	      [word4] "i" (offsetof(struct raw_call, word[4])),
	      [word5] "i" (offsetof(struct raw_call, word[5])),
	      [word6] "i" (offsetof(struct raw_call, word[6])),
	      [word7] "i" (offsetof(struct raw_call, word[7]))
	    : "ebx", "ecx", "edx", "esi", "edi", "memory", "cc");
}

/*
 * The stubs' gate takes four words.
 *
 * Context: thread.
 */
void
raw_call(struct raw_call *call)
{
	__asm__ volatile (
	    "pushl	%%ebp\n\t"
	    "pushl	%%eax\n\t"
	    "movl	%c[word0](%%eax), %%ebx\n\t"
	    "movl	%c[word1](%%eax), %%esi\n\t"
	    "movl	%c[word2](%%eax), %%edi\n\t"
	    "movl	%c[word3](%%eax), %%ebp\n\t"
	    "movl	%c[number](%%eax), %%eax\n\t"
	    "call	*darner_gate\n\t"
	    "popl	%%ecx\n\t"
	    "popl	%%ebp\n\t"
	    "movl	%%eax, %c[result](%%ecx)\n\t"
	    "sbbl	%%eax, %%eax\n\t"
	    "movl	%%eax, %c[failed](%%ecx)"
	    : "+a" (call)
	    : [number] "i" (offsetof(struct raw_call, number)),
	      [result] "i" (offsetof(struct raw_call, result)),
	      [failed] "i" (offsetof(struct raw_call, failed)),
	      [word0] "i" (offsetof(struct raw_call, word[0])),
	      [word1] "i" (offsetof(struct raw_call, word[1])),
	      [word2] "i" (offsetof(struct raw_call, word[2])),
	      [word3] "i" (offsetof(struct raw_call, word[3]))
	    : "ebx", "ecx", "edx", "esi", "edi", "memory", "cc");
}

/*
 * Context: thread.
 */
uintptr_t
call_with_stack(uintptr_t sp)
{
	uintptr_t result = SYS_getpid;

	__asm__ volatile (
	    "xchgl	%%esp, %1\n\t"
	    "int	$0x80\n\t"
	    "xchgl	%%esp, %1"
	    : "+a" (result), "+b" (sp) : : "ecx", "edx", "cc", "memory");
	return (result);
}

/*
 * Context: thread.
 */
void
far_return(uintptr_t selector, uintptr_t target)
{
	__asm__ volatile (
	    "pushl	%0\n\t"
	    "pushl	%1\n\t"
	    "lretl"
	    : : "r" (selector), "r" (target) : "memory");
}
