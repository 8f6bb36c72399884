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

/* How our assembly takes its arguments: as the ABI has it. */
#define REGISTER_CALL

/*
 * This CPU.  The compiler may take the answer for the same throughout a
 * function: nobody but a thread itself moves it to another CPU.
 */
static inline struct cpu *
curcpu(void)
{
	struct cpu *cpu;

	__asm__("movq %%gs:%c1, %0" : "=r"(cpu) : "i"(CPU_SELF));
	return (cpu);
}

/* The thread that asks: the same throughout a function. */
static inline struct thread *
curthread(void)
{
	struct thread *td;

	__asm__("movq %%gs:%c1, %0" : "=r"(td) : "i"(CPU_CURRENT));
	return (td);
}

/* This CPU's segment tables. */
static inline struct segments *
cpu_segments(void)
{
	struct segments *own;

	__asm__("movq %%gs:%c1, %0" : "=r"(own) : "i"(CPU_SEGMENTS));
	return (own);
}

/* Where the next fast entry from a program begins. */
static inline void
cpu_set_kernel_sp(uintptr_t top)
{
	__asm__ volatile("movq %0, %%gs:%c1"
	    : : "r"(top), "i"(CPU_KERNEL_SP) : "memory");
}

static inline uintptr_t
cpu_flags(void)
{
	uintptr_t flags;

	__asm__ volatile("pushfq; popq %0" : "=r"(flags) : : "memory");
	return (flags);
}

#include "x86.h"

#endif
