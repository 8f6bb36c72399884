/* SPDX-License-Identifier: BSD-3-Clause */
/* More than one CPU. */
#ifndef SMP_SMP_H
#define SMP_SMP_H

#include "cpu.h"
#include "lwkt.gen.h"
#include "percpu.gen.h"
#include "types.h"

/*
 * How many CPUs run; cpu_of() has them by id.  The first is the one that the
 * loader started.
 */
extern unsigned cpu_count;

extern struct cpu *smp_next;
extern char smp_stack[PAGE_SIZE];

void	smp_start(void) __attribute__((cold));
void	smp_enter(struct cpu *) __attribute__((noreturn));
void	smp_stop_others(void);
void	smp_flush_kernel(uintptr_t, uint32_t);

#endif
