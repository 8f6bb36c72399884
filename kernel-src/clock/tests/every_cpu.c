/* SPDX-License-Identifier: BSD-3-Clause */
/* Time on all CPUs: the same for all, and what is called stays where it was. */

#include "clock/callout.h"
#include "clock/clock.h"
#include "counter/counter.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"
#include "syscall.gen.h"
#include "tunable_table.gen.h"

enum {
	CALLOUTS = 1000,
	APART_NS = 137 * 1000,		/* between two of a CPU */
	AROUND = 2000,			/* how often a CPU stamps */
	SLEEP_NS = 3 * TICK_NS,
	IDLE_NS = 30 * TICK_NS
};

/* A callout, and what it found. */
struct shot {
	struct callout	 callout;
	unsigned	 cpu, seen_cpu;
	unsigned	 order;		/* of its CPU's */
	uint64_t	 when, seen;
	uint64_t	 asked;		/* it stood in the wheel then */
};

static struct shot shots[CALLOUTS];
static unsigned fired[CPU_MAX];		/* each its own CPU's */
static const char done;

static void
shoot(void *argument)
{
	struct shot *s = argument;

	s->seen = clock_ns();
	s->seen_cpu = curcpu()->id;
	s->order = fired[s->seen_cpu]++;
	lwkt_wakeup(&done);
}

/*
 * A CPU's share: every one of cpu_count.  The later is asked for the earlier,
 * but for every third.
 */
static void
start_share(struct meeting *m)
{
	unsigned id = curcpu()->id, n = (CALLOUTS - id - 1) / cpu_count + 1;
	uint64_t from = clock_ns() + TICK_NS;

	KASSERT(m->left <= cpu_count, "start_share: %u are done", m->left);
	for (unsigned i = 0; i < n; i++) {
		unsigned turn = i % 3 == 0 ? i : n - 1 - i;
		struct shot *s = &shots[id + i * cpu_count];

		s->cpu = id;
		s->when = from + (uint64_t)turn * APART_NS;
		callout_start(&s->callout, s->when, shoot, s);
		s->asked = clock_ns();
	}
}

static unsigned
all_fired(void)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < cpu_count; i++)
		sum += *(volatile unsigned *)&fired[i];
	return (sum);
}

/* Did it come on its CPU, not before its time, nor (exactly) much later? */
static void
judge(struct ktest *t, const struct shot *s)
{
	KTEST_ASSERT(t, s->seen_cpu == s->cpu, "CPU %u's ran on CPU %u",
	    s->cpu, s->seen_cpu);
	KTEST_ASSERT(t, s->seen >= s->when, "%llu ns early",
	    (unsigned long long)(s->when - s->seen));
	if (tunable_exact != 0)
		KTEST_ASSERT(t, s->seen - s->when < 2 * TICK_NS,
		    "%llu ns late", (unsigned long long)(s->seen - s->when));
}

void
ktest_clock_callouts_fire_where_they_were_set(struct ktest *t)
{
	struct meeting m = { .act = start_share };
	unsigned astray = 0;

	memset(fired, 0, sizeof(fired));
	meeting_hold(t, &m, 1);
	crit_enter();
	while (all_fired() < CALLOUTS)
		(void)lwkt_sleep(&done, 0, clock_ns() + TICK_NS);
	crit_exit();
	for (unsigned i = 0; i < CALLOUTS; i++) {
		judge(t, &shots[i]);
		for (unsigned k = i % cpu_count; k < CALLOUTS; k += cpu_count)
			astray += shots[i].when < shots[k].when &&
			    shots[i].asked < shots[k].when &&
			    shots[i].order > shots[k].order;
	}
	KTEST_ASSERT(t, astray == 0, "%u pairs came in the wrong order",
	    astray);
}

/* A stamp that goes around: whoever gets the lock puts its time there. */
static struct {
	struct spinlock	lock;
	uint32_t	turn;
	uint64_t	ns;
	unsigned	back;
} stamp;

