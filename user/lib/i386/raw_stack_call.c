/* SPDX-License-Identifier: BSD-3-Clause */

#include <hostile.h>
#include <machine.h>

/*
 * The kernel looks for further words above `sp'.  All registers are words of
 * the call, so that ours wait at fixed places.
 *
 * Context: thread.
 */
void
raw_stack_call(struct raw_call *call, uintptr_t sp)
{
	static uintptr_t wanted, kept;
	static struct raw_call *made;

	wanted = sp;
	made = call;
	__asm__ volatile (
	    "pushl	%%ebp\n\t"
	    "movl	%%esp, %[kept]\n\t"
	    "movl	%c[word0](%%eax), %%ebx\n\t"
	    "movl	%c[word1](%%eax), %%esi\n\t"
	    "movl	%c[word2](%%eax), %%edi\n\t"
	    "movl	%c[word3](%%eax), %%ebp\n\t"
	    "movl	%c[word4](%%eax), %%ecx\n\t"
	    "movl	%c[word5](%%eax), %%edx\n\t"
	    "movl	%c[number](%%eax), %%eax\n\t"
	    "movl	%[wanted], %%esp\n\t"
	    "int	$0x80\n\t"
	    "movl	%[kept], %%esp\n\t"
	    "popl	%%ebp\n\t"
	    "movl	%[made], %%ecx\n\t"
	    "movl	%%eax, %c[result](%%ecx)\n\t"
	    "sbbl	%%eax, %%eax\n\t"
	    "movl	%%eax, %c[failed](%%ecx)"
	    : "+a" (call), [kept] "+m" (kept)
	    : [wanted] "m" (wanted), [made] "m" (made),
	      [number] "i" (offsetof(struct raw_call, number)),
	      [result] "i" (offsetof(struct raw_call, result)),
	      [failed] "i" (offsetof(struct raw_call, failed)),
	      [word0] "i" (offsetof(struct raw_call, word[0])),
	      [word1] "i" (offsetof(struct raw_call, word[1])),
	      [word2] "i" (offsetof(struct raw_call, word[2])),
	      [word3] "i" (offsetof(struct raw_call, word[3])),
	      [word4] "i" (offsetof(struct raw_call, word[4])),
	      [word5] "i" (offsetof(struct raw_call, word[5]))
	    : "ebx", "ecx", "edx", "esi", "edi", "memory", "cc");
}
