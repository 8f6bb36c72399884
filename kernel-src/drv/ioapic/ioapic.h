/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The I/O APICs, which bring interrupt lines to the first CPU's local APIC.
 *
 * They are used when the firmware's tables name some and that CPU has a local
 * APIC (and the command line does not say ioapic=off); then the 8259s are
 * masked.  A line keeps its vector whoever brings it.
 */
#ifndef DRV_IOAPIC_IOAPIC_H
#define DRV_IOAPIC_IOAPIC_H

#include "types.h"

bool	ioapic_is_there(void);
void	ioapic_enable(unsigned, uint8_t);
uint32_t ioapic_line_count(void);

#endif
