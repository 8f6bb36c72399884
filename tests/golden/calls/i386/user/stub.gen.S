/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared calls.
 * Edit that, not this; the shape is templates/asm/stub_i386.S.j2.
 */

#include <syscall_number.gen.h>

	.text

	.globl	owner		/* kernel-src/calls/decl.py:57 */
	.type	owner, @function
owner:
	movl	$SYS_owner, %eax
	call	*darner_gate
	jc	syscall_error
	ret
	.size	owner, . - owner

	.globl	draw		/* kernel-src/calls/decl.py:63 */
	.type	draw, @function
draw:
	pushl	%ebx
	pushl	%esi
	pushl	%edi
	pushl	%ebp
	movl	20(%esp), %ebx		/* shade */
	movl	24(%esp), %esi		/* at */
	movl	28(%esp), %edi		/* marks */
	movl	32(%esp), %ebp		/* drawn */
	movl	$SYS_draw, %eax
	call	*darner_gate
	popl	%ebp
	popl	%edi
	popl	%esi
	popl	%ebx
	jc	syscall_error
	ret
	.size	draw, . - draw

	.globl	label		/* kernel-src/calls/decl.py:73 */
	.type	label, @function
label:
	pushl	%ebx
	pushl	%esi
	pushl	%edi
	pushl	%ebp
	movl	20(%esp), %ebx		/* text */
	movl	24(%esp), %esi		/* font */
	movl	28(%esp), %edi		/* nfont */
	movl	32(%esp), %ebp		/* level */
	movl	$SYS_label, %eax
	call	*darner_gate
	popl	%ebp
	popl	%edi
	popl	%esi
	popl	%ebx
	jc	syscall_error
	ret
	.size	label, . - label

	.globl	scan_lines		/* kernel-src/calls/decl.py:79 */
	.type	scan_lines, @function
scan_lines:
	pushl	%ebx
	pushl	%esi
	pushl	%edi
	pushl	%ebp
	pushl	48(%esp)		/* way */
	pushl	48(%esp)		/* step */
	pushl	$0			/* a return address, which is skipped */
	movl	32(%esp), %ebx		/* pixels */
	movl	36(%esp), %esi		/* npixels */
	movl	40(%esp), %edi		/* first */
	movl	44(%esp), %ebp		/* first, high half */
	movl	48(%esp), %ecx		/* last */
	movl	52(%esp), %edx		/* last, high half */
	movl	$SYS_scan_lines, %eax
	int	$0x80
	leal	12(%esp), %esp		/* keeps carry */
	popl	%ebp
	popl	%edi
	popl	%esi
	popl	%ebx
	jc	syscall_error
	ret
	.size	scan_lines, . - scan_lines

	.globl	paint		/* kernel-src/calls/decl.py:90 */
	.type	paint, @function
paint:
	pushl	%ebx
	pushl	%esi
	movl	12(%esp), %ebx		/* brush */
	movl	16(%esp), %esi		/* marks */
	movl	$SYS_paint, %eax
	call	*darner_gate
	popl	%esi
	popl	%ebx
	jc	syscall_error
	ret
	.size	paint, . - paint

/* A call failed with the errno in %eax: the C function returns -1. */
	.type	syscall_error, @function
syscall_error:
	movl	%eax, errno
	movl	$-1, %eax
	ret
	.size	syscall_error, . - syscall_error

	.section .note.GNU-stack, "", @progbits
