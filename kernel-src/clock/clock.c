/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Time, from the 8254: its channel 0 interrupts HZ times a second and counts
 * down in between, so the count since the last interrupt refines the ticks.
 */

#include "clock/clock.h"

#include "clock/callout.h"
#include "clock/rtc.h"
#include "i8254.gen.h"
#include "init.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "trap.gen.h"
#include "trap/interrupt.h"

enum {
	BASE = 0x40,			/* ports */
	FREQUENCY = 1193182,		/* Hz */
	DIVISOR = (FREQUENCY + HZ / 2) / HZ,
	LATCH = 0,			/* access: hold the count */
	LOW_THEN_HIGH = 3,
	RATE_GENERATOR = 2,
	TICK_NS = NS_PER_SECOND / HZ
};

/* In a critical section. */
static uint64_t ticks;
static uint64_t newest;			/* what clock_ns() said last */

/* Fixed at start. */
static uint64_t boot_seconds;		/* since 1970 */

static void
tick(void)
{
	ticks++;
	lwkt_tick();
	(void)callout_due(ticks * TICK_NS);
}

/*
 * Start the ticks and read the time of day.
 *
 * Context: boot
 */
void
clock_init(void)
{
	i8254_write_control(BASE,
	    LOW_THEN_HIGH << I8254_CONTROL_ACCESS_SHIFT |
	    RATE_GENERATOR << I8254_CONTROL_MODE_SHIFT);
	i8254_write_counter0(BASE, DIVISOR & 0xff);
	i8254_write_counter0(BASE, DIVISOR >> 8);
	boot_seconds = rtc_seconds();
	interrupt_establish(0, tick);
}

/* Context: intr */
void
intr_on_tick(struct trap_frame *frame)
{
	KASSERT(frame != NULL, "intr_on_tick: no frame");
	interrupt_arrived(0);
}

/* The 8254's count, from DIVISOR down to 1. */
static uint32_t
counter(void)
{
	uint32_t low;

	i8254_write_control(BASE, LATCH << I8254_CONTROL_ACCESS_SHIFT);
	low = i8254_read_counter0(BASE);
	return (low | (uint32_t)i8254_read_counter0(BASE) << 8);
}

/*
 * Nanoseconds since the start; never less than before.  A tick that waits
 * for the end of a critical section makes the count begin anew while the
 * ticks stand still: the last answer bounds it from below.
 *
 * Context: any
 */
uint64_t
clock_ns(void)
{
	uint64_t now;
	uint32_t count;

	crit_enter();
	count = counter();
	now = ticks * TICK_NS;
	if (count <= DIVISOR)
		now += (uint64_t)(DIVISOR - count) * TICK_NS / DIVISOR;
	if (now < newest)
		now = newest;
	newest = now;
	crit_exit();
	return (now);
}

/* Context: any */
uint64_t
clock_realtime_ns(void)
{
	return (boot_seconds * NS_PER_SECOND + clock_ns());
}
