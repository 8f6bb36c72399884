/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from arch/i386/facts.py and the declared calls.
 * Edit that, not this; the shape is templates/asm/syscall_gate_i386.S.j2.
 */

#include "arch.gen.h"
#include "offsets.gen.h"

	.text

/*
 * int $128: the gate that every CPU has, and of calls with more words
 * than sysenter can carry.
 *
 *	In:	%eax = number, %ebx %esi %edi %ebp %ecx %edx = words
 *	Out:	%eax = result, or carry set and an errno
 *	Context: thread
 */
	.globl	syscall_gate_entry
	.type	syscall_gate_entry, @function
syscall_gate_entry:
	pushl	$0
	pushl	$128
	pushl	%eax
	movl	$1f, %eax
	jmp	trap_save
1:	sti
	movl	TRAP_FRAME_EAX(%ebx), %eax
	cmpl	$21, %eax
	jae	3f
	movl	%eax, %esi
	pushl	TRAP_FRAME_EDX(%ebx)
	pushl	TRAP_FRAME_ECX(%ebx)
	pushl	TRAP_FRAME_EBP(%ebx)
	movl	TRAP_FRAME_EBX(%ebx), %eax
	movl	TRAP_FRAME_ESI(%ebx), %edx
	movl	TRAP_FRAME_EDI(%ebx), %ecx
	call	*syscall_table(,%esi,4)
	addl	$12, %esp
2:	andl	$~FLAGS_CARRY, TRAP_FRAME_EFLAGS(%ebx)
	cmpl	$-4095, %eax
	jb	4f
	negl	%eax
	orl	$FLAGS_CARRY, TRAP_FRAME_EFLAGS(%ebx)
4:	movl	%eax, TRAP_FRAME_EAX(%ebx)
	jmp	trap_return

3:	movl	$-78, %eax
	jmp	2b
	.size	syscall_gate_entry, . - syscall_gate_entry

	.section .note.GNU-stack, "", @progbits
