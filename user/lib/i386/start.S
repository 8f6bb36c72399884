/* SPDX-License-Identifier: BSD-3-Clause */

	.text

/*
 * The first instruction of every program.
 *
 *	In:	%esp = argc, argv[], NULL, envp[], NULL, auxv[] (System V ABI)
 *	Out:	does not return
 *	Context: thread
 */
	.globl	_start
	.type	_start, @function
_start:
	xorl	%ebp, %ebp		/* the outermost frame */
	movl	%esp, %eax		/* what the kernel put there */
	andl	$-16, %esp
	pushl	%ebp			/* three words of padding: */
	pushl	%ebp			/*   the call below finds %esp */
	pushl	%ebp			/*   aligned to 16 */
	pushl	%eax
	call	start
	ud2
	.size	_start, . - _start

	.section .note.GNU-stack, "", @progbits
