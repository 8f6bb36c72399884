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

/* The segment that holds what the CPU owns. */
#define CPU_SEGMENT	"fs"

/* Where the kernel's half begins. */
#define KERNEL_LOWEST	KERNEL_BASE

/* How our assembly takes its first three arguments: eax, edx, ecx. */
#define REGISTER_CALL	__attribute__((regparm(3)))

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

#endif
