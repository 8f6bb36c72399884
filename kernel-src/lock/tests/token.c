/* SPDX-License-Identifier: BSD-3-Clause */
/* Tokens: of those who hold one, one runs. */

#include "kernel.h"
#include "lock/token.h"
#include "smp/tests/meeting.h"

enum {
	ADDITIONS = 100000,		/* all CPUs together */
	ROUNDS = 300,
	LOOK = 200			/* pauses of a reader */
};

struct subject {
	struct token	first;
	struct token	second;
	unsigned	total;		/* under `first' */
	uint32_t	readers;
	uint32_t	arrived;
	uint32_t	wrong;
};

/* Add one in steps that others could come between. */
/* How often each of two threads of every CPU adds. */
static unsigned
additions(void)
{
	return (ktest_rounds(ADDITIONS) / 2 / cpu_count);
}

/* How often each of the threads takes it. */
static unsigned
rounds(void)
{
	return (ktest_share(ROUNDS, 2 * cpu_count));
}

static void
add_slowly(volatile unsigned *total)
{
	unsigned before = *total;

	cpu_pause();
	*total = before + 1;
}

static void
add_under_token(struct meeting *m)
{
	struct subject *x = m->subject;

	for (unsigned i = 0; i < additions(); i++) {
		token_get(&x->first);
		add_slowly(&x->total);
		token_release(&x->first);
		if (i % 64 == 0)
			lwkt_yield();
	}
}

void
ktest_lock_token_excludes(struct ktest *t)
{
	struct subject x = { .total = 0 };
	struct meeting m = { .act = add_under_token, .subject = &x };
	unsigned all = additions() * 2 * cpu_count;

	meeting_hold(t, &m, 2);
	KTEST_ASSERT(t, x.total == all, "%u of %u", x.total, all);
	KTEST_ASSERT(t, (x.first.word & ~(uintptr_t)TOKEN_EXCLREQ) == 0,
	    "the token is left %zx", (size_t)x.first.word);
}

/* Sleep with the token; when we go on, we have it, alone. */
static void
sleep_with_token(struct meeting *m)
{
	struct subject *x = m->subject;

	token_get(&x->first);
	add_slowly(&x->total);
	crit_enter();
	(void)lwkt_sleep(m, 0, 1);
	crit_exit();
	if (!token_is_held(&x->first) ||
	    (x->first.word & ~(uintptr_t)TOKEN_FLAGS) !=
	    curthread()->token_stop - TOKEN_REF)
		atomic_add_int(&x->wrong, 1);
	add_slowly(&x->total);
	token_release(&x->first);
}

void
ktest_lock_token_is_back_after_sleep(struct ktest *t)
{
	struct subject x = { .total = 0 };
	struct meeting m = { .act = sleep_with_token, .subject = &x };

	meeting_hold(t, &m, 4);
	KTEST_ASSERT(t, x.wrong == 0, "%u times it was not", x.wrong);
	KTEST_ASSERT(t, x.total == 8 * cpu_count, "%u additions", x.total);
}

/* Take the token that another thread sleeps with, and wake it. */
static void
progress_main(void *argument)
{
	struct subject *x = argument;

	token_get(&x->first);
	x->total++;
	lwkt_wakeup(x);
	token_release(&x->first);
}

void
ktest_lock_token_of_a_sleeper_is_free(struct ktest *t)
{
	struct subject x = { .total = 0 };
	uint32_t before = lwkt_thread_count();
	struct thread *td = lwkt_create_on(cpu_of(cpu_count - 1),
	    progress_main, &x, "progress", curthread()->priority, 0,
	    KERNEL_STACK);

	token_get(&x.first);
	crit_enter();
	lwkt_schedule(td);
	(void)lwkt_sleep(&x, 0, 0);
	crit_exit();
	KTEST_ASSERT(t, x.total == 1, "%u came while we slept", x.total);
	KTEST_ASSERT(t, token_is_held(&x.first), "our token is gone");
	token_release(&x.first);
	for (lwkt_reap(); lwkt_thread_count() != before; lwkt_reap())
		lwkt_yield();
}

/* Share, and wait for the others to share: only sharing lets us go on. */
static void
share_together(struct meeting *m)
{
	struct subject *x = m->subject;

	token_get_shared(&x->first);
	atomic_add_int(&x->arrived, 1);
	while (atomic_load_int(&x->arrived) < cpu_count)
		cpu_pause();
	token_release(&x->first);
}

void
ktest_lock_token_readers_run_together(struct ktest *t)
{
	struct subject x = { .total = 0 };
	struct meeting m = { .act = share_together, .subject = &x };

	meeting_hold(t, &m, 1);
	KTEST_ASSERT(t, x.arrived == cpu_count, "%u readers", x.arrived);
}

