/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared percpu structures.
 * Edit that, not this; the shape is templates/c/percpu.h.j2.
 */

#ifndef PERCPU_GEN_H
#define PERCPU_GEN_H

#include "cpu.h"
#include "caches.gen.h"

enum {
	CPU_MAX = 4
};

/* What a CPU has of its own, at kernel-src/caches/decl.py:7: 256 bytes. */
struct cpu_area {
	struct cpu	cpu
	    __attribute__((aligned(64)));	/* at 0 */
	struct hits	hits
	    __attribute__((aligned(64)));	/* at 64 */
	struct misses	misses
	    __attribute__((aligned(64)));	/* at 128 */
};

/* Nobody names this but the accessors below. */
extern struct cpu_area cpu_area_table[CPU_MAX];

/* The CPU with a number; it may not run yet.  Context: any */
static inline struct cpu *
cpu_of(unsigned int id)
{
	return (&cpu_area_table[id].cpu);
}

/* kernel-src/caches/decl.py:21: this CPU's.  Context: any */
static inline struct hits *
hits(void)
{
	return (&((struct cpu_area *)curcpu())->hits);
}

/* Another CPU's.  Context: any */
static inline struct hits *
hits_of(struct cpu *cpu)
{
	return (&((struct cpu_area *)cpu)->hits);
}

/* kernel-src/caches/decl.py:14: this CPU's.  Context: any */
static inline struct misses *
misses(void)
{
	return (&((struct cpu_area *)curcpu())->misses);
}

/* Another CPU's.  Context: any */
static inline struct misses *
misses_of(struct cpu *cpu)
{
	return (&((struct cpu_area *)cpu)->misses);
}

#endif
