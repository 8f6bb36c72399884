/* SPDX-License-Identifier: BSD-3-Clause */
/* What this CPU's instructions do that C cannot say. */
#ifndef ARCH_CPU_H
#define ARCH_CPU_H

#include "arch.gen.h"
#include "lwkt.gen.h"
#include "offsets.gen.h"
#include "types.h"

/* What set_tls_area() tells the program to load. */
#define TLS_SELECTOR	SEL_TLS

#define WORD_SUFFIX	"l"
#define WORD_DATA	".long"

/* Three bytes that do nothing, where SMAP has an instruction. */
#define SMAP_PLACE	".byte 0x8d, 0x76, 0x00"	/* leal 0(%esi), %esi */

/* The segment that holds what the CPU owns. */
#define CPU_SEGMENT	"fs"

/* Where the kernel's half begins. */
#define KERNEL_LOWEST	KERNEL_BASE

#include "x86.h"

/*
 * Add to a number of 64 bits that this CPU owns, at an offset in its struct
 * cpu.  An interrupt between the two halves adds and carries for itself.
 */
static inline __attribute__((always_inline)) void
cpu_add(size_t at, uint64_t n)
{
	__asm__ volatile("addl %1, %%fs:%c0; adcl %2, %%fs:%c0 + 4"
	    : : "i"(at), "ri"((uint32_t)n), "ri"((uint32_t)(n >> 32)) : "cc");
}

/*
 * The product of two numbers, without its low 32 bits; the rest must fit.  In
 * assembly, for C would multiply by zeros, and keep what it need not.
 *
 * Context: any
 */
static inline uint64_t
cpu_multiply_32(uint64_t a, const uint64_t *b)
{
	const uint32_t *half = (const uint32_t *)b;
	uint32_t low = (uint32_t)a, high;
	uint64_t product;

	__asm__("movl %%eax, %%ecx; mull %2; movl %%ecx, %%eax"
	    "; movl %%edx, %%ecx; mull %3; addl %%ecx, %%eax; adcl $0, %%edx"
	    : "+a"(low), "=&d"(high) : "m"(half[0]), "m"(half[1])
	    : "ecx", "cc");
	product = (uint64_t)high << 32 | low;
	if (__builtin_expect((uint32_t)(a >> 32) != 0, false))
		product += (a >> 32) * *b;
	return (product);
}

#endif
