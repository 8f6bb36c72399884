/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from arch/i386/facts.py and the declared calls.
 * Edit that, not this; the shape is templates/asm/syscall_entry_i386.S.j2.
 */

#include "arch.gen.h"
#include "offsets.gen.h"

	.text

/*
 * sysenter: %edx = where the program continues, %ecx = its stack.
 *
 * SYSENTER_ESP points at the TSS's esp0, whose content is the stack.  Until
 * the first instruction has loaded it, a debug trap (the program may have
 * set TF) lands on the few hundred bytes below the TSS; trap_on_debug knows
 * this address, clears TF and lets us go on.
 *
 * The fast gate promises flat ds and es and a null fs on return.  sysexit
 * spends %ecx and %edx, and C keeps the others: nothing of ours stays behind.
 *
 * Calls of more words are not in the table of this gate.
 *
 *	In:	%eax = number, %ebx %esi %edi %ebp = words
 *	Out:	%eax = result, or carry set and an errno
 *	Context: thread
 */
	.globl	syscall_fast_entry
	.type	syscall_fast_entry, @function
syscall_fast_entry:
	movl	(%esp), %esp		/* from here on it is ours */
	pushl	%ecx
	pushl	%edx
	movl	$SEL_KERNEL_DATA, %ecx
	movl	%ecx, %ds
	movl	%ecx, %es
	movl	$SEL_CPU, %ecx
	movl	%ecx, %fs		/* from here on %fs is the CPU's */
	pushl	$(FLAGS_ONE | FLAGS_INTERRUPT)
	popfl				/* no TF, NT, DF, AC of the program's */
	cmpl	$21, %eax
	jae	3f
	pushl	%ebp
	movl	%eax, %ebp		/* its word is on the stack */
	movl	%ebx, %eax
	movl	%esi, %edx
	movl	%edi, %ecx
	call	*syscall_table(,%ebp,4)
	popl	%ebp
1:	cli
	cmpl	$0, %fs:CPU_PENDING
	jne	5f
	cmpl	$-4095, %eax
	jae	4f
2:	movl	$SEL_USER_DATA, %ecx
	movl	%ecx, %ds
	movl	%ecx, %es
	xorl	%ecx, %ecx		/* and carry is clear: a result */
	movl	%ecx, %fs
	popl	%edx
	popl	%ecx
	sti				/* takes effect behind sysexit */
	sysexit

3:	movl	$-78, %eax
	jmp	1b

4:	movl	$SEL_USER_DATA, %ecx
	movl	%ecx, %ds
	movl	%ecx, %es
	xorl	%ecx, %ecx
	movl	%ecx, %fs
	popl	%edx
	popl	%ecx
	negl	%eax			/* carry is set: an errno */
	sti
	sysexit

/*
 * The slow way back: the CPU owes something (a switch, a death).  Build the
 * whole frame and leave like a trap.
 */
5:	movl	$SEL_USER_DATA, %ecx
	movl	%ecx, %ds
	movl	%ecx, %es
	xorl	%ecx, %ecx
	movl	%ecx, %fs		/* what the fast gate promises */
	popl	%edx			/* eip */
	popl	%ecx			/* esp */
	pushl	$SEL_USER_DATA
	pushl	%ecx
	pushl	$(FLAGS_ONE | FLAGS_INTERRUPT)
	cmpl	$-4095, %eax
	jb	6f
	negl	%eax
	orl	$FLAGS_CARRY, (%esp)
6:	pushl	$SEL_USER_CODE
	pushl	%edx
	pushl	$0			/* error, vector: none */
	pushl	$0
	pushl	%eax
	movl	$trap_return, %eax
	jmp	trap_save
	.size	syscall_fast_entry, . - syscall_fast_entry

	.section .note.GNU-stack, "", @progbits
