/* SPDX-License-Identifier: BSD-3-Clause */
/* Threads that go to other CPUs, or are fetched. */

#include "counter/counter.h"
#include "counting.gen.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"

enum {
	JOURNEYS = 10000,
	FETCHES = 300
};

/* What the travellers of a test have seen. */
struct journey {
	unsigned	each;		/* journeys of a thread */
	uint32_t	seed;

	/* Under the meeting's lock: */
	unsigned	made;		/* to another CPU */
	unsigned	astray;
};

static uint32_t
random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return (*state >> 16);
}

static void
travel(struct meeting *m)
{
	struct journey *journey = m->subject;
	uint32_t state = journey->seed + curcpu()->id;
	unsigned made = 0, astray = 0;

	for (unsigned i = 0; i < journey->each; i++) {
		struct cpu *to = cpu_of(random(&state) % cpu_count);

		made += to != curcpu();
		lwkt_migrate(to);
		astray += curcpu() != to || curthread()->cpu != to ||
		    to->current != curthread();
	}
	spin_lock(&m->lock);
	journey->made += made;
	journey->astray += astray;
	spin_unlock(&m->lock);
}

/* Every journey to another CPU is one message, and no other is. */
static void
travel_and_count(struct ktest *t, unsigned each, unsigned threads)
{
	struct journey journey = { .each = each, .seed = threads };
	struct meeting m = { .act = travel, .subject = &journey };
	uint64_t left = counter_sum(COUNTER_LWKT_MIGRATIONS),
	    came = counter_sum(COUNTER_LWKT_ADOPTIONS);

	meeting_hold(t, &m, threads);
	left = counter_sum(COUNTER_LWKT_MIGRATIONS) - left;
	came = counter_sum(COUNTER_LWKT_ADOPTIONS) - came;
	KTEST_ASSERT(t, journey.astray == 0, "%u arrived elsewhere",
	    journey.astray);
	KTEST_ASSERT(t, left == journey.made && came == journey.made,
	    "%u journeys: %llu left, %llu came", journey.made,
	    (unsigned long long)left, (unsigned long long)came);
}

void
ktest_lwkt_threads_go_where_they_want(struct ktest *t)
{
	travel_and_count(t, JOURNEYS / cpu_count, 1);
}

void
ktest_lwkt_crowds_go_where_they_want(struct ktest *t)
{
	travel_and_count(t, JOURNEYS / 10 / cpu_count, 10);
}

/* A thread that is fetched from CPU to CPU while it sleeps. */
struct fetched {
	struct spinlock	lock;
	unsigned	wakes;		/* under the lock */
	unsigned	seen;
	struct cpu	*at;		/* where it woke last */
	bool		over;
};

static void
fetched_main(void *argument)
{
	struct fetched *f = argument;

	spin_lock(&f->lock);
	while (!f->over) {
		while (f->seen == f->wakes && !f->over)
			(void)lwkt_sleep_locked(f, 0, 0, &f->lock);
		f->seen = f->wakes;
		f->at = curcpu();
		spin_unlock(&f->lock);
		lwkt_wakeup(&f->at);
		spin_lock(&f->lock);
	}
	spin_unlock(&f->lock);
}

/* Wake it, and wait until it has seen that; where was it? */
static struct cpu *
wake(struct fetched *f)
{
	struct cpu *at;

	spin_lock(&f->lock);
	f->wakes++;
	spin_unlock(&f->lock);
	lwkt_wakeup(f);
	spin_lock(&f->lock);
	while (f->seen != f->wakes)
		(void)lwkt_sleep_locked(&f->at, 0, 0, &f->lock);
	at = f->at;
	spin_unlock(&f->lock);
	return (at);
}

static void
finish(struct fetched *f, uint32_t threads)
{
	spin_lock(&f->lock);
	f->over = true;
	spin_unlock(&f->lock);
	lwkt_wakeup(f);
	for (lwkt_reap(); lwkt_thread_count() != threads; lwkt_reap())
		lwkt_yield();
}

static struct thread *
start(struct ktest *t, struct fetched *f, uint32_t flags)
{
	struct thread *td = lwkt_create_on(NULL, fetched_main, f, "fetched",
	    curthread()->priority, flags, KERNEL_STACK);

	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	if (td != NULL) {
		lwkt_schedule(td);
		(void)wake(f);
	}
	return (td);
}

/* Whoever wakes it finds it, also while it is on its way. */
void
ktest_lwkt_fetched_threads_wake_where_they_are(struct ktest *t)
{
	struct fetched f = { .wakes = 0 };
	uint32_t threads = lwkt_thread_count(), state = 1;
	struct thread *td = start(t, &f, TDF_MOVABLE);
	unsigned moved = 0;

	if (td == NULL)
		return;
	for (unsigned i = 0; i < FETCHES; i++) {
		struct cpu *was = td->cpu;

		lwkt_pull(td, cpu_of(random(&state) % cpu_count));
		moved += wake(&f) != was;
	}
	KTEST_ASSERT(t, cpu_count == 1 || moved > 0, "it stayed where it was");
	finish(&f, threads);
}

void
ktest_lwkt_a_thread_is_not_fetched_unless_it_says_so(struct ktest *t)
{
	struct fetched f = { .wakes = 0 };
	uint32_t threads = lwkt_thread_count();
	struct thread *td = start(t, &f, 0);
	unsigned moved = 0;

	if (td == NULL)
		return;
	for (unsigned i = 0; i < cpu_count; i++) {
		struct cpu *was = td->cpu;

		lwkt_pull(td, cpu_of(i));
		moved += wake(&f) != was;
	}
	KTEST_ASSERT(t, moved == 0, "it was fetched %u times", moved);
	finish(&f, threads);
}
