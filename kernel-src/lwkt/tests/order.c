/* SPDX-License-Identifier: BSD-3-Clause */
/* Who runs next? */

#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"

enum {
	THREADS = 3,
	TURNS = 3
};

/* Who ran, in order. */
static struct {
	char		who[THREADS * TURNS + 2];
	unsigned	count;
} order;

static void
note(char who)
{
	if (order.count < sizeof(order.who) - 1)
		order.who[order.count++] = who;
	order.who[order.count] = '\0';
}

/* What a thread of a test is called, and whether it sleeps in between. */
struct runner {
	char		who;
	bool		sleeps;
	bool		woken;
};

static void
runner_main(void *argument)
{
	struct runner *self = argument;

	for (unsigned i = 0; i < TURNS; i++) {
		note(self->who);
		crit_enter();
		while (i == 0 && self->sleeps && !self->woken)
			(void)lwkt_sleep(self, 0, 0);
		crit_exit();
		lwkt_yield();
	}
}

static void
start(struct ktest *t, struct runner *self, uint32_t above, uint32_t flags)
{
	struct thread *td = lwkt_create(runner_main, self, "runner",
	    curthread()->priority + above, flags, KERNEL_STACK);

	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	if (td != NULL)
		lwkt_schedule(td);
}

static void
expect(struct ktest *t, const char *who)
{
	KTEST_ASSERT(t, strcmp(order.who, who) == 0, "ran %s, not %s",
	    order.who, who);
}

void
ktest_lwkt_equals_take_turns(struct ktest *t)
{
	struct runner a = { .who = 'a' }, b = { .who = 'b' },
	    c = { .who = 'c' };

	order.count = 0;
	start(t, &a, 0, 0);
	start(t, &b, 0, 0);
	start(t, &c, 0, 0);
	for (unsigned i = 0; i <= TURNS; i++)
		lwkt_yield();
	expect(t, "abcabcabc");
	lwkt_reap();
}

void
ktest_lwkt_sleeper_leaves_the_turns_of_others(struct ktest *t)
{
	struct runner a = { .who = 'a' },
	    b = { .who = 'b', .sleeps = true }, c = { .who = 'c' };

	order.count = 0;
	start(t, &a, 0, 0);
	start(t, &b, 0, 0);
	start(t, &c, 0, 0);
	for (unsigned i = 0; i <= TURNS; i++)
		lwkt_yield();
	expect(t, "abcacac");
	b.woken = true;
	lwkt_wakeup(&b);
	for (unsigned i = 0; i <= TURNS; i++)
		lwkt_yield();
	expect(t, "abcacacbb");
	lwkt_reap();
}

void
ktest_lwkt_preempted_goes_on_before_its_equals(struct ktest *t)
{
	struct runner a = { .who = 'a' }, p = { .who = 'p' };

	order.count = 0;
	start(t, &a, 0, 0);
	start(t, &p, 1, TDF_PREEMPTS);
	expect(t, "ppp");
	for (unsigned i = 0; i <= TURNS; i++)
		lwkt_yield();
	expect(t, "pppaaa");
	lwkt_reap();
}

/* An interrupt thread that makes an ordinary thread ready, and ends. */
static void
waker_main(void *argument)
{
	note('w');
	lwkt_schedule(argument);
}

void
ktest_lwkt_preempted_goes_on_before_its_betters(struct ktest *t)
{
	struct runner c = { .who = 'c' };
	struct thread *better, *waker;

	order.count = 0;
	better = lwkt_create(runner_main, &c, "better",
	    curthread()->priority + 1, 0, KERNEL_STACK);
	waker = lwkt_create(waker_main, better, "waker",
	    curthread()->priority + 2, TDF_PREEMPTS, KERNEL_STACK);
	KTEST_ASSERT(t, better != NULL && waker != NULL, "no memory");
	if (better == NULL || waker == NULL)
		return;
	lwkt_schedule(waker);
	expect(t, "w");
	lwkt_yield();
	expect(t, "wccc");
	lwkt_reap();
}

/* Two threads, each of which spins until the other has run. */
struct spinner {
	struct spinner	*other;
	uint32_t	 ran;
};

static void
spinner_main(void *argument)
{
	struct spinner *self = argument;

	atomic_store_int(&self->ran, 1);
	while (atomic_load_int(&self->other->ran) == 0)
		cpu_pause();
}

void
ktest_lwkt_ticks_end_turns(struct ktest *t)
{
	struct spinner a = { .other = NULL }, b = { .other = &a };
	uint32_t before = lwkt_thread_count();

	a.other = &b;
	for (unsigned i = 0; i < 2; i++) {
		struct thread *td = lwkt_create(spinner_main, i == 0 ? &a : &b,
		    "spinner", curthread()->priority, 0, KERNEL_STACK);

		KTEST_ASSERT(t, td != NULL, "no memory for a thread");
		if (td == NULL)
			return;
		lwkt_schedule(td);
	}
	for (lwkt_reap(); lwkt_thread_count() != before; lwkt_reap())
		lwkt_yield();
	KTEST_ASSERT(t, a.ran + b.ran == 2, "%u ran", a.ran + b.ran);
}
