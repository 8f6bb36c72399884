/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from kernel-src/uart/decl.py.
 * Edit that, not this; the shape is templates/c/register.h.j2.
 */

#ifndef MAPPED_GEN_H
#define MAPPED_GEN_H

#include <stdint.h>

#include "io.h"

/* One register, which is only written. */
#define MAPPED_EOI              0xb0	/* kernel-src/uart/decl.py:36 */

static inline void			/* kernel-src/uart/decl.py:36 */
mapped_write_eoi(uintptr_t base, uint32_t value)
{
	mmio_write32(base + MAPPED_EOI, value);
}

void	mapped_dump(uintptr_t, void (*)(const char *, ...));

#endif
