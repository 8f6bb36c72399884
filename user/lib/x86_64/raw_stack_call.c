/* SPDX-License-Identifier: BSD-3-Clause */

#include <hostile.h>
#include <machine.h>
#include <stdbool.h>

/*
 * The kernel looks for further words above `sp'; the program's own waits in a
 * register that the call keeps.
 *
 * Context: thread.
 */
void
raw_stack_call(struct raw_call *call, uintptr_t sp)
{
	register uintptr_t word3 __asm__ ("r10") = call->word[3];
	register uintptr_t word4 __asm__ ("r8") = call->word[4];
	register uintptr_t word5 __asm__ ("r9") = call->word[5];
	uintptr_t result = call->number, word0 = call->word[0];
	uintptr_t word1 = call->word[1], word2 = call->word[2];
	bool failed;

	__asm__ volatile (
	    "xchgq	%%rsp, %%rbx\n\t"
	    "syscall\n\t"
	    "xchgq	%%rsp, %%rbx"
	    : "+a" (result), "=@ccc" (failed), "+b" (sp), "+D" (word0),
	      "+S" (word1), "+d" (word2), "+r" (word3), "+r" (word4),
	      "+r" (word5)
	    : : "rcx", "r11", "memory");
	call->result = result;
	call->failed = failed;
}
