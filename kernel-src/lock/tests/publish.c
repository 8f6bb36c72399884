/* SPDX-License-Identifier: BSD-3-Clause */
/* Two threads on each CPU: one replaces what all others read. */

#include "lock/tests/publish.h"

#include "kernel.h"
#include "smp/tests/meeting.h"

enum {
	LOOK = 200,			/* pauses of a reader */
	REPLACEMENTS = 200,
	VALID = 0x600d
};

/* What is published stays as it is while one looks. */
void
publication_look(struct publication *x)
{
	const volatile struct published *p =
	    *(struct published *volatile *)&x->pointer;

	if (p->first != VALID)
		atomic_add_int(&x->wrong, 1);
	for (unsigned n = 0; n < LOOK; n++)
		cpu_pause();
	if (p->second != VALID)
		atomic_add_int(&x->wrong, 1);
}

static void
read_often(struct publication *x)
{
	while (atomic_load_int(&x->done) == 0) {
		x->read(x);
		lwkt_yield();
	}
}

/*
 * Publish the other copy, wait, and spoil the one that nobody sees; once all
 * readers are there, who must see nothing of it.
 */
static void
replace_often(struct publication *x)
{
	while (atomic_load_int(&x->arrived) < 2 * cpu_count)
		lwkt_yield();
	for (unsigned i = 0; i < REPLACEMENTS; i++) {
		struct published *old = x->pointer;
		struct published *next = &x->copies[old == x->copies];

		*next = (struct published){ VALID, VALID };
		*(struct published *volatile *)&x->pointer = next;
		x->wait(x);
		*old = (struct published){ 0, 0 };
		lwkt_yield();
	}
	atomic_store_int(&x->done, 1);
}

static void
take_part(struct meeting *m)
{
	struct publication *x = m->subject;

	if (atomic_fetchadd_int(&x->arrived, 1) == 0)
		replace_often(x);
	else
		read_often(x);
}

/* No reader sees what was spoilt. */
void
publication_try(struct ktest *t, struct publication *x)
{
	struct meeting m = { .act = take_part, .subject = x };

	x->copies[0] = (struct published){ VALID, VALID };
	x->pointer = x->copies;
	meeting_hold(t, &m, 2);
	KTEST_ASSERT(t, x->wrong == 0, "%u readers saw what was spoilt",
	    x->wrong);
}
