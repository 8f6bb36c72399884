/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Measuring what the kernel's own paths cost.
 *
 * A declared budget `x' of the subsystem `y' is measured by bench_y_x() in
 * the subsystem's folder bench/:
 *
 *	bench_begin(b);
 *	for (int i = 0; i < TIMES; i++)
 *		the operation;
 *	bench_end(b, TIMES);
 *
 * Where QEMU counts instructions (-icount shift=0) the time-stamp counter
 * advances by one for each.  The two marks are instructions that do nothing,
 * by which a plugin of QEMU's finds the path in the stream of all.
 */
#ifndef KTEST_BENCH_H
#define KTEST_BENCH_H

#include "bench.gen.h"
#include "cpu.h"
#include "types.h"

enum {
	BENCH_MARK_BEGIN = 1,
	BENCH_MARK_END = 2
};

/* Something short, so often that the loop around it hardly counts. */
#define bench_four(...)							\
	do {								\
		__VA_ARGS__; __VA_ARGS__; __VA_ARGS__; __VA_ARGS__;	\
	} while (0)
#define bench_twenty(...)						\
	do {								\
		bench_four(__VA_ARGS__); bench_four(__VA_ARGS__);	\
		bench_four(__VA_ARGS__); bench_four(__VA_ARGS__);	\
		bench_four(__VA_ARGS__);				\
	} while (0)

/* One row while it is measured. */
struct bench {
	const char	*name;
	uint64_t	 started;
	uint64_t	 spent;		/* by the cheapest batch so far */
	uint32_t	 operations;	/* of a batch */
};

/* Context: any */
static inline void
bench_begin(struct bench *b)
{
	cpu_mark(BENCH_MARK_BEGIN);
	b->started = cpu_tsc();
}

/* Context: any */
static inline void
bench_end(struct bench *b, uint32_t operations)
{
	uint64_t spent = cpu_tsc() - b->started;

	cpu_mark(BENCH_MARK_END);
	if (spent < b->spent)
		b->spent = spent;
	b->operations = operations;
}

void	bench_first_entry(void);

#endif
