/* SPDX-License-Identifier: BSD-3-Clause */
/* What small memory costs. */

#include "kernel.h"
#include "ktest/bench.h"
#include "lwkt/lwkt.h"
#include "lwkt_memory.gen.h"

enum {
	TIMES = 1000
};

/* Allocate an object of a declared type, and free it, as callers do: inline. */
static inline __attribute__((always_inline)) void
pair(void)
{
	struct thread *td = kernel_thread_alloc(SLAB_NULLOK);

	if (td == NULL)
		panic("bench: no memory for an object");
	kernel_thread_free(td);
}

/* Context: thread */
void
bench_slab_slab_pair(struct bench *b)
{
	bench_begin(b);
	for (int i = 0; i < TIMES / 20; i++)
		bench_twenty(pair());
	bench_end(b, TIMES);
}
