/* SPDX-License-Identifier: BSD-3-Clause */

	.text

/*
 * void switch_test(uintptr_t pattern, uintptr_t *found, void (*yield)(void))
 *
 * Fill every register that C functions keep with a pattern of its own, let
 * others run, and tell what is in them then.
 *
 *	In:	%rdi = pattern, %rsi = where to tell, %rdx = who lets others run
 *	Keeps:	what C keeps
 *	Context: thread
 */
	.globl	switch_test
	.type	switch_test, @function
switch_test:
	pushq	%rbx
	pushq	%rbp
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	pushq	%rsi			/* aligns the stack, too */
	leaq	0(%rdi), %rbx
	leaq	1(%rdi), %rbp
	leaq	2(%rdi), %r12
	leaq	3(%rdi), %r13
	leaq	4(%rdi), %r14
	leaq	5(%rdi), %r15
	call	*%rdx
	popq	%rsi
	movq	%rbx, 0(%rsi)
	movq	%rbp, 8(%rsi)
	movq	%r12, 16(%rsi)
	movq	%r13, 24(%rsi)
	movq	%r14, 32(%rsi)
	movq	%r15, 40(%rsi)
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbp
	popq	%rbx
	ret
	.size	switch_test, . - switch_test

	.section .note.GNU-stack, "", @progbits
