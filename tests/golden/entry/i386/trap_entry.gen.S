/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from arch/i386/facts.py and the declared traps.
 * Edit that, not this; the shape is templates/asm/trap_entry_i386.S.j2.
 */

#include "arch.gen.h"
#include "offsets.gen.h"

/*
 * The program may have set AC: three bytes that do nothing, over which
 * cpu_protect() writes CLAC where the CPU has SMAP.
 */
	.macro	clac
9:	.byte	0x8d, 0x76, 0x00	/* leal 0(%esi), %esi */
	.pushsection .smap, "a", @progbits
	.long	9b, 0xca
	.popsection
	.endm

	.text

/*
 * Save the frame from %eax downwards, load the kernel's segments;
 * the stubs alone come here.
 *
 *	In:	%eax = where the stub goes on; its own value is pushed
 *	Out:	%ebx = the frame, %esp = the frame
 *	Context: intr, interrupts off
 */
	.globl	trap_save
	.type	trap_save, @function
trap_save:
	pushl	%ecx
	pushl	%edx
	pushl	%ebx
	pushl	%ebp
	pushl	%esi
	pushl	%edi
	pushl	%ds
	pushl	%es
	pushl	%fs
	pushl	%gs
	movl	$SEL_KERNEL_DATA, %ecx
	movl	%ecx, %ds
	movl	%ecx, %es
	movl	$SEL_CPU, %ecx
	movl	%ecx, %fs		/* from here on %fs is the CPU's */
	cld
	clac
	xorl	%ebp, %ebp		/* backtraces go on in the frame */
	movl	%esp, %ebx
	jmp	*%eax
	.size	trap_save, . - trap_save

/* kernel-src/entry/decl.py:19 */
	.globl	trap_entry_breakpoint
trap_entry_breakpoint:
	pushl	$0
	pushl	$3
	pushl	%eax
	movl	$1f, %eax
	jmp	trap_save
1:	movl	%ebx, %eax
	call	trap_on_breakpoint
	jmp	trap_return

/* kernel-src/entry/decl.py:20 */
	.globl	trap_entry_protection
trap_entry_protection:
	pushl	$13
	pushl	%eax
	movl	$1f, %eax
	jmp	trap_save
1:	movl	%ebx, %eax
	call	trap_on_protection
	jmp	trap_return

/* kernel-src/entry/decl.py:21 */
	.globl	intr_entry_tick
intr_entry_tick:
	pushl	$0
	pushl	$32
	pushl	%eax
	movl	$1f, %eax
	jmp	trap_save
1:	movl	%ebx, %eax
	call	intr_on_tick
	jmp	trap_return

/*
 * Exceptions with a task of their own: the CPU has put the registers of
 * whoever was interrupted into its TSS, and comes back here, behind the
 * iret, at the next one.
 */
/* kernel-src/entry/decl.py:18 */
	.globl	trap_entry_nmi
trap_entry_nmi:
	movl	$2, %eax
	call	task_trap_frame		/* as if trap_save had saved it */
	call	trap_on_nmi
	iret
	jmp	trap_entry_nmi

	.section .note.GNU-stack, "", @progbits
