/* SPDX-License-Identifier: BSD-3-Clause */
/* The registers that switch_test() fills, in its order. */

#include "switch_test.h"

const char *const switch_test_register[] = {
	"rbx", "rbp", "r12", "r13", "r14", "r15"
};

const unsigned switch_test_count = sizeof(switch_test_register) /
    sizeof(switch_test_register[0]);

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
