/* SPDX-License-Identifier: BSD-3-Clause */
/* Serializers: those who send, those who receive, those who set, a handler. */

#include "kernel.h"
#include "lock/serializer.h"
#include "smp/tests/meeting.h"

enum {
	ROUNDS = 200
};

/* How often each of the threads takes it. */
static unsigned
rounds(void)
{
	return (ktest_share(ROUNDS, 3 * cpu_count));
}

/* A device that breaks when two talk to it. */
struct device {
	struct serializer serializer;
	uint32_t	inside;
	uint32_t	wrong;
	unsigned	handled;
	unsigned	refused;
	uint32_t	stopped;	/* whether its handler may run */
	uint32_t	arrived;
};

static void
come_in(struct device *d)
{
	if (atomic_fetchadd_int(&d->inside, 1) != 0)
		atomic_add_int(&d->wrong, 1);
}

static void
go_out(struct device *d)
{
	atomic_subtract_int(&d->inside, 1);
}

/* The handler: inside, and never while it is disabled. */
static void
handle(void *argument)
{
	struct device *d = argument;

	come_in(d);
	if (!serializer_is_held(&d->serializer) || d->stopped)
		atomic_add_int(&d->wrong, 1);
	d->handled++;
	go_out(d);
}

static void
interrupt(struct device *d)
{
	if (!serializer_call(&d->serializer, handle, d))
		atomic_add_int(&d->refused, 1);
}

/* Send: sleep inside now and then. */
static void
transmit(struct device *d, unsigned i)
{
	serializer_enter(&d->serializer);
	come_in(d);
	if (i % 64 == 0) {
		crit_enter();
		(void)lwkt_sleep(&i, 0, 1);
		crit_exit();
	} else if (i % 8 == 0) {
		lwkt_yield();
	}
	go_out(d);
	serializer_exit(&d->serializer);
}

/* Set something while the handler does not run. */
static void
control(struct device *d)
{
	serializer_enter(&d->serializer);
	serializer_disable_handler(&d->serializer);
	d->stopped = 1;
	serializer_exit(&d->serializer);
	lwkt_yield();
	serializer_enter(&d->serializer);
	d->stopped = 0;
	serializer_enable_handler(&d->serializer);
	serializer_exit(&d->serializer);
}

static void
use(struct meeting *m)
{
	struct device *d = m->subject;
	uint32_t role = atomic_fetchadd_int(&d->arrived, 1);
	unsigned last = rounds();

	for (unsigned i = 1; i <= last; i++) {
		if (role == 0)
			control(d);
		else if (role % 2 == 0)
			transmit(d, i);
		else
			interrupt(d);
	}
}

void
ktest_lock_serializer_lets_one_in(struct ktest *t)
{
	struct device d = { .inside = 0 };
	struct meeting m = { .act = use, .subject = &d };

	unsigned calls = 3 * cpu_count / 2 * rounds();

	meeting_hold(t, &m, 3);
	KTEST_ASSERT(t, d.wrong == 0, "%u times somebody was in", d.wrong);
	KTEST_ASSERT(t, d.serializer.word == 0 && d.inside == 0,
	    "word 0x%x, %u inside", d.serializer.word, d.inside);
	KTEST_ASSERT(t, d.handled + d.refused == calls, "handled %u and "
	    "refused %u of %u", d.handled, d.refused, calls);
}

void
ktest_lock_serializer_disables_its_handler(struct ktest *t)
{
	struct device d = { .inside = 0 };

	serializer_enter(&d.serializer);
	serializer_disable_handler(&d.serializer);
	serializer_exit(&d.serializer);
	interrupt(&d);
	KTEST_ASSERT(t, d.handled == 0 && d.refused == 1, "it ran");
	serializer_enter(&d.serializer);
	serializer_enable_handler(&d.serializer);
	serializer_exit(&d.serializer);
	interrupt(&d);
	KTEST_ASSERT(t, d.handled == 1, "it did not run");
	if (serializer_try(&d.serializer))
		serializer_exit(&d.serializer);
	else
		KTEST_ASSERT(t, false, "refused though nobody is in");
}
