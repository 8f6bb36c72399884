/* SPDX-License-Identifier: BSD-3-Clause */
/* What comes from another CPU while a thread is in a section, or is not. */

#include "counter/counter.h"
#include "counting.gen.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

enum {
	TIMES = 30			/* preemptions of a CPU */
};

/* A thread of a CPU in sections, and one that is woken from elsewhere. */
struct scene {
	struct thread	*intruder;
	uint32_t	 in;		/* the first is in its sections */
	uint32_t	 ran;		/* the intruder */
	unsigned	 wrong;
	uint32_t	 over;
};

static void
intruder_main(void *argument)
{
	struct scene *s = argument;

	s->ran++;
}

/* Wait for the wakeup in three sections, and leave them one by one. */
static void
holder_main(void *argument)
{
	struct scene *s = argument;

	crit_enter();
	crit_enter();
	crit_enter();
	atomic_store_int(&s->in, 1);
	while (!cpu_owes(PENDING_IPI | PENDING_PREEMPT))
		cpu_pause();
	s->wrong += s->ran != 0;
	crit_exit();
	s->wrong += s->ran != 0;
	crit_exit();
	s->wrong += s->ran != 0;
	crit_exit();
	s->wrong += s->ran != 1;
	atomic_store_int(&s->over, 1);
}

static struct thread *
start(struct ktest *t, struct cpu *cpu, void (*entry)(void *), void *argument,
    uint32_t above, uint32_t flags)
{
	struct thread *td = lwkt_create_on(cpu, entry, argument, "section",
	    curthread()->priority + above, flags, KERNEL_STACK);

	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	return (td);
}

static void
finish(uint32_t threads)
{
	for (lwkt_reap(); lwkt_thread_count() != threads; lwkt_reap())
		lwkt_yield();
}

/* The only message is handled once, at the end of the outermost section. */
void
ktest_lwkt_a_section_keeps_other_cpus_out(struct ktest *t)
{
	uint32_t threads = lwkt_thread_count();

	for (unsigned i = 1; i < cpu_count; i++) {
		struct scene s = { .in = 0 };
		struct thread *holder = start(t, cpu_of(i), holder_main, &s,
		    0, 0);
		uint64_t asked =
		    counter_of_cpu(i, COUNTER_LWKT_SCHEDULES);

		s.intruder = start(t, cpu_of(i), intruder_main, &s, 1,
		    TDF_PREEMPTS);
		if (holder == NULL || s.intruder == NULL)
			return;
		lwkt_schedule(holder);
		while (atomic_load_int(&s.in) == 0)
			lwkt_yield();
		lwkt_schedule(s.intruder);
		while (atomic_load_int(&s.over) == 0)
			lwkt_yield();
		asked = counter_of_cpu(i, COUNTER_LWKT_SCHEDULES) - asked;
		KTEST_ASSERT(t, s.wrong == 0 && s.ran == 1 && asked == 2,
		    "CPU %u: %u wrong, it ran %u times, %llu were asked for",
		    i, s.wrong, s.ran, (unsigned long long)asked);
	}
	finish(threads);
}

/* An interrupt thread that is woken again and again. */
struct victim {
	struct spinlock	lock;
	struct thread	*thread;
	uint32_t	wanted;		/* under the lock */
	uint32_t	ran;
	uint32_t	took;		/* the CPU from the victim */
	uint32_t	began;
	uint32_t	busy;		/* grows while it is not preempted */
	uint32_t	over;
};

static void
preemptor_main(void *argument)
{
	struct victim *v = argument;

	v->took += curcpu()->preempted == v->thread;
	atomic_store_int(&v->began, 1);
	spin_lock(&v->lock);
	while (v->ran < TIMES) {
		while (v->ran == v->wanted)
			(void)lwkt_sleep_locked(v, 0, 0, &v->lock);
		v->took += curcpu()->preempted == v->thread;
		atomic_store_int(&v->ran, v->ran + 1);
	}
	spin_unlock(&v->lock);
}

static void
victim_main(void *argument)
{
	struct victim *v = argument;

	while (atomic_load_int(&v->over) == 0) {
		atomic_store_int(&v->busy, v->busy + 1);
		cpu_pause();
	}
}

/* Wait until the victim goes on: the preemptor sleeps then. */
static void
see_it_busy(const struct victim *v)
{
	uint32_t before = atomic_load_int(&v->busy);

	while (atomic_load_int(&v->busy) == before)
		lwkt_yield();
}

static void
want(struct victim *v)
{
	uint32_t wanted;

	spin_lock(&v->lock);
	wanted = ++v->wanted;
	spin_unlock(&v->lock);
	lwkt_wakeup(v);
	while (atomic_load_int(&v->ran) != wanted)
		lwkt_yield();
	see_it_busy(v);
}

/*
 * Each wakeup takes the CPU from who is busy there.  How often the CPU was
 * taken altogether tells nothing: the clock's thread takes it, too, and who
 * comes while it runs takes it from the same victim.
 */
void
ktest_lwkt_wakeups_preempt_as_often_as_they_come(struct ktest *t)
{
	uint32_t threads = lwkt_thread_count();

	for (unsigned i = 1; i < cpu_count; i++) {
		struct victim v = { .wanted = 0 };
		struct thread *preemptor = start(t, cpu_of(i),
		    preemptor_main, &v, 1, TDF_PREEMPTS);

		v.thread = start(t, cpu_of(i), victim_main, &v, 0, TDF_STEADY);
		if (preemptor == NULL || v.thread == NULL)
			return;
		lwkt_schedule(v.thread);
		see_it_busy(&v);
		lwkt_schedule(preemptor);
		while (atomic_load_int(&v.began) == 0)
			lwkt_yield();
		see_it_busy(&v);
		for (unsigned n = 0; n < TIMES; n++)
			want(&v);
		atomic_store_int(&v.over, 1);
		finish(threads);	/* the next one lies in its place */
		KTEST_ASSERT(t, v.took == 1 + TIMES,
		    "CPU %u: taken from the victim %u times, not %u", i,
		    v.took, 1 + TIMES);
	}
}
