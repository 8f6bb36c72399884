/* SPDX-License-Identifier: BSD-3-Clause */

#include <calls.gen.h>
#include <machine.h>

const bool interrupt_is_gate = false;
const unsigned gate_words = CALL_WORDS;

/*
 * Words beyond the registers lie on the stack above what would be a return
 * address, below the 128 bytes that belong to the compiler (psABI 3.2.2).
 *
 * Context: thread.
 */
void
raw_call(struct raw_call *call)
{
	register uintptr_t word3 __asm__ ("r10") = call->word[3];
	register uintptr_t word4 __asm__ ("r8") = call->word[4];
	register uintptr_t word5 __asm__ ("r9") = call->word[5];
	register uintptr_t word6 __asm__ ("r12") = call->word[6];
	register uintptr_t word7 __asm__ ("r13") = call->word[7];
	uintptr_t word0 = call->word[0], word1 = call->word[1];
	uintptr_t word2 = call->word[2], result = call->number;
	bool failed;

	__asm__ volatile (
	    "leaq	-128(%%rsp), %%rsp\n\t"
	    "pushq	%[word7]\n\t"
	    "pushq	%[word6]\n\t"
	    "pushq	$0\n\t"
	    "syscall\n\t"
	    "leaq	(128 + 3 * 8)(%%rsp), %%rsp"
	    : "+a" (result), "=@ccc" (failed), "+D" (word0), "+S" (word1),
	      "+d" (word2), "+r" (word3), "+r" (word4), "+r" (word5)
	    : [word6] "r" (word6), [word7] "r" (word7)
	    : "rcx", "r11", "memory");
	call->result = result;
	call->failed = failed;
}

/*
 * Context: thread.
 */
void
raw_interrupt_call(struct raw_call *call)
{
	register uintptr_t word3 __asm__ ("r10") = call->word[3];
	register uintptr_t word4 __asm__ ("r8") = call->word[4];
	register uintptr_t word5 __asm__ ("r9") = call->word[5];
	uintptr_t word0 = call->word[0], word1 = call->word[1];
	uintptr_t word2 = call->word[2], result = call->number;
	bool failed;

	__asm__ volatile ("int $0x80"
	    : "+a" (result), "=@ccc" (failed), "+D" (word0), "+S" (word1),
	      "+d" (word2), "+r" (word3), "+r" (word4), "+r" (word5)
	    : : "rcx", "r11", "memory");
	call->result = result;
	call->failed = failed;
}

/*
 * Context: thread.
 */
uintptr_t
call_with_stack(uintptr_t sp)
{
	uintptr_t result = SYS_getpid;

	__asm__ volatile (
	    "xchgq	%%rsp, %1\n\t"
	    "syscall\n\t"
	    "xchgq	%%rsp, %1"
	    : "+a" (result), "+b" (sp) : : "rcx", "rdx", "rsi", "rdi",
	      "r8", "r9", "r10", "r11", "cc", "memory");
	return (result);
}

/*
 * Context: thread.
 */
void
far_return(uintptr_t selector, uintptr_t target)
{
	__asm__ volatile (
	    "leaq	-128(%%rsp), %%rsp\n\t"
	    "pushq	%0\n\t"
	    "pushq	%1\n\t"
	    "lretq"
	    : : "r" (selector), "r" (target) : "memory");
}
