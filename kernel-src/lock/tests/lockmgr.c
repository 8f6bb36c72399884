/* SPDX-License-Identifier: BSD-3-Clause */
/* Long locks: the matrix, upgrades that would wait for each other, the end. */

#include "kernel.h"
#include "lock/lockmgr.h"
#include "smp/tests/meeting.h"
#include "syscall.gen.h"

enum {
	ROUNDS = 150
};

/* How often each of the threads takes it. */
static unsigned
rounds(void)
{
	return (ktest_share(ROUNDS, 2 * cpu_count) & ~1u);
}

struct subject {
	struct lockmgr	lock;
	uint32_t	readers;
	uint32_t	writers;
	uint32_t	wrong;
	uint32_t	upgraded;
	uint32_t	refused;
	unsigned	total;
	int		error;
	uint32_t	step;
};

/* Alone: count, and see that nobody else is there. */
static void
write_alone(struct subject *x)
{
	if (atomic_fetchadd_int(&x->writers, 1) != 0)
		atomic_add_int(&x->wrong, 1);
	x->total++;
	lwkt_yield();
	atomic_subtract_int(&x->writers, 1);
}

static void
use(struct meeting *m)
{
	struct subject *x = m->subject;
	unsigned last = rounds();

	for (unsigned i = 0; i < last; i++) {
		if (i % 2 == 0) {
			(void)lockmgr_lock(&x->lock, 0);
			write_alone(x);
			lockmgr_unlock(&x->lock);
			continue;
		}
		(void)lockmgr_share(&x->lock, 0);
		if (atomic_load_int(&x->writers) != 0)
			atomic_add_int(&x->wrong, 1);
		if (lockmgr_upgrade(&x->lock, 0) == 0) {
			atomic_add_int(&x->upgraded, 1);
			write_alone(x);
			lockmgr_downgrade(&x->lock);
		} else {
			atomic_add_int(&x->refused, 1);
		}
		lockmgr_unlock(&x->lock);
	}
}

void
ktest_lock_lockmgr_upgrades_wait_for_nobody_who_waits(struct ktest *t)
{
	struct subject x = { .total = 0 };
	struct meeting m = { .act = use, .subject = &x };
	unsigned asked = 2 * cpu_count * rounds();

	meeting_hold(t, &m, 2);
	KTEST_ASSERT(t, x.wrong == 0, "%u times not alone", x.wrong);
	KTEST_ASSERT(t, x.total + x.refused == asked &&
	    x.upgraded + x.refused == asked / 2, "%u and %u of %u",
	    x.total, x.refused, asked);
	KTEST_ASSERT(t, x.lock.owner == NULL && x.lock.sharing == 0 &&
	    x.lock.wanting == 0, "left %p %u %u", (void *)x.lock.owner,
	    x.lock.sharing, x.lock.wanting);
}

void
ktest_lock_lockmgr_has_its_matrix(struct ktest *t)
{
	struct lockmgr l = { .row = 0 };

	KTEST_ASSERT(t, lockmgr_share(&l, 0) == 0 &&
	    lockmgr_share(&l, LOCKMGR_NOWAIT) == 0, "not shared twice");
	KTEST_ASSERT(t, lockmgr_lock(&l, LOCKMGR_NOWAIT) == EBUSY,
	    "exclusive beside sharers");
	KTEST_ASSERT(t, lockmgr_upgrade(&l, LOCKMGR_NOWAIT) == EBUSY,
	    "upgraded beside a sharer");
	lockmgr_unlock(&l);
	KTEST_ASSERT(t, lockmgr_upgrade(&l, 0) == 0, "alone: not upgraded");
	KTEST_ASSERT(t, lockmgr_lock(&l, 0) == EDEADLK &&
	    lockmgr_share(&l, 0) == EDEADLK, "the owner waits for itself");
	lockmgr_downgrade(&l);
	KTEST_ASSERT(t, lockmgr_share(&l, LOCKMGR_NOWAIT) == 0,
	    "a downgraded lock is not shared");
	lockmgr_unlock(&l);
	lockmgr_unlock(&l);
	lockmgr_drain(&l);
	KTEST_ASSERT(t, lockmgr_lock(&l, 0) == ENOLCK &&
	    lockmgr_share(&l, 0) == ENOLCK, "a drained lock was had");
}

