/* SPDX-License-Identifier: BSD-3-Clause */
/* ACPI's timer. */

#include "acpi_timer.gen.h"
#include "clock_source.gen.h"
#include "firmware/firmware.h"

/* Context: any */
uint64_t
pm_frequency(void)
{
	return (firmware.timer_port != 0 ? CLOCK_PM_HZ : 0);
}

/* Context: any */
uint64_t
pm_count(void)
{
	return (acpi_timer_read_counter(firmware.timer_port) & 0xffffff);
}
