/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared calls.
 * Edit that, not this; the shape is templates/asm/stub_x86_64.S.j2.
 */

#include <syscall_number.gen.h>

	.text

	.globl	owner		/* kernel-src/calls/decl.py:57 */
	.type	owner, @function
owner:
	movl	$SYS_owner, %eax
	syscall
	jc	syscall_error
	ret
	.size	owner, . - owner

	.globl	draw		/* kernel-src/calls/decl.py:63 */
	.type	draw, @function
draw:
	movq	%rcx, %r10		/* syscall spends %rcx */
	movl	$SYS_draw, %eax
	syscall
	jc	syscall_error
	ret
	.size	draw, . - draw

	.globl	label		/* kernel-src/calls/decl.py:73 */
	.type	label, @function
label:
	movq	%rcx, %r10		/* syscall spends %rcx */
	movl	$SYS_label, %eax
	syscall
	jc	syscall_error
	ret
	.size	label, . - label

	.globl	scan_lines		/* kernel-src/calls/decl.py:79 */
	.type	scan_lines, @function
scan_lines:
	movq	%rcx, %r10		/* syscall spends %rcx */
	movl	$SYS_scan_lines, %eax
	syscall
	jc	syscall_error
	ret
	.size	scan_lines, . - scan_lines

	.globl	paint		/* kernel-src/calls/decl.py:90 */
	.type	paint, @function
paint:
	movl	$SYS_paint, %eax
	syscall
	jc	syscall_error
	ret
	.size	paint, . - paint

/* A call failed with the errno in %eax: the C function returns -1. */
	.type	syscall_error, @function
syscall_error:
	movl	%eax, errno(%rip)
	movq	$-1, %rax
	ret
	.size	syscall_error, . - syscall_error

	.section .note.GNU-stack, "", @progbits
