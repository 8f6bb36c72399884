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

/* The segment that holds what the CPU owns. */
#define CPU_SEGMENT	"gs"

/* Where the kernel's half begins. */
#define KERNEL_LOWEST	DMAP_BASE

/* How our assembly takes its arguments: as the ABI has it. */
#define REGISTER_CALL

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

#endif
