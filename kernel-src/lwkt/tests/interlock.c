/* SPDX-License-Identifier: BSD-3-Clause */
/* Sleeping by an interlock: say that we will, look again, sleep. */

#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/tests/meeting.h"

enum {
	ROUNDS = 5000			/* of a pair; hammer= says more */
};

/* Two threads that hand a number to each other, without a lock. */
struct pair {
	uint32_t	turn;
	uint32_t	rounds;
};

struct hammer {
	struct pair	pairs[CPU_MAX];
	uint32_t	arrived;
};

/* Wait until the number is odd, or even, and make it the other. */
static void
hand_over(struct meeting *m)
{
	struct hammer *h = m->subject;
	uint32_t n = atomic_fetchadd_int(&h->arrived, 1);
	struct pair *p = &h->pairs[n / 2];

	for (uint32_t i = 0; i < p->rounds; i++) {
		crit_enter();
		while (atomic_load_int(&p->turn) % 2 != n % 2) {
			lwkt_sleep_interlock(p, 0);
			if (atomic_load_int(&p->turn) % 2 == n % 2) {
				lwkt_sleep_forget();
				break;
			}
			(void)lwkt_sleep(p, TDW_INTERLOCKED, 0);
		}
		crit_exit();
		atomic_add_int(&p->turn, 1);
		lwkt_wakeup(p);
	}
}

/*
 * Nothing but the interlock keeps a wakeup from being lost between the look
 * and the sleep: if one is, both sleep, and this test never ends.
 */
void
ktest_lwkt_interlock_loses_no_wakeup(struct ktest *t)
{
	struct hammer h = { .arrived = 0 };
	struct meeting m = { .act = hand_over, .subject = &h };
	uint32_t rounds = ktest_rounds(ROUNDS);

	for (unsigned i = 0; i < CPU_MAX; i++)
		h.pairs[i].rounds = rounds;
	meeting_hold(t, &m, 2);
	for (unsigned i = 0; i < cpu_count; i++)
		KTEST_ASSERT(t, h.pairs[i].turn == 2 * rounds,
		    "pair %u came to %u", i, h.pairs[i].turn);
}

void
ktest_lwkt_interlock_sees_what_came_before(struct ktest *t)
{
	char channel;
	int error;

	crit_enter();
	lwkt_sleep_interlock(&channel, 0);
	lwkt_wakeup(&channel);
	error = lwkt_sleep(&channel, TDW_INTERLOCKED, 0);
	crit_exit();
	KTEST_ASSERT(t, error == 0 && curthread()->wait_channel == NULL,
	    "the sleep returned %d", error);
}

struct crowd {
	uint32_t	arrived;
	uint32_t	asleep;
	uint32_t	woken;
	uint32_t	order[2 * CPU_MAX];
};

/* The first wakes the others, each when the one before him is awake. */
static void
wake_one_by_one(struct crowd *c)
{
	uint32_t all = 2 * cpu_count - 1;

	for (uint32_t n = 0; n < all; n++) {
		while (atomic_load_int(&c->asleep) < all ||
		    atomic_load_int(&c->woken) < n)
			lwkt_yield();
		c->order[n] = atomic_load_int(&c->woken);
		lwkt_wakeup_one(c);
	}
}

static void
sleep_once(struct meeting *m)
{
	struct crowd *c = m->subject;

	if (atomic_fetchadd_int(&c->arrived, 1) == 0) {
		wake_one_by_one(c);
		return;
	}
	crit_enter();
	lwkt_sleep_interlock(c, 0);
	atomic_add_int(&c->asleep, 1);
	(void)lwkt_sleep(c, TDW_INTERLOCKED, 0);
	crit_exit();
	atomic_add_int(&c->woken, 1);
}

void
ktest_lwkt_wakeup_one_wakes_one(struct ktest *t)
{
	struct crowd c = { .asleep = 0 };
	struct meeting m = { .act = sleep_once, .subject = &c };

	meeting_hold(t, &m, 2);
	for (uint32_t n = 0; n < 2 * cpu_count - 1; n++)
		KTEST_ASSERT(t, c.order[n] == n, "%u were awake before "
		    "wakeup %u", c.order[n], n);
}
