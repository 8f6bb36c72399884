/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared calls.
 * Edit that, not this; the shape is templates/asm/stub_i386.S.j2.
 */

#include <syscall_number.gen.h>

	.text

	.macro	stub_0 name, number
	.globl	\name
	.type	\name, @function
\name:
	movl	$\number, %eax
	call	*darner_gate
	jc	syscall_error
	ret
	.size	\name, . - \name
	.endm

	.macro	stub_1 name, number
	.globl	\name
	.type	\name, @function
\name:
	pushl	%ebx
	movl	8(%esp), %ebx		/* word 0 */
	movl	$\number, %eax
	call	*darner_gate
	popl	%ebx
	jc	syscall_error
	ret
	.size	\name, . - \name
	.endm

	.macro	stub_2 name, number
	.globl	\name
	.type	\name, @function
\name:
	pushl	%ebx
	pushl	%esi
	movl	12(%esp), %ebx		/* word 0 */
	movl	16(%esp), %esi		/* word 1 */
	movl	$\number, %eax
	call	*darner_gate
	popl	%esi
	popl	%ebx
	jc	syscall_error
	ret
	.size	\name, . - \name
	.endm

	.macro	stub_4 name, number
	.globl	\name
	.type	\name, @function
\name:
	pushl	%ebx
	pushl	%esi
	pushl	%edi
	pushl	%ebp
	movl	20(%esp), %ebx		/* word 0 */
	movl	24(%esp), %esi		/* word 1 */
	movl	28(%esp), %edi		/* word 2 */
	movl	32(%esp), %ebp		/* word 3 */
	movl	$\number, %eax
	call	*darner_gate
	popl	%ebp
	popl	%edi
	popl	%esi
	popl	%ebx
	jc	syscall_error
	ret
	.size	\name, . - \name
	.endm

	.macro	stub_8_slow name, number
	.globl	\name
	.type	\name, @function
\name:
	pushl	%ebx
	pushl	%esi
	pushl	%edi
	pushl	%ebp
	pushl	48(%esp)		/* word 7 */
	pushl	48(%esp)		/* word 6 */
	pushl	$0			/* a return address, which is skipped */
	movl	32(%esp), %ebx		/* word 0 */
	movl	36(%esp), %esi		/* word 1 */
	movl	40(%esp), %edi		/* word 2 */
	movl	44(%esp), %ebp		/* word 3 */
	movl	48(%esp), %ecx		/* word 4 */
	movl	52(%esp), %edx		/* word 5 */
	movl	$\number, %eax
	int	$0x80
	leal	12(%esp), %esp		/* keeps carry */
	popl	%ebp
	popl	%edi
	popl	%esi
	popl	%ebx
	jc	syscall_error
	ret
	.size	\name, . - \name
	.endm

	stub_0	owner, SYS_owner	/* kernel-src/calls/decl.py:57 */
	stub_4	draw, SYS_draw		/* kernel-src/calls/decl.py:63 */
	stub_4	label, SYS_label	/* kernel-src/calls/decl.py:73 */
	stub_8_slow	scan_lines, SYS_scan_lines
		/* kernel-src/calls/decl.py:79 */
	stub_2	paint, SYS_paint	/* kernel-src/calls/decl.py:90 */
	stub_1	where, SYS_where	/* kernel-src/calls/decl.py:96 */

/* A call failed with the errno in %eax: the C function returns -1. */
	.type	syscall_error, @function
syscall_error:
	movl	%eax, errno
	movl	$-1, %eax
	ret
	.size	syscall_error, . - syscall_error

	.section .note.GNU-stack, "", @progbits
