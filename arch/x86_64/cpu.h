/* SPDX-License-Identifier: BSD-3-Clause */
/* What this CPU's instructions do that C cannot say. */
#ifndef ARCH_CPU_H
#define ARCH_CPU_H

#include "arch.gen.h"
#include "lwkt.gen.h"
#include "offsets.gen.h"
#include "types.h"

/* What set_tls_area() tells the program to load. */
#define TLS_SELECTOR	0

#define WORD_SUFFIX	"q"
#define WORD_DATA	".quad"

/* Three bytes that do nothing, where SMAP has an instruction. */
#define SMAP_PLACE	".byte 0x0f, 0x1f, 0x00"	/* nopl (%rax) */

/* The segment that holds what the CPU owns. */
#define CPU_SEGMENT	"gs"

/* Where the kernel's half begins. */
#define KERNEL_LOWEST	DMAP_BASE

#include "x86.h"

/*
 * Add to a number of 64 bits that this CPU owns, at an offset in its struct
 * cpu: one instruction.
 */
static inline __attribute__((always_inline)) void
cpu_add(size_t at, uint64_t n)
{
	__asm__ volatile("addq %1, %%gs:%c0" : : "i"(at), "er"(n) : "cc");
}

/* A number of 128 bits. */
typedef unsigned cpu_wide __attribute__((mode(TI)));

/*
 * The product of two numbers, without its low 32 bits; the rest must fit.
 *
 * Context: any
 */
static inline uint64_t
cpu_multiply_32(uint64_t a, const uint64_t *b)
{
	return ((uint64_t)((cpu_wide)a * *b >> 32));
}

#endif
