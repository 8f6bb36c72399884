/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * From a loader to boot_start(), in the higher half.
 *
 * Multiboot 1, Multiboot 2 and PVH all arrive here: protected mode, flat
 * segments, paging off, interrupts off, %ebx = the loader's block.  Multiboot
 * leaves its magic in %eax; PVH leaves nothing, so its own entry sets one.
 * (Multiboot specifications, 3.1 and 3.3; Xen's PVH boot ABI.)
 */

#include "arch.gen.h"

#define PHYSICAL(symbol)	((symbol) - KERNEL_BASE)
#define MULTIBOOT1_MAGIC	0x1badb002
#define MULTIBOOT1_FLAGS	0x3	/* pages aligned, memory map wanted */
#define MULTIBOOT2_MAGIC	0xe85250d6
/* Where the fourth directory has the windows: a table covers 2 MiB. */
#define WINDOW_ENTRY		((WINDOW_BASE >> 21) * 8)

	.section .multiboot, "ax"
	.balign	8
	.long	MULTIBOOT1_MAGIC
	.long	MULTIBOOT1_FLAGS
	.long	-(MULTIBOOT1_MAGIC + MULTIBOOT1_FLAGS)
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
	.long	4
	.long	18			/* XEN_ELFNOTE_PHYS32_ENTRY */
	.asciz	"Xen"
	.long	PHYSICAL(boot_pvh)

	.section .boot, "ax"
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
 * Three page directories map the first 3 GiB to themselves; the fourth shows
 * the first at KERNEL_BASE, with the table of the windows in its place.
 */
	movl	$PHYSICAL(boot_pd), %edx
	movl	$(PTE_PRESENT | PTE_WRITE | PTE_LARGE), %eax
	movl	$(4 * 512), %ecx
1:	movl	%eax, (%edx)
	addl	$(1 << 21), %eax
	addl	$8, %edx
	cmpl	$KERNEL_BASE, %eax	/* the fourth begins at 0 again */
	jb	2f
	subl	$KERNEL_BASE, %eax
2:	loop	1b
	movl	$(PHYSICAL(window_table) + PTE_PRESENT + PTE_WRITE), %eax
	movl	%eax, PHYSICAL(boot_pd) + WINDOW_ENTRY
	movl	$(PHYSICAL(boot_pd) + PTE_PRESENT), %eax
	movl	$PHYSICAL(boot_pdpt), %edx
	movl	$4, %ecx
3:	movl	%eax, (%edx)
	addl	$PAGE_SIZE, %eax
	addl	$8, %edx
	loop	3b

	.globl	boot_paging
boot_paging:				/* the others come here */
	movl	%cr4, %eax
	orl	$CR4_PAE, %eax
	movl	%eax, %cr4
	movl	$PHYSICAL(boot_pdpt), %eax
	movl	%eax, %cr3
	movl	%cr0, %eax
	orl	$(CR0_PG | CR0_WP), %eax
	movl	%eax, %cr0
	lgdt	PHYSICAL(boot_gdtr)
	ljmp	$SEL_KERNEL_CODE, $boot_high

/* Refuse a CPU below the minimum. */
	.globl	boot_check
boot_check:
	call	boot_check_cpuid
	jmp	boot_check_features

	.text
boot_high:
	movl	$SEL_KERNEL_DATA, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	xorl	%eax, %eax
	movl	%eax, %fs
	movl	%eax, %gs
	movl	smp_next, %eax
	testl	%eax, %eax
	jnz	4f
	movl	$boot_stack_top, %esp
	movl	%ebp, %eax
	movl	%ebx, %edx
	xorl	%ebp, %ebp
	call	boot_start
	ud2
4:	movl	$(smp_stack + PAGE_SIZE), %esp
	xorl	%ebp, %ebp
	call	smp_enter
	ud2

	.section .rodata
	.balign	8
boot_gdt:
	.quad	0
	.quad	0x00cf9b000000ffff	/* code, ring 0 */
	.quad	0x00cf93000000ffff	/* data, ring 0 */
boot_gdtr:
	.short	. - boot_gdt - 1
	.long	PHYSICAL(boot_gdt)

	.data
	.balign	8
	.globl	boot_tsc
boot_tsc:
	.quad	0			/* the clock at our first instruction */

	.bss
	.balign	PAGE_SIZE
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
