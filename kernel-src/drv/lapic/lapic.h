/* SPDX-License-Identifier: BSD-3-Clause */
/* This CPU's local APIC, by which it talks to the others. */
#ifndef DRV_LAPIC_LAPIC_H
#define DRV_LAPIC_LAPIC_H

#include "lapic.gen.h"
#include "types.h"

/* Where the registers are; 0 for an x2APIC.  Fixed at start. */
extern uintptr_t lapic_at;

bool	 lapic_is_there(void);
bool	 lapic_reaches(uint32_t);
void	 lapic_start(void);
void	 lapic_mask_external(void);
uint32_t lapic_id(void);
void	 lapic_send_fixed(uint32_t, uint32_t);
void	 lapic_send_nmi(uint32_t);
void	 lapic_send_init(uint32_t);
void	 lapic_send_startup(uint32_t, uint32_t);
void	 lapic_timer_init(bool);
uint32_t lapic_timer_left(void);

/*
 * The interrupt is handled: let the next one through.
 *
 * Context: intr
 */
static inline void
lapic_end(void)
{
	lapic_write_eoi(lapic_at, 0);
}

/*
 * Interrupt after `count' counts, and no earlier shot; 0: not at all.
 *
 * Context: any
 */
static inline void
lapic_timer_shoot(uint32_t count)
{
	lapic_write_timer_initial(lapic_at, count);
}

#endif
