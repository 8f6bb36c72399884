/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from arch/x86_64/facts.py and the declared traps.
 * Edit that, not this; the shape is templates/asm/trap_entry_x86_64.S.j2.
 */

#include "arch.gen.h"
#include "offsets.gen.h"

/*
 * The program may have set AC: three bytes that do nothing, over which
 * cpu_protect() writes CLAC where the CPU has SMAP.
 */
	.macro	clac
9:	nopl	(%rax)
	.pushsection .smap, "a", @progbits
	.quad	9b, 0xca
	.popsection
	.endm

	.text

/*
 * Save the frame from %rax downwards; the stubs alone come here.
 *
 *	In:	%rax = where the stub goes on; its own value is pushed
 *	Out:	%rdi = the frame, %rsp = the frame
 *	Context: intr, interrupts off
 */
	.globl	trap_save
	.type	trap_save, @function
trap_save:
	pushq	%rbx
	pushq	%rcx
	pushq	%rdx
	pushq	%rsi
	pushq	%rdi
	pushq	%rbp
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	testb	$3, TRAP_FRAME_CS(%rsp)
	jnz	1f
	cmpq	$trap_iret, TRAP_FRAME_RIP(%rsp)
	jne	2f			/* ours, but there %gs is not */
1:	swapgs				/* from here on %gs is the CPU's */
2:	cld
	clac
	movq	%rsp, %rdi
	xorl	%ebp, %ebp		/* backtraces go on in the frame */
	jmp	*%rax
	.size	trap_save, . - trap_save

/* kernel-src/entry/decl.py:19 */
	.globl	trap_entry_breakpoint
trap_entry_breakpoint:
	pushq	$0
	pushq	$3
	pushq	%rax
	leaq	1f(%rip), %rax
	jmp	trap_save
1:	call	trap_on_breakpoint
	jmp	trap_return

/* kernel-src/entry/decl.py:20 */
	.globl	trap_entry_protection
trap_entry_protection:
	pushq	$13
	pushq	%rax
	leaq	1f(%rip), %rax
	jmp	trap_save
1:	call	trap_on_protection
	jmp	trap_return

/* kernel-src/entry/decl.py:21 */
	.globl	intr_entry_tick
intr_entry_tick:
	pushq	$0
	pushq	$32
	pushq	%rax
	leaq	1f(%rip), %rax
	jmp	trap_save
1:	call	intr_on_tick
	jmp	trap_return

/*
 * Exceptions with a stack of their own may come at any instruction, also
 * between an entry and its swapgs: what %gs holds is asked of its MSR
 * (kernel addresses are negative), and kept in %ebx for the way back.
 */
/* kernel-src/entry/decl.py:18 */
	.globl	trap_entry_nmi
trap_entry_nmi:
	pushq	$0
	pushq	$2
	pushq	%rax
	pushq	%rbx
	pushq	%rcx
	pushq	%rdx
	pushq	%rsi
	pushq	%rdi
	pushq	%rbp
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	cld
	clac
	xorl	%ebx, %ebx
	movl	$MSR_GS_BASE, %ecx
	rdmsr
	testl	%edx, %edx
	js	1f
	incl	%ebx
	swapgs
1:	movq	%rsp, %rdi
	xorl	%ebp, %ebp
	call	trap_on_nmi
	testl	%ebx, %ebx
	jz	2f
	swapgs
2:
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rbp
	popq	%rdi
	popq	%rsi
	popq	%rdx
	popq	%rcx
	popq	%rbx
	popq	%rax
	addq	$(TRAP_FRAME_RIP - TRAP_FRAME_VECTOR), %rsp
	iretq

	.section .note.GNU-stack, "", @progbits
