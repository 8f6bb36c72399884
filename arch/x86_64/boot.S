/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * From a loader to boot_start(), in the higher half.
 *
 * Multiboot 2 and PVH both arrive here: 32-bit protected mode, flat segments,
 * paging off, interrupts off, %ebx = the loader's block.  Multiboot leaves
 * its magic in %eax; PVH leaves nothing, so its own entry sets one.
 * (Multiboot 2 specification 3.3; Xen's PVH boot ABI.)
 */

#include "arch.gen.h"

#define PHYSICAL(symbol)	((symbol) - KERNEL_BASE)
#define MULTIBOOT2_MAGIC	0xe85250d6

	.section .multiboot, "ax"
	.balign	8
multiboot2:
	.long	MULTIBOOT2_MAGIC
	.long	0			/* i386, protected mode */
	.long	multiboot2_end - multiboot2
	.long	-(MULTIBOOT2_MAGIC + (multiboot2_end - multiboot2))
	.short	3, 0			/* entry address: e_entry is virtual */
	.long	12
	.long	PHYSICAL(boot_entry)
	.balign	8
	.short	0, 0
	.long	8
multiboot2_end:

	.section .note.Xen, "a", @note
	.balign	4
	.long	4
	.long	8
	.long	18			/* XEN_ELFNOTE_PHYS32_ENTRY */
	.asciz	"Xen"
	.quad	PHYSICAL(boot_pvh)

	.section .boot, "ax"
	.code32
boot_pvh:
	movl	$0x336ec578, %eax	/* the magic of its own block */
	.globl	boot_entry
boot_entry:
	cld
	movl	%eax, %ebp		/* magic: kept until boot_start() */
	movl	$PHYSICAL(boot_stack_top), %esp
	call	boot_check
	rdtsc
	movl	%eax, PHYSICAL(boot_tsc)
	movl	%edx, PHYSICAL(boot_tsc) + 4

/*
 * Four page directories show the first 4 GiB at 0 and at DMAP_BASE, and the
 * first GiB at KERNEL_BASE too.
 */
	movl	$PHYSICAL(boot_pd), %edx
	movl	$(PTE_PRESENT | PTE_WRITE | PTE_LARGE), %eax
	movl	$(4 * 512), %ecx
1:	movl	%eax, (%edx)
	addl	$(1 << 21), %eax
	addl	$8, %edx
	loop	1b
	movl	$(PHYSICAL(boot_pd) + PTE_PRESENT + PTE_WRITE), %eax
	movl	%eax, PHYSICAL(boot_pdpt) + 510 * 8
	movl	$PHYSICAL(boot_pdpt), %edx
	movl	$4, %ecx
2:	movl	%eax, (%edx)
	addl	$PAGE_SIZE, %eax
	addl	$8, %edx
	loop	2b
	movl	$(PHYSICAL(boot_pdpt) + PTE_PRESENT + PTE_WRITE), %eax
	movl	%eax, PHYSICAL(boot_pml4)
	movl	%eax, PHYSICAL(boot_pml4) + 256 * 8
	movl	%eax, PHYSICAL(boot_pml4) + 511 * 8

	.globl	boot_paging
boot_paging:				/* the others come here */
	movl	%cr4, %eax
	orl	$CR4_PAE, %eax
	movl	%eax, %cr4
	movl	$PHYSICAL(boot_pml4), %eax
	movl	%eax, %cr3
	movl	$MSR_EFER, %ecx
	rdmsr
	orl	$(EFER_LME | EFER_SCE), %eax
	testl	$(1 << 20), %edi
	jz	3f
	orl	$EFER_NXE, %eax
3:	wrmsr
	movl	%cr0, %eax
	orl	$(CR0_PG | CR0_WP), %eax
	movl	%eax, %cr0		/* long mode, in a 32-bit segment */
	lgdt	PHYSICAL(boot_gdtr)
	ljmp	$SEL_KERNEL_CODE, $PHYSICAL(boot_long)

/* Refuse a CPU below the minimum; leave CPUID's no-execute bit in %edi. */
	.globl	boot_check
boot_check:
	call	boot_check_cpuid
	call	boot_check_features
	movl	$0x80000001, %eax	/* there, as it was asked for lm */
	pushl	%ebx
	cpuid
	popl	%ebx
	movl	%edx, %edi
	ret

	.code64
boot_long:
	movabsq	$boot_high, %rax
	jmp	*%rax

	.text
boot_high:
	movl	$SEL_KERNEL_DATA, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	xorl	%eax, %eax
	movl	%eax, %fs
	movl	%eax, %gs
	movq	smp_next(%rip), %rdi
	testq	%rdi, %rdi
	jnz	4f
	movq	$boot_stack_top, %rsp
	movl	%ebp, %edi
	movl	%ebx, %esi
	xorl	%ebp, %ebp
	call	boot_start
	ud2
4:	movq	$(smp_stack + PAGE_SIZE), %rsp
	xorl	%ebp, %ebp
	call	smp_enter
	ud2

	.section .rodata
	.balign	8
boot_gdt:
	.quad	0
	.quad	0x00af9b000000ffff	/* 64-bit code, ring 0 */
	.quad	0x00cf93000000ffff	/* data, ring 0 */
boot_gdtr:
	.short	. - boot_gdt - 1
	.quad	PHYSICAL(boot_gdt)

	.data
	.balign	8
	.globl	boot_tsc
boot_tsc:
	.quad	0			/* the clock at our first instruction */

	.bss
	.balign	PAGE_SIZE
boot_pml4:
	.skip	PAGE_SIZE
boot_pdpt:
	.skip	PAGE_SIZE
boot_pd:
	.skip	4 * PAGE_SIZE
	.globl	boot_guard
boot_guard:				/* pmap_init() unmaps it */
	.skip	PAGE_SIZE
	.globl	boot_stack
boot_stack:
	.skip	8 * PAGE_SIZE
	.globl	boot_stack_top
boot_stack_top:

	.section .note.GNU-stack, "", @progbits
