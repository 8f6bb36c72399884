/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from kernel-src/uart/decl.py.
 * Edit that, not this; the shape is templates/c/register.h.j2.
 */

#ifndef LOCAL_GEN_H
#define LOCAL_GEN_H

#include <stdint.h>

#include "io.h"

/*
 * In memory or by MSRs; the upper half of the command stands apart, and goes
 * first.
 */
#define LOCAL_ID                0x20	/* kernel-src/uart/decl.py:43 */
#define LOCAL_COMMAND           0x300	/* kernel-src/uart/decl.py:44 */

static inline uint32_t			/* kernel-src/uart/decl.py:43 */
local_read_id(uintptr_t base)
{
	if (base == 0)
		return ((uint32_t)rdmsr(0x802));
	return (mmio_read32(base + LOCAL_ID));
}

static inline uint64_t			/* kernel-src/uart/decl.py:44 */
local_read_command(uintptr_t base)
{
	if (base == 0)
		return (rdmsr(0x830));
	return (mmio_read32(base + LOCAL_COMMAND) |
	    (uint64_t)mmio_read32(base + 0x310) << 32);
}

static inline void			/* kernel-src/uart/decl.py:44 */
local_write_command(uintptr_t base, uint64_t value)
{
	if (base == 0) {
		wrmsr(0x830, value);
		return;
	}
	mmio_write32(base + 0x310, (uint32_t)(value >> 32));
	mmio_write32(base + LOCAL_COMMAND, (uint32_t)value);
}

void	local_dump(uintptr_t, void (*)(const char *, ...));

#endif
