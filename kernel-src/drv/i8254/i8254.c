/* SPDX-License-Identifier: BSD-3-Clause */
/* Counter 2 goes round for ever; counter 0 interrupts when it is told to. */

#include "drv/i8254/i8254.h"

#include "clock_source.gen.h"
#include "i8254.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "port_b.gen.h"
#include "trap.gen.h"
#include "trap/interrupt.h"

enum {
	BASE = 0x40,			/* ports */
	PORT_B = 0x61,
	LATCH = 0,			/* access: hold the count */
	LOW_THEN_HIGH = 3,
	TERMINAL_COUNT = 0,		/* modes: interrupt once, */
	RATE_GENERATOR = 2		/* go round */
};

static void
set_mode(uint32_t counter, uint32_t mode)
{
	i8254_write_control(BASE,
	    (uint8_t)(counter << I8254_CONTROL_COUNTER_SHIFT |
	    LOW_THEN_HIGH << I8254_CONTROL_ACCESS_SHIFT |
	    mode << I8254_CONTROL_MODE_SHIFT));
}

/*
 * Let counter 2 count, unheard, and keep counter 0 quiet.
 *
 * Context: boot
 */
void
i8254_init(void)
{
	uint8_t gate = port_b_read_gate(PORT_B);

	gate &= (uint8_t)~PORT_B_GATE_SPEAKER;
	port_b_write_gate(PORT_B, gate | PORT_B_GATE_COUNTER2);
	set_mode(2, RATE_GENERATOR);
	i8254_write_counter2(BASE, 0);		/* 65536 */
	i8254_write_counter2(BASE, 0);
	set_mode(0, TERMINAL_COUNT);
}

/* Context: any */
uint64_t
pit_frequency(void)
{
	return (CLOCK_PIT_HZ);
}

/* Some CPU reads counter 2. */
static uint32_t busy;

/*
 * What counter 2 has counted; it counts down.  Three accesses make one
 * reading: no interrupt of this CPU comes between, and no other CPU.  A
 * spinlock would not do: who waits long for one asks what time it is.
 *
 * Context: any
 */
uint64_t
pit_count(void)
{
	uint32_t low, high;

	crit_enter();
	while (atomic_swap_int(&busy, 1) != 0)
		cpu_pause();
	i8254_write_control(BASE, (uint8_t)(2 << I8254_CONTROL_COUNTER_SHIFT |
	    LATCH << I8254_CONTROL_ACCESS_SHIFT));
	low = i8254_read_counter2(BASE);
	high = i8254_read_counter2(BASE);
	atomic_store_int(&busy, 0);
	crit_exit();
	return (-(low | high << 8) & 0xffff);
}

/*
 * Interrupt after `count' counts, 1 to 65535, and no earlier shot.
 *
 * Context: crit
 */
void
i8254_shoot(uint32_t count)
{
	set_mode(0, TERMINAL_COUNT);
	i8254_write_counter0(BASE, (uint8_t)count);
	i8254_write_counter0(BASE, (uint8_t)(count >> 8));
}

/* Context: intr */
void
intr_on_tick(struct trap_frame *frame)
{
	KASSERT(frame != NULL, "intr_on_tick: no frame");
	interrupt_arrived(0);
}
