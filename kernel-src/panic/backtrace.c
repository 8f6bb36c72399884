/* SPDX-License-Identifier: BSD-3-Clause */
/* Who called whom, by name: frame pointers, and the table of symbols. */

#include "arch.gen.h"
#include "kernel.h"
#include "panic.h"
#include "vm/vm.h"

enum {
	DEEPEST = 24
};

/* Made from the linked kernel, by address. */
struct ksym {
	uintptr_t	 address;
	const char	*name;
};

extern const struct ksym ksym_table[];
extern const uint32_t ksym_count;
extern char text_start[], text_end[];

/*
 * Name the function that holds `pc', and how far in it is; NULL if none.
 *
 * Context: any
 */
const char *
ksym_name(uintptr_t pc, uintptr_t *offset)
{
	uint32_t low = 0, high = ksym_count;

	if (pc < (uintptr_t)text_start || pc >= (uintptr_t)text_end)
		return (NULL);
	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (ksym_table[middle].address <= pc)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return (NULL);
	*offset = pc - ksym_table[low - 1].address;
	return (ksym_table[low - 1].name);
}

static void
print(uintptr_t pc)
{
	uintptr_t offset;
	const char *name = ksym_name(pc, &offset);

	if (name != NULL)
		kprintf("  0x%zx %s+0x%zx\n", pc, name, offset);
	else
		kprintf("  0x%zx\n", pc);
}

/* Can two words be read at `fp'?  Asked of the page tables, not tried. */
static bool
readable(uintptr_t fp)
{
	return (fp >= USER_TOP && fp % sizeof(fp) == 0 &&
	    fp <= UINTPTR_MAX - PAGE_SIZE &&
	    (pmap_kernel() == 0 || (pmap_lookup(pmap_kernel(), fp) != 0 &&
	    pmap_lookup(pmap_kernel(), fp + sizeof(fp)) != 0)));
}

/*
 * Print the calls that led to `pc'.
 *
 * Context: any
 */
void
backtrace(uintptr_t pc, uintptr_t fp)
{
	print(pc);
	for (int depth = 0; depth < DEEPEST && readable(fp); depth++) {
		const uintptr_t *frame = (const uintptr_t *)fp;

		if (frame[1] < (uintptr_t)text_start ||
		    frame[1] >= (uintptr_t)text_end)
			return;
		print(frame[1]);
		if (frame[0] <= fp)
			return;
		fp = frame[0];
	}
}
