/* SPDX-License-Identifier: BSD-3-Clause */
/* Mutexes: who may have one beside whom, in which order, and who gives up. */

#include "kernel.h"
#include "lock/mutex.h"
#include "smp/tests/meeting.h"
#include "syscall.gen.h"

enum {
	ROUNDS = 300
};

/* How often each of the threads takes it. */
static unsigned
rounds(void)
{
	return (ktest_share(ROUNDS, 2 * cpu_count));
}

struct subject {
	struct mutex	mutex;
	uint32_t	readers;
	uint32_t	writers;
	uint32_t	wrong;
	unsigned	total;
	uint32_t	asked;
	uint32_t	order[4];
	uint32_t	came;
	int		error;
	uint32_t	ended;
};

static void
use(struct meeting *m)
{
	struct subject *x = m->subject;
	unsigned last = rounds();

	for (unsigned i = 0; i < last; i++) {
		if (i % 3 == 0) {
			mutex_lock_shared(&x->mutex);
			atomic_add_int(&x->readers, 1);
			if (atomic_load_int(&x->writers) != 0)
				atomic_add_int(&x->wrong, 1);
			if (i % 9 == 0)
				lwkt_yield();
			atomic_subtract_int(&x->readers, 1);
			mutex_unlock_shared(&x->mutex);
			continue;
		}
		mutex_lock(&x->mutex);
		if (atomic_fetchadd_int(&x->writers, 1) != 0 ||
		    atomic_load_int(&x->readers) != 0)
			atomic_add_int(&x->wrong, 1);
		x->total++;
		if (i % 10 == 0)
			lwkt_yield();
		atomic_subtract_int(&x->writers, 1);
		mutex_unlock(&x->mutex);
	}
}

void
ktest_lock_mutex_shares_and_excludes(struct ktest *t)
{
	struct subject x = { .total = 0 };
	struct meeting m = { .act = use, .subject = &x };
	unsigned all = 2 * cpu_count * (rounds() - (rounds() + 2) / 3);

	meeting_hold(t, &m, 2);
	KTEST_ASSERT(t, x.wrong == 0, "%u times not", x.wrong);
	KTEST_ASSERT(t, x.total == all, "%u of %u", x.total, all);
	KTEST_ASSERT(t, x.mutex.word == 0 && x.mutex.first == NULL &&
	    x.mutex.owner == NULL, "it is left 0x%x", x.mutex.word);
}

void
ktest_lock_mutex_has_its_matrix(struct ktest *t)
{
	struct mutex m = { .row = 0 };

	mutex_lock_shared(&m);
	mutex_lock_shared(&m);
	KTEST_ASSERT(t, m.word == 2, "shared twice: 0x%x", m.word);
	KTEST_ASSERT(t, !mutex_try_upgrade(&m), "upgraded beside another");
	mutex_unlock_shared(&m);
	KTEST_ASSERT(t, mutex_try_upgrade(&m) && mutex_is_owned(&m),
	    "alone, and not upgraded");
	mutex_downgrade(&m);
	KTEST_ASSERT(t, m.word == 1, "shared once: 0x%x", m.word);
	mutex_unlock_shared(&m);
	mutex_lock(&m);
	mutex_lock(&m);
	mutex_unlock(&m);
	KTEST_ASSERT(t, mutex_is_owned(&m), "given up too early");
	mutex_unlock(&m);
	KTEST_ASSERT(t, m.word == 0 && m.owner == NULL, "0x%x", m.word);
}

/* Ask, one after the other, and note when we get it. */
static void
ask_main(void *argument)
{
	struct subject *x = argument;
	uint32_t n = atomic_fetchadd_int(&x->asked, 1);

	mutex_lock(&x->mutex);
	x->order[x->came++] = n;
	mutex_unlock(&x->mutex);
	atomic_add_int(&x->ended, 1);
}

void
ktest_lock_mutex_is_handed_over_in_order(struct ktest *t)
{
	struct subject x = { .total = 0 };
	uint32_t before = lwkt_thread_count();

	mutex_lock(&x.mutex);
	for (unsigned i = 0; i < nitems(x.order); i++) {
		lwkt_schedule(lwkt_create(ask_main, &x, "asker",
		    curthread()->priority, 0, KERNEL_STACK));
		while (atomic_load_int(&x.asked) <= i)
			lwkt_yield();
		lwkt_yield();
	}
	KTEST_ASSERT(t, x.mutex.word & MUTEX_EXWANTED, "nobody wants it");
	mutex_unlock(&x.mutex);
	KTEST_ASSERT(t, !mutex_try(&x.mutex), "it was free for a moment");
	while (atomic_load_int(&x.ended) < nitems(x.order))
		lwkt_yield();
	for (uint32_t i = 0; i < nitems(x.order); i++)
		KTEST_ASSERT(t, x.order[i] == i, "number %u came as %u",
		    x.order[i], i);
	for (lwkt_reap(); lwkt_thread_count() != before; lwkt_reap())
		lwkt_yield();
}

static void
give_up_main(void *argument)
{
	struct subject *x = argument;

	atomic_add_int(&x->asked, 1);
	x->error = mutex_lock_abortable(&x->mutex);
	if (x->error == 0)
		mutex_unlock(&x->mutex);
	atomic_add_int(&x->ended, 1);
}

void
ktest_lock_mutex_wait_is_aborted(struct ktest *t)
{
	struct subject x = { .error = -1 };
	uint32_t before = lwkt_thread_count();
	struct thread *td = lwkt_create(give_up_main, &x, "impatient",
	    curthread()->priority, 0, KERNEL_STACK);

	mutex_lock(&x.mutex);
	lwkt_schedule(td);
	while (!lwkt_abort(td))
		lwkt_yield();
	while (atomic_load_int(&x.ended) == 0)
		lwkt_yield();
	KTEST_ASSERT(t, x.error == EINTR, "the wait returned %d", x.error);
	KTEST_ASSERT(t, x.mutex.word == (MUTEX_EXCLUSIVE | 1),
	    "the word is 0x%x", x.mutex.word);
	mutex_unlock(&x.mutex);
	for (lwkt_reap(); lwkt_thread_count() != before; lwkt_reap())
		lwkt_yield();
}
