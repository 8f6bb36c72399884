/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from arch/i386/facts.py.
 * Edit that, not this; the shape is templates/asm/switch_i386.S.j2.
 */

#include "offsets.gen.h"

	.text

/*
 * void cpu_switch(struct thread *from, struct thread *to)
 *
 *	In:	%eax = from, %edx = to
 *	Keeps:	the registers of arch/i386/facts.py:89, on the stack of `from'
 *
 * Whom the CPU calls its current thread changes when the stack has: who is
 * not current of its CPU, nobody's stack pointer points at.
 *
 *	Context: crit
 */
	.globl	cpu_switch
	.type	cpu_switch, @function
cpu_switch:
	pushl	%ebx
	pushl	%ebp
	pushl	%esi
	pushl	%edi
	pushl	%gs
	movl	%esp, THREAD_SP(%eax)	/* `from' resumes at this frame */
	movl	THREAD_SP(%edx), %esp	/* from here on we are `to' */
	movl	%edx, %fs:CPU_CURRENT	/* and `from' may go elsewhere */
	popl	%gs
	popl	%edi
	popl	%esi
	popl	%ebp
	popl	%ebx
	ret
	.size	cpu_switch, . - cpu_switch

/*
 * Where the first switch to a newborn thread ends.
 *
 *	In:	%eax = the thread that ran before us
 *	Context: crit
 */
	.globl	thread_enter
	.type	thread_enter, @function
thread_enter:
	xorl	%ebp, %ebp		/* the outermost frame */
	call	thread_start
	ud2
	.size	thread_enter, . - thread_enter

	.section .note.GNU-stack, "", @progbits
