/* SPDX-License-Identifier: BSD-3-Clause */
/* What threads cost. */

#include "kernel.h"
#include "ktest/bench.h"
#include "lwkt/lwkt.h"

enum {
	TIMES = 1000
};

/* The second of two threads that yield to each other. */
static void
yield_back(void *unused)
{
	KASSERT(unused == NULL, "yield_back: what is %p?", unused);
	for (int i = 0; i <= TIMES; i++)
		lwkt_yield();
}

/* The first: a yield is a switch, and comes back by another. */
static void
yield_often(void *argument)
{
	struct bench *b = argument;

	lwkt_yield();
	bench_begin(b);
	for (int i = 0; i < TIMES / 2; i++)
		lwkt_yield();
	bench_end(b, TIMES);
}

/* Start a thread that goes before us when we yield. */
static void
start(void (*entry)(void *), void *argument)
{
	struct thread *td = lwkt_create(entry, argument, "bench",
	    curthread()->priority + 1, 0, KERNEL_STACK);

	if (td == NULL)
		panic("bench: no memory for a thread");
	lwkt_schedule(td);
}

/* Context: thread */
void
bench_lwkt_thread_switch(struct bench *b)
{
	start(yield_often, b);
	start(yield_back, NULL);
	lwkt_yield();
	lwkt_reap();
}

static void
do_nothing(void *unused)
{
	KASSERT(unused == NULL, "do_nothing: what is %p?", unused);
}

/* One thread after the other; the first few are made of nothing. */
static void
live(unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		start(do_nothing, NULL);
		lwkt_yield();
		lwkt_reap();
	}
}

/* Context: thread */
void
bench_lwkt_thread_life(struct bench *b)
{
	live(8);
	bench_begin(b);
	live(TIMES);
	bench_end(b, TIMES);
	lwkt_trim();
}

/* Context: thread */
void
bench_lwkt_crit_pair(struct bench *b)
{
	bench_begin(b);
	for (int i = 0; i < TIMES; i += 20)
		bench_twenty(crit_enter(); crit_exit());
	bench_end(b, TIMES);
}
