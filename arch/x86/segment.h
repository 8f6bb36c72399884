/* SPDX-License-Identifier: BSD-3-Clause */
/* Descriptors, put together from the declared layouts (SDM 3A 3.4.5, 6.11). */
#ifndef ARCH_SEGMENT_H
#define ARCH_SEGMENT_H

#include "arch.gen.h"
#include "types.h"

enum {
	IDT_ENTRIES = 256,
	TSS_AVAILABLE = 9		/* type of a descriptor (SDM 3A 3.5) */
};

struct table_register {
	uint16_t	limit;
	uintptr_t	base;
} __attribute__((packed));

/* Where field `value' stands in the descriptor; the mask cuts it. */
#define PLACED(value, field)	\
	(((uint64_t)(value) << field##_SHIFT) & field)

static inline uint64_t
descriptor(uint32_t base, uint32_t limit, uint64_t kind)
{
	return (kind | SEGMENT_PRESENT | PLACED(base, SEGMENT_BASE_LOW) |
	    PLACED(base >> 24, SEGMENT_BASE_HIGH) |
	    PLACED(limit, SEGMENT_LIMIT_LOW) |
	    PLACED(limit >> 16, SEGMENT_LIMIT_HIGH));
}

static inline uint64_t
gate(uintptr_t entry, uint32_t selector, uint32_t type, uint32_t privilege,
    uint32_t stack)
{
	return (PLACED(entry, GATE_OFFSET_LOW) |
	    PLACED(entry >> 16, GATE_OFFSET_HIGH) |
	    PLACED(selector, GATE_SELECTOR) | PLACED(type, GATE_TYPE) |
	    PLACED(privilege, GATE_DPL) | PLACED(stack, GATE_IST) |
	    GATE_PRESENT);
}

#endif
