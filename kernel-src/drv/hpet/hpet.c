/* SPDX-License-Identifier: BSD-3-Clause */
/* The counter of the high-precision event timer. */

#include "clock_source.gen.h"
#include "firmware/firmware.h"
#include "hpet.gen.h"
#include "init.gen.h"
#include "kernel.h"
#include "vm/vm.h"

enum {
	LONGEST = 100000000		/* period, by the specification */
};

#define FEMTOSECONDS	UINT64_C(1000000000000000)	/* of a second */

/* Where the registers are; 0 when there are none.  Fixed at start. */
static uintptr_t at;
static uint64_t frequency;

/*
 * Context: boot
 */
void
hpet_init(void)
{
	uintptr_t page;
	uint32_t period;

	if (firmware.hpet == 0)
		return;
	page = (uintptr_t)kmem_map_device(firmware.hpet & ~(uint64_t)PAGE_MASK,
	    PAGE_SIZE);
	if (page == 0)
		return;
	page += firmware.hpet & PAGE_MASK;
	period = hpet_read_period(page);
	if (period == 0 || period > LONGEST) {
		kprintf("hpet: a count of %u fs is no period\n", period);
		return;
	}
	hpet_write_configuration(page, HPET_CONFIGURATION_ENABLE);
	at = page;
	frequency = FEMTOSECONDS / period;
}

/* Context: any */
uint64_t
hpet_frequency(void)
{
	return (frequency);
}

/* Context: any */
uint64_t
hpet_count(void)
{
	return (hpet_read_counter(at));
}
