/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Threads of all CPUs ask services of all CPUs, so that each kind of port that
 * answers go to meets each kind that takes messages, on one CPU and on two.
 */

#include "trial/service.h"

#include "kernel.h"
#include "ktest/ktest.h"
#include "msgport/msgport.h"
#include "port_vector.gen.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"
#include "vm/vm.h"

enum {
	BATCH = 6,			/* messages under way at once */
	ROUNDS = 4
};

/* Services of one kind, who asks them, and by which kind of port. */
struct parley {
	struct service	 services[CPU_MAX];
	uint32_t	 target;
	uint32_t	 originator;
	uint32_t	 wrong[CPU_MAX];
	uint32_t	 asked[CPU_MAX];
};

/* What one thread asks with. */
struct client {
	struct lwkt_port	 answers;
	struct trial_device	 device;	/* of a serialize port */
	struct trial_sum_msg	 sums[BATCH];
};

/* One for the thread of each CPU. */
static struct client clients[CPU_MAX];

static void
expect(struct parley *p, const struct trial_sum_msg *m, int error)
{
	unsigned id = curcpu()->id;

	p->asked[id]++;
	if (error != 0 || m->h.result != m->a + m->b)
		p->wrong[id]++;
}

/* The port that answers go to: our own, or one that is everybody's. */
static struct lwkt_port *
answers_to(struct parley *p, struct client *c)
{
	if (p->originator == PORT_REPLY_NULL)
		return (&null_reply_port.port);
	if (p->originator == PORT_REPLY_ONLY)
		return (&trial_answer_port.port);
	return (&c->answers);
}

static bool
is_queued_to(uint32_t kind)
{
	return (kind == PORT_THREAD || kind == PORT_SPIN ||
	    kind == PORT_SERIALIZE);
}

/* Make the port of our answers; it shares a service's serializer. */
static void
make_answers(struct parley *p, struct client *c, struct service *s)
{
	if (p->originator != PORT_SERIALIZE) {
		lwkt_initport(&c->answers, is_queued_to(p->originator) ?
		    p->originator : PORT_PANIC, 0, curthread(), "client");
		return;
	}
	trial_serializer_init(&c->device);
	lwkt_initport_serialize(&c->answers, 0, curthread(), "client",
	    p->target == PORT_SERIALIZE ? &s->device.trial_serializer :
	    &c->device.trial_serializer);
}

static void
send(struct service *s, struct trial_sum_msg *m)
{
	struct serializer *theirs = trial_enter(&s->door.port);

	lwkt_sendmsg(&s->door.port, &m->h);
	trial_exit(theirs);
}

/* The answer of one message, which is the next. */
static int
answer(struct parley *p, struct client *c, struct trial_sum_msg *m,
    bool by_message)
{
	struct lwkt_msg *got = &m->h;

	if (!is_queued_to(p->originator)) {
		while ((message_flags(&m->h) & MSGF_DONE) == 0)
			lwkt_yield();
	} else if (by_message) {
		(void)lwkt_waitmsg(&m->h, 0);
	} else {
		got = lwkt_waitport(&c->answers);
	}
	return (got == &m->h ? m->h.error : EINVAL);
}

/* Ask and wait: not inside of a serializer that does not let others in. */
static void
ask(struct parley *p, struct client *c, struct service *s)
{
	bool outside = p->target == PORT_SERIALIZE &&
	    p->originator != PORT_SERIALIZE;

	for (uint64_t i = 0; i < ROUNDS; i++) {
		struct trial_sum_msg *m = &c->sums[0];

		trial_sum_init(m, answers_to(p, c), i, (uintptr_t)s);
		if (outside) {
			send(s, m);
			expect(p, m, answer(p, c, m, true));
		} else {
			expect(p, m, lwkt_domsg(&s->door.port, &m->h));
		}
	}
}

/* The answers of a batch, in the order in which they were asked for. */
static void
collect(struct parley *p, struct client *c, bool by_message)
{
	for (unsigned i = 0; i < BATCH; i++) {
		struct trial_sum_msg *m = &c->sums[i];

		expect(p, m, answer(p, c, m, by_message));
	}
}

/* Ask many times, and collect then. */
static void
ask_often(struct parley *p, struct client *c, struct service *s)
{
	for (unsigned round = 0; round < ROUNDS; round++) {
		for (unsigned i = 0; i < BATCH; i++) {
			trial_sum_init(&c->sums[i], answers_to(p, c), round,
			    i);
			send(s, &c->sums[i]);
		}
		collect(p, c, round % 2 != 0);
	}
}

static void
converse(struct meeting *m)
{
	struct parley *p = m->subject;
	unsigned own = curcpu()->id;
	struct client *c = &clients[own];

	for (unsigned i = 0; i < cpu_count; i++) {
		struct service *s = &p->services[(own + i) % cpu_count];
		struct serializer *mine;

		make_answers(p, c, s);
		mine = trial_enter(&c->answers);
		ask(p, c, s);
		ask_often(p, c, s);
		trial_exit(mine);
	}
}

static void
hold_parley(struct ktest *t, struct parley *p)
{
	struct meeting m = { .act = converse, .subject = p };
	uint32_t each = ROUNDS * (1 + BATCH) * cpu_count;

	for (unsigned i = 0; i < cpu_count; i++) {
		p->wrong[i] = p->asked[i] = 0;
		KTEST_ASSERT(t, service_start(&p->services[i], p->target,
		    cpu_of(i)), "no memory");
	}
	meeting_hold(t, &m, 1);
	for (unsigned i = 0; i < cpu_count; i++) {
		service_stop(&p->services[i]);
		KTEST_ASSERT(t, p->wrong[i] == 0 && p->asked[i] == each,
		    "kinds %u to %u, CPU %u: %u of %u wrong", p->originator,
		    p->target, i, p->wrong[i], p->asked[i]);
		KTEST_ASSERT(t, p->services[i].device.crowded == 0,
		    "%u times somebody was in", p->services[i].device.crowded);
	}
}

static void
try_target(struct ktest *t, uint32_t target)
{
	static const uint32_t originators[] = {
		PORT_THREAD, PORT_SPIN, PORT_SERIALIZE, PORT_REPLY_ONLY,
		PORT_REPLY_NULL
	};
	struct parley *p = kmalloc(sizeof(*p));
	uint32_t threads = lwkt_thread_count();

	KTEST_ASSERT(t, p != NULL, "no memory");
	if (p == NULL)
		return;
	p->target = target;
	for (unsigned i = 0; i < sizeof(originators) / sizeof(*originators);
	    i++) {
		p->originator = originators[i];
		hold_parley(t, p);
		for (lwkt_reap(); lwkt_thread_count() != threads; lwkt_reap())
			lwkt_yield();
	}
	kfree(p);
}

void
ktest_trial_thread_ports_answer_every_kind(struct ktest *t)
{
	try_target(t, PORT_THREAD);
}

void
ktest_trial_spin_ports_answer_every_kind(struct ktest *t)
{
	try_target(t, PORT_SPIN);
}

void
ktest_trial_put_only_ports_answer_every_kind(struct ktest *t)
{
	uint32_t before = trial_answers();

	try_target(t, PORT_PUT_ONLY);
	KTEST_ASSERT(t, trial_answers() - before == cpu_count * cpu_count *
	    ROUNDS * BATCH, "%u answers", trial_answers() - before);
}

void
ktest_trial_serialize_ports_answer_every_kind(struct ktest *t)
{
	try_target(t, PORT_SERIALIZE);
}
