/* SPDX-License-Identifier: BSD-3-Clause */

	.text

/*
 * The first instruction of every program.
 *
 *	In:	%rsp = argc, argv[], NULL, envp[], NULL, auxv[] (System V ABI)
 *	Out:	does not return
 *	Context: thread
 */
	.globl	_start
	.type	_start, @function
_start:
	xorl	%ebp, %ebp		/* the outermost frame */
	movq	%rsp, %rdi		/* what the kernel put there */
	andq	$-16, %rsp
	call	start
	ud2
	.size	_start, . - _start

/*
 * void gate_choose(uintptr_t fast)
 *
 *	In:	%rdi = value of AT_DARNER_GATE
 *	Keeps:	everything: x86_64 has one gate, and each stub holds it
 *	Context: thread
 */
	.globl	gate_choose
	.type	gate_choose, @function
gate_choose:
	ret
	.size	gate_choose, . - gate_choose

	.section .note.GNU-stack, "", @progbits
