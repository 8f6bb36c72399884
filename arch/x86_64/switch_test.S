/* SPDX-License-Identifier: BSD-3-Clause */

	.text

/*
 * void switch_test(uintptr_t pattern, uintptr_t *found, struct thread *from,
 *     struct thread *to, void (*how)(void))
 *
 * Fill every register that C functions keep with a pattern of its own,
 * switch, and tell what is in them when somebody switches back.  `how' is
 * cpu_switch(), or a function that comes to it and takes no argument.
 *
 *	In:	%rdi = pattern, %rsi = where to tell, %rdx = from, %rcx = to,
 *		%r8 = how
 *	Keeps:	what C keeps
 *	Context: thread; interrupts off for cpu_switch()
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
	movq	%rdx, %rdi
	movq	%rcx, %rsi
	call	*%r8
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

/*
 * Where a prepared partner begins: it fills the same registers with patterns
 * of its own, and switches back.
 *
 *	In:	on the stack: itself, whom to switch to
 *	Context: thread, interrupts off
 */
	.globl	switch_test_partner
	.type	switch_test_partner, @function
switch_test_partner:
	popq	%rdi
	popq	%rsi
	movl	$0x20000, %ebx
	movl	$0x20001, %ebp
	movl	$0x20002, %r12d
	movl	$0x20003, %r13d
	movl	$0x20004, %r14d
	movl	$0x20005, %r15d
	call	cpu_switch
	ud2				/* nobody switches here again */
	.size	switch_test_partner, . - switch_test_partner

	.section .note.GNU-stack, "", @progbits
