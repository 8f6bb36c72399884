/* SPDX-License-Identifier: BSD-3-Clause */

	.data
	.balign	4

/*
 * Where the generated stubs of calls of at most four words jump to.  The
 * kernel says at the start, by AT_DARNER_GATE, whether sysenter is there.
 */
	.globl	darner_gate
	.type	darner_gate, @object
darner_gate:
	.long	gate_interrupt
	.size	darner_gate, 4

	.text

/*
 * Enter the kernel by the interrupt gate.  Called by stubs alone.
 *
 *	In:	%eax = number, %ebx %esi %edi %ebp = words
 *	Out:	%eax or %edx:%eax = result; carry set = %eax is an errno
 *	Keeps:	%ebx %esi %edi %ebp
 *	Context: thread
 */
	.type	gate_interrupt, @function
gate_interrupt:
	int	$0x80
	ret
	.size	gate_interrupt, . - gate_interrupt

/*
 * Enter the kernel by sysenter, which saves nothing: the kernel resumes us
 * at %edx with the stack at %ecx, that is, behind our caller's call.
 *
 *	In:	%eax = number, %ebx %esi %edi %ebp = words
 *	Out:	%eax or %edx:%eax = result; carry set = %eax is an errno
 *	Keeps:	%ebx %esi %edi %ebp
 *	Context: thread
 */
	.type	gate_fast, @function
gate_fast:
	popl	%edx			/* where our caller continues */
	movl	%esp, %ecx		/* its stack */
	sysenter
	.size	gate_fast, . - gate_fast

/*
 * void gate_choose(uintptr_t fast)
 *
 *	In:	4(%esp) = value of AT_DARNER_GATE
 *	Context: thread, before the first system call
 */
	.globl	gate_choose
	.type	gate_choose, @function
gate_choose:
	cmpl	$1, 4(%esp)
	jne	1f
	movl	$gate_fast, darner_gate
1:	ret
	.size	gate_choose, . - gate_choose

	.section .note.GNU-stack, "", @progbits
