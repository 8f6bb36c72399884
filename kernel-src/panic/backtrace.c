/* SPDX-License-Identifier: BSD-3-Clause */
/* Who called whom, by name: frame pointers, and the table of symbols. */

#include "arch.gen.h"
#include "frame.h"
#include "kernel.h"
#include "panic.h"
#include "vm/vm.h"

enum {
	DEEPEST = 24,
	/* From a handler's frame to the end of what the trap pushed. */
	FRAME_REACH = sizeof(struct trap_frame) + 2 * sizeof(uintptr_t)
};

extern char text_start[], text_end[];

/* A call may be the last instruction of a function: `back' is in the call. */
static void
print(uintptr_t pc, uintptr_t back)
{
	uintptr_t offset;
	const char *name = ksym_name(pc - back, &offset);

	if (name != NULL)
		kprintf("  0x%zx %s+0x%zx\n", pc, name, offset + back);
	else
		kprintf("  0x%zx\n", pc);
}

/* Can `size' bytes be read at `at'?  Asked of the page tables, not tried. */
static bool
readable(uintptr_t at, size_t size)
{
	return (at >= KERNEL_LOWEST && at % sizeof(at) == 0 &&
	    at <= UINTPTR_MAX - PAGE_SIZE && size < PAGE_SIZE &&
	    (pmap_kernel() == 0 || (pmap_lookup(pmap_kernel(), at) != 0 &&
	    pmap_lookup(pmap_kernel(), at + size - 1) != 0)));
}

/*
 * The frame of the trap or interrupt whose handler has its frame at `fp' and
 * returns to `pc'; NULL when that is none.
 */
static const struct trap_frame *
trapped(uintptr_t pc, uintptr_t fp)
{
	uintptr_t offset;
	const char *name = ksym_name(pc - 1, &offset);
	const struct trap_frame *frame;

	if (name == NULL || !readable(fp, FRAME_REACH) ||
	    (strncmp(name, "trap_entry_", 11) != 0 &&
	    strncmp(name, "intr_entry_", 11) != 0))
		return (NULL);
	frame = frame_of_handler(fp);
	return (frame);
}

/* Go on in what a trap interrupted; 0 when that is a program. */
static uintptr_t
resume(const struct trap_frame *frame)
{
	if (frame_is_user(frame)) {
		kprintf("  -- from a program, at 0x%zx\n", frame_pc(frame));
		return (0);
	}
	kprintf("  -- trap %zu\n", frame->vector);
	print(frame_pc(frame), 0);
	return (frame_fp(frame));
}

/*
 * Print the calls that led to `pc'.
 *
 * Context: any
 */
void
backtrace(uintptr_t pc, uintptr_t fp)
{
	print(pc, 0);
	for (int depth = 0; depth < DEEPEST &&
	    readable(fp, 2 * sizeof(fp)); depth++) {
		const uintptr_t *frame = (const uintptr_t *)fp;
		const struct trap_frame *trap = trapped(frame[1], fp);

		if (frame[1] < (uintptr_t)text_start ||
		    frame[1] >= (uintptr_t)text_end)
			return;
		print(frame[1], 1);
		if (trap != NULL) {
			fp = resume(trap);
			continue;
		}
		if (frame[0] <= fp)
			return;
		fp = frame[0];
	}
}
