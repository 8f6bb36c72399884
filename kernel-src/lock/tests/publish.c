/* SPDX-License-Identifier: BSD-3-Clause */
/* Two threads on each CPU: one replaces what all others read. */

#include "lock/tests/publish.h"

#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

enum {
	LOOK = 200,			/* pauses of a reader */
	REPLACEMENTS = 200,
	VALID = 0x600d
};

/* The first that comes replaces: true once all readers are there. */
bool
publication_is_mine(struct publication *x)
{
	if (atomic_fetchadd_int(&x->arrived, 1) != 0)
		return (false);
	while (atomic_load_int(&x->arrived) < 2 * cpu_count)
		lwkt_yield();
	return (true);
}

/* Publish the other copy; false after the last. */
bool
publication_replace(struct publication *x)
{
	struct published *next;

	if (x->replaced++ == REPLACEMENTS) {
		atomic_store_int(&x->done, 1);
		return (false);
	}
	x->old = x->pointer;
	next = &x->copies[x->old == x->copies];
	*next = (struct published){ VALID, VALID };
	*(struct published *volatile *)&x->pointer = next;
	return (true);
}

/* All have been waited for: who still looks must see nothing of this. */
void
publication_spoil(struct publication *x)
{
	*x->old = (struct published){ 0, 0 };
	lwkt_yield();
}

/* Let others run; true while it is worth a look. */
bool
publication_is_read(struct publication *x)
{
	lwkt_yield();
	return (atomic_load_int(&x->done) == 0);
}

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

/* One copy is published before anybody looks. */
void
publication_init(struct publication *x, void *guard)
{
	*x = (struct publication){ .guard = guard, .pointer = x->copies };
	x->copies[0] = (struct published){ VALID, VALID };
}
