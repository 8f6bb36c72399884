/* SPDX-License-Identifier: BSD-3-Clause */
/* What each CPU does by itself, and what it knows of the others. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"
#include "vm/vm.h"

enum {
	CROWD = 12,			/* threads of a CPU */
	TURNS = 300,
	ADDITIONS = 2000
};

struct places {
	unsigned	seen[CPU_MAX];	/* each its own CPU's */
	unsigned	astray;
};

static void
note_place(struct meeting *m)
{
	struct places *places = m->subject;
	struct cpu *cpu = curcpu();

	if (curthread()->cpu != cpu || cpu->current != curthread())
		places->astray++;
	crit_enter();
	places->seen[cpu->id]++;
	crit_exit();
}

void
ktest_smp_threads_run_where_they_belong(struct ktest *t)
{
	struct places places = { .astray = 0 };
	struct meeting m = { .act = note_place, .subject = &places };

	meeting_hold(t, &m, CROWD);
	KTEST_ASSERT(t, places.astray == 0, "%u ran elsewhere", places.astray);
	for (unsigned i = 0; i < cpu_count; i++)
		KTEST_ASSERT(t, places.seen[i] == CROWD,
		    "CPU %u ran %u threads", i, places.seen[i]);
}

struct sum {
	struct spinlock	lock;
	unsigned	total;		/* under the lock */
};

static void
add(struct meeting *m)
{
	struct sum *sum = m->subject;

	for (unsigned i = 0; i < ADDITIONS; i++) {
		spin_lock(&sum->lock);
		sum->total++;
		spin_unlock(&sum->lock);
	}
}

void
ktest_smp_spinlocks_exclude(struct ktest *t)
{
	struct sum sum = { .total = 0 };
	struct meeting m = { .act = add, .subject = &sum };

	meeting_hold(t, &m, 1);
	KTEST_ASSERT(t, sum.total == cpu_count * ADDITIONS, "%u of %u",
	    sum.total, cpu_count * ADDITIONS);
}

/* A ball that goes round the CPUs: whose turn it is, and who missed his. */
struct game {
	struct spinlock	lock;
	unsigned	turn;		/* under the lock */
};

static void
play(struct meeting *m)
{
	struct game *game = m->subject;
	unsigned id = curcpu()->id;

	spin_lock(&game->lock);
	for (unsigned i = 0; i < TURNS; i++) {
		while (game->turn % cpu_count != id)
			(void)lwkt_sleep_locked(&game->turn, 0, 0,
			    &game->lock);
		game->turn++;
		spin_unlock(&game->lock);
		lwkt_wakeup(&game->turn);
		spin_lock(&game->lock);
	}
	spin_unlock(&game->lock);
}

void
ktest_smp_no_wakeup_is_lost(struct ktest *t)
{
	struct game game = { .turn = 0 };
	struct meeting m = { .act = play, .subject = &game };

	meeting_hold(t, &m, 1);
	KTEST_ASSERT(t, game.turn == cpu_count * TURNS, "turn %u", game.turn);
}

static void
allocate(struct meeting *m)
{
	unsigned *wrong = m->subject;

	for (unsigned i = 0; i < 40; i++) {
		uintptr_t *page = kmem_alloc(PAGE_SIZE);

		if (page == NULL || page[1] != 0) {
			(*wrong)++;
			return;
		}
		page[0] = page[1] = (uintptr_t)curthread();
		lwkt_yield();
		if (page[0] != (uintptr_t)curthread())
			(*wrong)++;
		kmem_free(page, PAGE_SIZE);
	}
}

/* Addresses come back with other pages: no CPU may remember the old ones. */
void
ktest_smp_addresses_are_used_again(struct ktest *t)
{
	unsigned wrong = 0;
	struct meeting m = { .act = allocate, .subject = &wrong };

	meeting_hold(t, &m, 3);
	KTEST_ASSERT(t, wrong == 0, "%u pages were another's", wrong);
}

static void
nap(struct meeting *m)
{
	char channel;

	(void)m;
	crit_enter();
	(void)lwkt_sleep(&channel, 0, 1);
	crit_exit();
}

void
ktest_smp_sleeps_end_on_every_cpu(struct ktest *t)
{
	struct meeting m = { .act = nap };

	meeting_hold(t, &m, 2);
	KTEST_ASSERT(t, m.left == 2 * cpu_count, "%u woke", m.left);
}
