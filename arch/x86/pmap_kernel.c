/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The kernel's own page tables: its image by sections, the bitmaps of the
 * pages, and what the architecture needs to reach memory.  Nothing is
 * writable and executable at once, and no page of the text or of the
 * constants can be written by another name.
 */

#include "cpu.h"
#include "kernel.h"
#include "pmap_root.h"
#include "vm/vm.h"

extern char text_start[], text_end[], rodata_start[], rodata_end[];
extern char data_start[], bss_end[], boot_guard[], boot_stack[];

static void
map_section(const char *from, const char *to, uint32_t prot)
{
	uintptr_t va = (uintptr_t)from;

	pmap_map_span(va, va - KERNEL_BASE,
	    round_page((uintptr_t)to) - KERNEL_BASE, pmap_kernel_bits(prot));
}

/*
 * Make the kernel's page tables and leave those of the boot code.  The page
 * below the boot stack stays unmapped.
 *
 * Context: boot
 */
void
pmap_init(void)
{
	paddr_t root = pmap_create_kernel();
	struct frame_range bitmaps = page_bitmap_frames();
	paddr_t first = bitmaps.first << PAGE_SHIFT;

	map_section(text_start, text_end, PROT_EXEC);
	map_section(rodata_start, rodata_end, 0);
	map_section(data_start, boot_guard, PROT_WRITE);
	map_section(boot_stack, bss_end, PROT_WRITE);
	pmap_map_span(KERNEL_BASE + (uintptr_t)first, first,
	    bitmaps.end << PAGE_SHIFT, pmap_kernel_bits(PROT_WRITE));
	pmap_root_init(root);
	write_cr3((uintptr_t)root);
	page_reach_all();
}
