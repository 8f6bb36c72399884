/* SPDX-License-Identifier: BSD-3-Clause */
/* The debug registers (SDM 3B 17.2). */
#ifndef ARCH_X86_DEBUG_REGISTER_H
#define ARCH_X86_DEBUG_REGISTER_H

#include <stdint.h>

enum {
	DEBUG_REGISTERS = 4,
	DR6_STEP = 0x4000,		/* the trap flag was set */
	DR6_HITS = 0xf,			/* which of the four */
	DR7_EXACT = 0x200
};

static inline void
write_dr(unsigned which, uintptr_t va)
{
	switch (which) {
	case 0:
		__asm__ volatile("mov %0, %%db0" : : "r"(va));
		break;
	case 1:
		__asm__ volatile("mov %0, %%db1" : : "r"(va));
		break;
	case 2:
		__asm__ volatile("mov %0, %%db2" : : "r"(va));
		break;
	default:
		__asm__ volatile("mov %0, %%db3" : : "r"(va));
		break;
	}
}

static inline uintptr_t
read_dr6(void)
{
	uintptr_t value;

	__asm__ volatile("mov %%db6, %0" : "=r"(value));
	return (value);
}

static inline void
write_dr6(uintptr_t value)
{
	__asm__ volatile("mov %0, %%db6" : : "r"(value));
}

static inline void
write_dr7(uintptr_t value)
{
	__asm__ volatile("mov %0, %%db7" : : "r"(value));
}

/*
 * The bits of DR7 that make register `which' wait for accesses of a kind
 * (0: execution, 1: writes, 3: any) to `size' bytes.  The enabling bit is the
 * global one: a task switch of i386 clears the other.
 */
static inline uintptr_t
dr7_bits(unsigned which, uint32_t access, uint32_t size)
{
	uintptr_t length = size == 8 ? 2 : size - 1;

	return ((uintptr_t)2 << (2 * which) |
	    (access | length << 2) << (16 + 4 * which));
}

#endif
