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
 *	In:	%eax = pattern, %edx = where to tell, %ecx = from,
 *		4(%esp) = to, 8(%esp) = how
 *	Keeps:	what C keeps
 *	Context: thread; interrupts off for cpu_switch()
 */
	.globl	switch_test
	.type	switch_test, @function
switch_test:
	pushl	%ebx
	pushl	%ebp
	pushl	%esi
	pushl	%edi
	pushl	%edx			/* found */
	leal	0(%eax), %ebx
	leal	1(%eax), %ebp
	leal	2(%eax), %esi
	leal	3(%eax), %edi
	movl	%ecx, %eax		/* from */
	movl	24(%esp), %edx		/* to */
	call	*28(%esp)
	popl	%eax			/* found */
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
	popl	%eax
	popl	%edx
	movl	$0x20000, %ebx
	movl	$0x20001, %ebp
	movl	$0x20002, %esi
	movl	$0x20003, %edi
	call	cpu_switch
	ud2				/* nobody switches here again */
	.size	switch_test_partner, . - switch_test_partner

	.section .note.GNU-stack, "", @progbits
