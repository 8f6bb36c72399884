/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared calls.
 * Edit that, not this; the shape is templates/asm/stub_x86_64.S.j2.
 */

#include <syscall_number.gen.h>

	.text

	.macro	stub name, number
	.globl	\name
	.type	\name, @function
\name:
	movl	$\number, %eax
	syscall
	jc	syscall_error
	ret
	.size	\name, . - \name
	.endm

	.macro	stub_moved name, number
	.globl	\name
	.type	\name, @function
\name:
	movq	%rcx, %r10		/* syscall spends %rcx */
	movl	$\number, %eax
	syscall
	jc	syscall_error
	ret
	.size	\name, . - \name
	.endm

	stub	owner, SYS_owner	/* kernel-src/calls/decl.py:57 */
	stub_moved	draw, SYS_draw	/* kernel-src/calls/decl.py:63 */
	stub_moved	label, SYS_label
		/* kernel-src/calls/decl.py:73 */
	stub_moved	scan_lines, SYS_scan_lines
		/* kernel-src/calls/decl.py:79 */
	stub	paint, SYS_paint	/* kernel-src/calls/decl.py:90 */
	stub	where, SYS_where	/* kernel-src/calls/decl.py:96 */

/* A call failed with the errno in %eax: the C function returns -1. */
	.type	syscall_error, @function
syscall_error:
	movl	%eax, errno(%rip)
	movq	$-1, %rax
	ret
	.size	syscall_error, . - syscall_error

	.section .note.GNU-stack, "", @progbits
