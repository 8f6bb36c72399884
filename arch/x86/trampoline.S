/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Where a CPU begins that another one has started: in real mode, at the start
 * of a page below 1 MiB that has a copy of this (SDM 3A 9.4).  It goes on in
 * boot.S, as the first CPU did, with paging and interrupts off.
 */

#include "arch.gen.h"

#define PHYSICAL(symbol)	((symbol) - KERNEL_BASE)

	.section .rodata
	.code16
	.globl	trampoline_start, trampoline_end
trampoline_start:
	movw	%cs, %ax
	movw	%ax, %ds
	lgdtl	gdtr - trampoline_start
	movl	$CR0_PE, %eax		/* and the caches on */
	movl	%eax, %cr0
	ljmpl	$8, $PHYSICAL(boot_other)
gdtr:	.short	23
	.long	PHYSICAL(gdt)
trampoline_end:
	.balign	8
gdt:	.quad	0, 0x00cf9b000000ffff, 0x00cf93000000ffff	/* code, data */

	.section .boot, "ax"
	.code32
boot_other:
	movl	$16, %eax
	movl	%eax, %ds
	movl	%eax, %ss
	cld
	movl	$PHYSICAL(smp_stack + PAGE_SIZE), %esp
	call	boot_check
	jmp	boot_paging

	.section .note.GNU-stack, "", @progbits
