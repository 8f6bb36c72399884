/* SPDX-License-Identifier: BSD-3-Clause */
/* This CPU's local APIC, by which it talks to the others. */
#ifndef DRV_LAPIC_LAPIC_H
#define DRV_LAPIC_LAPIC_H

#include "types.h"

bool	 lapic_is_there(void);
void	 lapic_start(void);
void	 lapic_mask_external(void);
uint32_t lapic_id(void);
void	 lapic_end(void);
void	 lapic_send_fixed(uint32_t, uint32_t);
void	 lapic_send_nmi(uint32_t);
void	 lapic_send_init(uint32_t);
void	 lapic_send_startup(uint32_t, uint32_t);
void	 lapic_timer_init(bool);
void	 lapic_timer_shoot(uint32_t);
uint32_t lapic_timer_left(void);

#endif
