/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from arch/x86_64/facts.py.
 * Edit that, not this; the shape is templates/asm/switch_x86_64.S.j2.
 */

#include "offsets.gen.h"

	.text

/*
 * void cpu_switch(struct thread *from, struct thread *to)
 *
 *	In:	%rdi = from, %rsi = to
 *	Keeps:	the registers of arch/x86_64/facts.py:91, on the stack of `from'
 *
 * Whom the CPU calls its current thread changes when the stack has: who is
 * not current of its CPU, nobody's stack pointer points at.
 *
 *	Context: crit
 */
	.globl	cpu_switch
	.type	cpu_switch, @function
cpu_switch:
	pushq	%rbx
	pushq	%rbp
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	movq	%rsp, THREAD_SP(%rdi)	/* `from' resumes at this frame */
	movq	THREAD_SP(%rsi), %rsp	/* from here on we are `to' */
	movq	%rsi, %gs:CPU_CURRENT	/* and `from' may go elsewhere */
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbp
	popq	%rbx
	ret
	.size	cpu_switch, . - cpu_switch

/*
 * Where the first switch to a newborn thread ends.
 *
 *	In:	%rdi = the thread that ran before us
 *	Context: crit
 */
	.globl	thread_enter
	.type	thread_enter, @function
thread_enter:
	xorl	%ebp, %ebp		/* the outermost frame */
	andq	$-16, %rsp
	call	thread_start
	ud2
	.size	thread_enter, . - thread_enter

	.section .note.GNU-stack, "", @progbits
