/* SPDX-License-Identifier: BSD-3-Clause */
/* Turns, priorities and switches on every CPU. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"
#include "switch_test.h"

enum {
	EQUALS = 4,			/* threads of a CPU */
	TURNS = 400,			/* of each, on the average */
	WITHIN = TURNS / 20,
	SWITCHES = 100000,		/* of a CPU */
	CANARY_WORDS = 32,
	LOOKS = 100
};

/* What the equals of one CPU share; theirs, in critical sections. */
struct round {
	unsigned	came;
	unsigned	total;
	unsigned	turns[EQUALS];
};

struct rounds {
	struct round	of[CPU_MAX];
	unsigned	astray;		/* under the meeting's lock */
};

/* Note a turn; false when all have been had. */
static bool
take_turn(struct round *round, unsigned self)
{
	bool more;

	crit_enter();
	more = round->total < EQUALS * TURNS;
	if (more) {
		round->total++;
		round->turns[self]++;
	}
	crit_exit();
	return (more);
}

static void
be_equal(struct meeting *m)
{
	struct rounds *rounds = m->subject;
	const struct cpu *home = curthread()->cpu;
	struct round *round = &rounds->of[home->id];
	unsigned self, astray = 0;

	crit_enter();
	self = round->came++;
	crit_exit();
	while (atomic_load_int(&round->came) < EQUALS)
		lwkt_yield();
	while (take_turn(round, self)) {
		lwkt_yield();
		astray += curcpu() != home;
	}
	spin_lock(&m->lock);
	rounds->astray += astray;
	spin_unlock(&m->lock);
}

void
ktest_lwkt_equals_of_each_cpu_have_as_many_turns(struct ktest *t)
{
	static struct rounds rounds;
	struct meeting m = { .act = be_equal, .subject = &rounds };

	memset(&rounds, 0, sizeof(rounds));
	meeting_hold(t, &m, EQUALS);
	KTEST_ASSERT(t, rounds.astray == 0, "%u turns were on another CPU",
	    rounds.astray);
	for (unsigned i = 0; i < cpu_count * EQUALS; i++) {
		unsigned turns = rounds.of[i / EQUALS].turns[i % EQUALS];

		KTEST_ASSERT(t, turns + WITHIN >= TURNS &&
		    turns <= TURNS + WITHIN, "CPU %u: thread %u had %u of %u",
		    i / EQUALS, i % EQUALS, turns, TURNS);
	}
}

/* A pair of threads of one CPU, which switch to each other. */
struct player {
	struct player	*other;
	uintptr_t	 pattern;
	unsigned	 lost;		/* canaries */
	const char	*first;		/* that was lost */
	uint32_t	 done;
};

/* Every register and some words of the stack hold what is ours. */
static void
play(struct player *self)
{
	volatile uintptr_t canary[CANARY_WORDS];
	uintptr_t found[SWITCH_TEST_MAX];

	for (unsigned i = 0; i < CANARY_WORDS; i++)
		canary[i] = self->pattern ^ i;
	for (unsigned n = 0; n < SWITCHES / 2 / cpu_count; n++) {
		switch_test(self->pattern, found, NULL, NULL, lwkt_yield);
		for (unsigned i = 0; i < switch_test_count; i++) {
			if (found[i] == self->pattern + i)
				continue;
			self->lost++;
			self->first = switch_test_register[i];
		}
		for (unsigned i = 0; i < CANARY_WORDS; i++)
			self->lost += canary[i] != (self->pattern ^ i);
	}
	atomic_store_int(&self->done, 1);
}

static void
player_main(void *argument)
{
	play(argument);
}

static void
play_pair(struct meeting *m)
{
	struct player a = { .pattern = 0x1000 }, b = { .pattern = 0x2000 };
	unsigned *lost = m->subject;
	struct thread *td = lwkt_create(player_main, &b, "player",
	    curthread()->priority, 0, KERNEL_STACK);

	if (td == NULL) {
		lost[curcpu()->id] = UINT32_MAX;
		return;
	}
	lwkt_schedule(td);
	play(&a);
	while (atomic_load_int(&b.done) == 0)
		lwkt_yield();
	lost[curcpu()->id] = a.lost + b.lost;
	if (a.lost + b.lost > 0)
		kprintf("# lost: %s, %s\n", a.first != NULL ? a.first : "-",
		    b.first != NULL ? b.first : "-");
}

void
ktest_lwkt_many_switches_keep_registers_and_stacks(struct ktest *t)
{
	unsigned lost[CPU_MAX] = { 0 };
	struct meeting m = { .act = play_pair, .subject = lost };

	meeting_hold(t, &m, 1);
	for (unsigned i = 0; i < cpu_count; i++)
		KTEST_ASSERT(t, lost[i] == 0, "CPU %u lost %u canaries", i,
		    lost[i]);
}

/* A thread that is better than another one of its CPU. */
struct better {
	unsigned	 progress;	/* of the other one */
	unsigned	 wrong;		/* looks at which it had gone on */
	bool		 sleeps;
	bool		 woken;
	bool		 over;
};

static void
better_main(void *argument)
{
	struct better *b = argument;
	unsigned before = b->progress;

	for (unsigned i = 0; i < LOOKS; i++) {
		lwkt_yield();
		b->wrong += b->progress != before;
	}
	crit_enter();
	b->sleeps = true;
	while (!b->woken)
		(void)lwkt_sleep(b, 0, 0);
	crit_exit();
	b->over = true;
}

static void
be_worse(struct meeting *m)
{
	struct better b = { .progress = 0 };
	unsigned *wrong = m->subject;
	struct thread *td = lwkt_create(better_main, &b, "better",
	    curthread()->priority + 1, 0, KERNEL_STACK);

	if (td == NULL) {
		wrong[curcpu()->id] = UINT32_MAX;
		return;
	}
	lwkt_schedule(td);
	do {
		lwkt_yield();
		b.progress++;
	} while (b.progress < LOOKS);
	b.wrong += !b.sleeps || b.over;
	b.woken = true;
	lwkt_wakeup(&b);
	lwkt_yield();
	b.wrong += !b.over;
	wrong[curcpu()->id] = b.wrong;
}

void
ktest_lwkt_a_better_thread_runs_until_it_sleeps(struct ktest *t)
{
	unsigned wrong[CPU_MAX] = { 0 };
	struct meeting m = { .act = be_worse, .subject = wrong };

	meeting_hold(t, &m, 1);
	for (unsigned i = 0; i < cpu_count; i++)
		KTEST_ASSERT(t, wrong[i] == 0, "CPU %u: %u times wrong", i,
		    wrong[i]);
}