/* Share, wait for the other to wait for its upgrade, and ask for ours. */
static void
second_main(void *argument)
{
	struct subject *x = argument;

	(void)lockmgr_share(&x->lock, 0);
	atomic_store_int(&x->step, 1);
	while (!*(volatile uint32_t *)&x->lock.upgrading)
		lwkt_yield();
	x->error = lockmgr_upgrade(&x->lock, 0);
	lockmgr_unlock(&x->lock);
	atomic_store_int(&x->step, 2);
}

void
ktest_lock_lockmgr_finds_two_upgrades(struct ktest *t)
{
	struct subject x = { .error = -1 };
	uint32_t before = lwkt_thread_count();

	(void)lockmgr_share(&x.lock, 0);
	lwkt_schedule(lwkt_create(second_main, &x, "second",
	    curthread()->priority, 0, KERNEL_STACK));
	while (atomic_load_int(&x.step) == 0)
		lwkt_yield();
	KTEST_ASSERT(t, lockmgr_upgrade(&x.lock, 0) == 0, "we are refused");
	KTEST_ASSERT(t, x.error == EDEADLK, "the second got %d", x.error);
	lockmgr_unlock(&x.lock);
	for (lwkt_reap(); lwkt_thread_count() != before; lwkt_reap())
		lwkt_yield();
}

static void
wait_main(void *argument)
{
	struct subject *x = argument;

	x->error = lockmgr_lock(&x->lock, LOCKMGR_ABORTABLE);
	atomic_store_int(&x->step, 1);
}

/* Let a thread wait for a lock that we share; `end' its wait. */
static int
waiter_gets(struct ktest *t, void (*end)(struct subject *, struct thread *))
{
	struct subject x = { .error = -1 };
	uint32_t before = lwkt_thread_count();
	struct thread *td = lwkt_create(wait_main, &x, "waiter",
	    curthread()->priority, 0, KERNEL_STACK);

	KTEST_ASSERT(t, lockmgr_share(&x.lock, 0) == 0, "not free");
	lwkt_schedule(td);
	while (*(volatile uint32_t *)&x.lock.wanting == 0)
		lwkt_yield();
	end(&x, td);
	while (atomic_load_int(&x.step) == 0)
		lwkt_yield();
	for (lwkt_reap(); lwkt_thread_count() != before; lwkt_reap())
		lwkt_yield();
	return (x.error);
}

static void
abort_wait(struct subject *x, struct thread *td)
{
	while (!lwkt_abort(td))
		lwkt_yield();
	lockmgr_unlock(&x->lock);
}

/* Give back what somebody else shares, when nobody waits any more. */
static void
give_back_main(void *argument)
{
	struct subject *x = argument;

	while (atomic_load_int(&x->step) == 0)
		lwkt_yield();
	spin_lock(&x->lock.guard);
	x->lock.sharing--;
	spin_unlock(&x->lock.guard);
	lwkt_wakeup(&x->lock);
}

/* Who waits for a lock that is drained is sent away. */
static void
drain_lock(struct subject *x, struct thread *td)
{
	(void)td;
	spin_lock(&x->lock.guard);
	x->lock.sharing++;		/* so that he does not get it */
	spin_unlock(&x->lock.guard);
	lockmgr_unlock(&x->lock);
	lwkt_schedule(lwkt_create(give_back_main, x, "sharer",
	    curthread()->priority, 0, KERNEL_STACK));
	lockmgr_drain(&x->lock);
}

void
ktest_lock_lockmgr_wait_is_aborted(struct ktest *t)
{
	int error = waiter_gets(t, abort_wait);

	KTEST_ASSERT(t, error == EINTR, "the waiter got %d", error);
}

void
ktest_lock_lockmgr_drain_sends_away(struct ktest *t)
{
	int error = waiter_gets(t, drain_lock);

	KTEST_ASSERT(t, error == ENOLCK, "the waiter got %d",
	    error);
}
