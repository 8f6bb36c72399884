/* SPDX-License-Identifier: BSD-3-Clause */

#include <stdint.h>

#include <arch.gen.h>
#include <machine.h>

/*
 * Context: thread.
 */
void
segments_spoil(void)
{
	__asm__ volatile ("movl	%0, %%ds; movl	%0, %%es\n\t"
	    "movl	%0, %%fs; movl	%0, %%gs" : : "r" (SEL_USER_DATA));
}

/*
 * Context: thread.
 */
bool
segments_are_clean(void)
{
	uint32_t ds, es, fs, gs;

	__asm__ volatile ("movl	%%ds, %0; movl	%%es, %1\n\t"
	    "movl	%%fs, %2; movl	%%gs, %3"
	    : "=r" (ds), "=r" (es), "=r" (fs), "=r" (gs));
	return ((ds | es | fs | gs) == 0);
}
