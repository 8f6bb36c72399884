/* SPDX-License-Identifier: BSD-3-Clause */
/* The registers that switch_test() fills, in its order. */

#include "switch_test.h"

#include "lwkt.gen.h"
#include "trap.gen.h"

const char *const switch_test_register[] = {
	"rbx", "rbp", "r12", "r13", "r14", "r15"
};

const unsigned switch_test_count = sizeof(switch_test_register) /
    sizeof(switch_test_register[0]);

/*
 * Let the first switch to `partner', who never ran, end in
 * switch_test_partner(), which switches to `back'.
 *
 * Context: thread
 */
void
switch_test_prepare(struct thread *partner, struct thread *back)
{
	uintptr_t *top = (uintptr_t *)(partner->stack + partner->stack_size);
	struct switch_frame *frame;

	top[-1] = (uintptr_t)back;
	top[-2] = (uintptr_t)partner;
	partner->sp = switch_frame_init((uintptr_t)(top - 2));
	frame = (struct switch_frame *)partner->sp;
	frame->rip = (uintptr_t)switch_test_partner;
}

/* Segments say nothing here: bases are in MSRs, and set at the switch. */
const uintptr_t switch_test_kept_segment;

/* Context: thread */
uintptr_t
switch_test_segment(void)
{
	return (switch_test_kept_segment);
}

/* Context: thread */
void
switch_test_load_segment(uintptr_t selector)
{
	__asm__ volatile("" : : "r"(selector));
}