static void
read_and_write(struct meeting *m)
{
	struct subject *x = m->subject;
	unsigned last = rounds();

	for (unsigned i = 0; i < last; i++) {
		unsigned before;

		token_get_shared(&x->first);
		atomic_add_int(&x->readers, 1);
		before = *(volatile unsigned *)&x->total;
		for (unsigned n = 0; n < LOOK; n++)
			cpu_pause();
		if (*(volatile unsigned *)&x->total != before)
			atomic_add_int(&x->wrong, 1);
		atomic_subtract_int(&x->readers, 1);
		token_release(&x->first);
		token_get(&x->first);
		if (atomic_load_int(&x->readers) != 0)
			atomic_add_int(&x->wrong, 1);
		add_slowly(&x->total);
		token_release(&x->first);
	}
}

void
ktest_lock_token_writers_are_alone(struct ktest *t)
{
	struct subject x = { .total = 0 };
	struct meeting m = { .act = read_and_write, .subject = &x };

	meeting_hold(t, &m, 2);
	KTEST_ASSERT(t, x.wrong == 0, "%u times not", x.wrong);
	KTEST_ASSERT(t, x.total == 2 * cpu_count * rounds(), "%u of %u",
	    x.total, 2 * cpu_count * rounds());
}

/* Two tokens, by every other thread in the other order. */
static void
cross(struct meeting *m)
{
	struct subject *x = m->subject;
	bool turned = atomic_fetchadd_int(&x->arrived, 1) % 2 != 0;
	struct token *one = turned ? &x->second : &x->first;
	struct token *other = turned ? &x->first : &x->second;
	unsigned last = rounds();

	for (unsigned i = 0; i < last; i++) {
		token_get(one);
		token_get(other);
		if (!token_is_held(one) || !token_is_held(other))
			atomic_add_int(&x->wrong, 1);
		add_slowly(&x->total);
		token_release(other);
		token_release(one);
	}
}

void
ktest_lock_tokens_in_opposite_orders_go_on(struct ktest *t)
{
	struct subject x = { .total = 0 };
	struct meeting m = { .act = cross, .subject = &x };

	meeting_hold(t, &m, 2);
	KTEST_ASSERT(t, x.wrong == 0 && x.total == 2 * cpu_count * rounds(),
	    "%u of %u, %u wrong", x.total, 2 * cpu_count * rounds(), x.wrong);
}

void
ktest_lock_token_nests_and_is_swapped(struct ktest *t)
{
	struct subject x = { .total = 0 };
	struct thread *td = curthread();

	token_get(&x.first);
	token_get(&x.first);
	token_get_shared(&x.first);
	token_release(&x.first);
	token_release(&x.first);
	KTEST_ASSERT(t, x.first.word == td->stack, "word %zx",
	    (size_t)x.first.word);
	token_get(&x.second);
	token_swap();
	KTEST_ASSERT(t, x.first.word == td->stack + TOKEN_REF &&
	    x.second.word == td->stack, "words %zx %zx",
	    (size_t)x.first.word, (size_t)x.second.word);
	token_swap();
	token_release(&x.second);
	token_release(&x.first);
	KTEST_ASSERT(t, x.first.word == 0 && x.second.word == 0 &&
	    !token_some(td), "%zx and %zx are left", (size_t)x.first.word,
	    (size_t)x.second.word);
}

struct watch {
	struct token	token;
	uintptr_t	seen;		/* its word while we were interrupted */
	unsigned	order;
	unsigned	came;
};

/* An interrupt thread: see the token of whom we interrupt, then want it. */
static void
watch_main(void *argument)
{
	struct watch *w = argument;

	w->seen = w->token.word;
	token_get(&w->token);
	w->came = ++w->order;
	token_release(&w->token);
}

void
ktest_lock_token_stays_with_the_interrupted(struct ktest *t)
{
	struct watch w = { .order = 0 };
	uint32_t before = lwkt_thread_count();
	struct thread *td = lwkt_create(watch_main, &w, "watch", 30,
	    TDF_PREEMPTS, KERNEL_STACK);
	unsigned ours;

	token_get(&w.token);
	lwkt_schedule(td);		/* it runs, and waits */
	ours = ++w.order;
	KTEST_ASSERT(t, w.seen == curthread()->token_stop - TOKEN_REF,
	    "the interrupt thread saw %zx", (size_t)w.seen);
	token_release(&w.token);	/* it goes on */
	KTEST_ASSERT(t, ours == 1 && w.came == 2, "we were %u, it was %u",
	    ours, w.came);
	for (lwkt_reap(); lwkt_thread_count() != before; lwkt_reap())
		lwkt_yield();
}
