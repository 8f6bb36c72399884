/* SPDX-License-Identifier: BSD-3-Clause */

	.text

/*
 * void switch_test(uintptr_t pattern, uintptr_t *found, void (*yield)(void))
 *
 * Fill every register that C functions keep with a pattern of its own, let
 * others run, and tell what is in them then.
 *
 *	In:	4(%esp) = pattern, 8(%esp) = where to tell, 12(%esp) = who lets
 *		others run
 *	Keeps:	what C keeps
 *	Context: thread
 */
	.globl	switch_test
	.type	switch_test, @function
switch_test:
	pushl	%ebx
	pushl	%ebp
	pushl	%esi
	pushl	%edi
	movl	20(%esp), %eax		/* pattern */
	movl	28(%esp), %edx		/* yield */
	leal	0(%eax), %ebx
	leal	1(%eax), %ebp
	leal	2(%eax), %esi
	leal	3(%eax), %edi
	call	*%edx
	movl	24(%esp), %eax		/* found */
	movl	%ebx, 0(%eax)
	movl	%ebp, 4(%eax)
	movl	%esi, 8(%eax)
	movl	%edi, 12(%eax)
	popl	%edi
	popl	%esi
	popl	%ebp
	popl	%ebx
	ret
	.size	switch_test, . - switch_test

	.section .note.GNU-stack, "", @progbits
