/* SPDX-License-Identifier: BSD-3-Clause */
/* The time of day, from a PC's MC146818 clock (its data sheet, table 3). */

#include "clock/rtc.h"

#include "mc146818.gen.h"

enum {
	BASE = 0x70,
	SECONDS = 0,
	MINUTES = 2,
	HOURS = 4,
	DAY = 7,
	MONTH = 8,
	YEAR = 9,
	STATUS_A = 0x0a,
	STATUS_B = 0x0b,
	UPDATING = 0x80,		/* in status A */
	BINARY = 0x04,			/* in status B */
	HOURS_24 = 0x02,		/* in status B */
	PM = 0x80,			/* in the hours, when they are 12 */
	PATIENCE = 100000		/* reads; an update takes 2 ms */
};

static uint32_t
cell(uint8_t index)
{
	mc146818_write_index(BASE, index);
	return (mc146818_read_data(BASE));
}

static uint32_t
number(uint32_t value, uint32_t status)
{
	return (status & BINARY ? value : (value >> 4) * 10 + (value & 15));
}

/* Days from 1970-01-01 to a date of the Gregorian calendar. */
static uint64_t
days(uint32_t year, uint32_t month, uint32_t day)
{
	static const uint16_t before[] = { 0, 31, 59, 90, 120, 151, 181, 212,
		243, 273, 304, 334 };
	uint32_t y = year - 1;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return ((uint64_t)y * 365 + y / 4 - y / 100 + y / 400 - 719162 +
	    before[(month - 1) % 12] + (leap && month > 2) + day - 1);
}

/*
 * Seconds since 1970 by the clock; years are taken as 2000 to 2099.
 *
 * Context: boot
 */
uint64_t
rtc_seconds(void)
{
	uint32_t status = cell(STATUS_B), hours, patience = PATIENCE;
	uint64_t seconds;

	while ((cell(STATUS_A) & UPDATING) && --patience > 0)
		continue;
	hours = cell(HOURS);
	if ((status & HOURS_24) == 0)
		hours = number(hours & (PM - 1), status) % 12 +
		    (hours & PM ? 12 : 0);
	else
		hours = number(hours, status);
	seconds = days(2000 + number(cell(YEAR), status),
	    number(cell(MONTH), status), number(cell(DAY), status));
	seconds = seconds * 24 + hours;
	seconds = seconds * 60 + number(cell(MINUTES), status);
	return (seconds * 60 + number(cell(SECONDS), status));
}