static void
hand_on(struct meeting *m)
{
	KASSERT(m->act == hand_on, "hand_on: in another meeting");
	for (unsigned i = 0; i < AROUND; i++) {
		uint64_t now;

		spin_lock(&stamp.lock);
		now = clock_ns();
		stamp.back += now < stamp.ns;
		stamp.ns = now;
		spin_unlock(&stamp.lock);
	}
}

void
ktest_clock_is_one_for_all_cpus(struct ktest *t)
{
	struct meeting m = { .act = hand_on };

	memset(&stamp, 0, sizeof(stamp));
	meeting_hold(t, &m, 1);
	KTEST_ASSERT(t, stamp.back == 0, "it went back %u times",
	    stamp.back);
}

static void
sleep_a_while(struct meeting *m)
{
	uint64_t until = clock_ns() + SLEEP_NS;
	unsigned *wrong = m->subject;
	char channel;
	int error;

	crit_enter();
	error = lwkt_sleep(&channel, 0, until);
	crit_exit();
	if (error != EAGAIN || clock_ns() < until)
		wrong[curcpu()->id]++;
}

void
ktest_clock_sleeps_end_on_every_cpu(struct ktest *t)
{
	unsigned wrong[CPU_MAX] = { 0 };
	struct meeting m = { .act = sleep_a_while, .subject = wrong };

	meeting_hold(t, &m, 3);
	for (unsigned i = 0; i < cpu_count; i++)
		KTEST_ASSERT(t, wrong[i] == 0, "%u sleeps of CPU %u ended "
		    "wrongly", wrong[i], i);
}

static void
never(void *argument)
{
	(*(unsigned *)argument)++;
}

/* What one CPU has set, each other one takes back in turn. */
static struct callout taken;
static unsigned ran;
static uint64_t taken_when;

static void
set_or_take(struct meeting *m)
{
	unsigned id = curcpu()->id, before;

	KASSERT(m->subject == &taken, "set_or_take: in another meeting");
	for (unsigned i = 0; i < 2 * cpu_count; i++) {
		while (atomic_load_int(&stamp.turn) < i)
			lwkt_yield();
		if (i / 2 == id && i % 2 == 0) {
			taken_when = clock_ns() + 2 * TICK_NS;
			callout_start(&taken, taken_when, never, &ran);
			atomic_store_int(&stamp.turn, i + 1);
		} else if (i % 2 == 1 && (i / 2 + 1) % cpu_count == id) {
			callout_stop(&taken);
			before = *(volatile unsigned *)&ran;
			while (clock_ns() < taken_when + TICK_NS)
				lwkt_yield();
			stamp.back += *(volatile unsigned *)&ran != before;
			atomic_store_int(&stamp.turn, i + 1);
		}
	}
}

void
ktest_clock_another_cpu_takes_a_callout_back(struct ktest *t)
{
	struct meeting m = { .act = set_or_take, .subject = &taken };

	memset(&stamp, 0, sizeof(stamp));
	ran = 0;
	meeting_hold(t, &m, 1);
	KTEST_ASSERT(t, stamp.back == 0, "%u ran that were taken back",
	    stamp.back);
}

void
ktest_clock_idle_cpus_are_not_disturbed(struct ktest *t)
{
	uint64_t before[CPU_MAX], now;
	char channel;

	for (unsigned i = 0; i < cpu_count; i++)
		before[i] = counter_of_cpu(i, COUNTER_CLOCK_TIMERS);
	crit_enter();
	(void)lwkt_sleep(&channel, 0, clock_ns() + IDLE_NS);
	crit_exit();
	/* Where the 8254 tells the time, the first CPU must wind it. */
	for (unsigned i = strcmp(clock_teller(), "pit") == 0; i < cpu_count;
	    i++) {
		now = counter_of_cpu(i, COUNTER_CLOCK_TIMERS) - before[i];
		/* Ours ends the sleep. */
		KTEST_ASSERT(t, now <= (i > 0 ? 0 : IDLE_NS / TICK_NS / 2),
		    "CPU %u had %llu timer interrupts", i,
		    (unsigned long long)now);
	}
}
