/* SPDX-License-Identifier: BSD-3-Clause */
/* The ways of a message through its life, on one CPU and to another. */

#include "trial/service.h"

#include "counter/counter.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "msgport/msgport.h"
#include "port.gen.h"
#include "port_vector.gen.h"
#include "smp/smp.h"

enum {
	SUM = 5,
	TIMES = 20
};

static const uint32_t queued_kinds[] = { PORT_THREAD, PORT_SPIN };

/* Try something with services of both kinds, on the first and the last CPU. */
static void
with_services(struct ktest *t, void (*try)(struct ktest *, struct service *))
{
	static struct service services[4];
	uint32_t threads = lwkt_thread_count();

	for (unsigned i = 0; i < 4; i++) {
		struct cpu *cpu = cpu_of(i % 2 == 0 ? 0 : cpu_count - 1);

		KTEST_ASSERT(t, service_start(&services[i],
		    queued_kinds[i / 2], cpu), "no memory");
		try(t, &services[i]);
		service_stop(&services[i]);
	}
	for (lwkt_reap(); lwkt_thread_count() != threads; lwkt_reap())
		lwkt_yield();
}

/* What is behind another message was answered: so the other was handled. */
static void
pass(struct ktest *t, struct service *s)
{
	struct trial_sum_msg m;

	trial_sum_init(&m, &null_reply_port.port, SUM, 1);
	KTEST_ASSERT(t, lwkt_domsg(&s->door.port, &m.h) == 0 &&
	    m.h.result == SUM + 1, "%llu", (unsigned long long)m.h.result);
}

static void
abort_kept(struct ktest *t, struct service *s)
{
	struct trial_keep_msg keep;
	struct lwkt_port answers;

	lwkt_initport(&answers, PORT_THREAD, 0, curthread(), "answers");
	trial_keep_init(&keep, &answers);
	lwkt_sendmsg(&s->door.port, &keep.h);
	pass(t, s);
	trial_keep_abort(&keep);
	KTEST_ASSERT(t, trial_keep_wait(&keep) == EINTR, "error %d",
	    keep.h.error);
	KTEST_ASSERT(t, s->aborts == 1, "asked %u times", s->aborts);
	/* It has its answer: nobody is asked. */
	trial_keep_abort(&keep);
	KTEST_ASSERT(t, s->aborts == 1, "asked %u times", s->aborts);
}

void
ktest_trial_kept_message_is_aborted(struct ktest *t)
{
	with_services(t, abort_kept);
}

/* It may be on its way, on the queue, or in its handler's hands. */
static void
abort_soon(struct ktest *t, struct service *s)
{
	struct trial_keep_msg keep;
	struct lwkt_port answers;

	lwkt_initport(&answers, PORT_SPIN, 0, curthread(), "answers");
	for (unsigned i = 0; i < TIMES; i++) {
		trial_keep_init(&keep, &answers);
		lwkt_sendmsg(&s->door.port, &keep.h);
		for (unsigned j = 0; j < i * TIMES; j++)
			cpu_pause();
		trial_keep_abort(&keep);
		trial_keep_abort(&keep);
		KTEST_ASSERT(t, trial_keep_wait(&keep) == EINTR, "error %d",
		    keep.h.error);
	}
	KTEST_ASSERT(t, s->kept == NULL && s->aborts <= TIMES, "%u, kept %p",
	    s->aborts, (void *)s->kept);
}

void
ktest_trial_message_is_aborted_anywhere(struct ktest *t)
{
	with_services(t, abort_soon);
}

/* Ours is a port of this CPU, whose owner we are: what waits can be dropped. */
void
ktest_trial_only_what_waits_is_dropped(struct ktest *t)
{
	struct trial_note_msg note;
	struct lwkt_port own;

	lwkt_initport(&own, PORT_THREAD, trial_port.port.number, curthread(),
	    "own");
	trial_note_init(&note, SUM);
	lwkt_sendmsg(&own, &note.h);
	KTEST_ASSERT(t, lwkt_dropmsg(&note.h) == 0, "flags 0x%x",
	    note.h.flags);
	KTEST_ASSERT(t, lwkt_dropmsg(&note.h) == ENOENT &&
	    lwkt_getport(&own) == NULL, "flags 0x%x", note.h.flags);
}

/* Our port hands on to a service; the answer comes from there. */
static void
forward(struct ktest *t, struct service *s)
{
	struct trial_sum_msg m;
	struct lwkt_port own, answers;

	lwkt_initport(&own, PORT_SPIN, 0, curthread(), "own");
	lwkt_initport(&answers, PORT_THREAD, 0, curthread(), "answers");
	trial_sum_init(&m, &answers, SUM, 2);
	lwkt_sendmsg(&own, &m.h);
	KTEST_ASSERT(t, lwkt_getport(&own) == &m.h, "it is not here");
	lwkt_forwardmsg(&s->door.port, &m.h);
	KTEST_ASSERT(t, lwkt_waitport(&answers) == &m.h &&
	    m.h.result == SUM + 2 && m.h.error == 0, "error %d", m.h.error);
}

void
ktest_trial_forwarded_message_is_answered(struct ktest *t)
{
	with_services(t, forward);
}

/*
 * How many switches and IPI messages a synchronous message took here.  Who runs
 * the tests is asked to no other CPU.
 *
 * Context: thread, stays on its CPU
 */
static uint64_t
cost_at_once(struct ktest *t)
{
	struct trial_sum_msg m;
	struct cpu *cpu = curcpu();
	uint64_t before;
	int error;

	trial_sum_init(&m, &null_reply_port.port, SUM, 4);
	before = cpu->switches + counter_of_cpu(cpu->id, COUNTER_IPI_SENT);
	error = lwkt_domsg(&trial_port.port, &m.h);
	KTEST_ASSERT(t, error == 0 && m.h.result == SUM + 4, "error %d", error);
	return (cpu->switches + counter_of_cpu(cpu->id, COUNTER_IPI_SENT) -
	    before);
}

/*
 * Who answers at once does it without a queue, a switch, or an IPI message.  An
 * interrupt may come between and bring some: the least that was seen counts.
 */
void
ktest_trial_fast_path_is_a_call(struct ktest *t)
{
	uint32_t queued = trial_port.port.total;
	uint64_t least = cost_at_once(t);

	for (unsigned i = 1; i < TIMES; i++) {
		uint64_t cost = cost_at_once(t);

		least = cost < least ? cost : least;
	}
	KTEST_ASSERT(t, least == 0 && trial_port.port.total == queued,
	    "%u switches and messages", (uint32_t)least);
}

/* There and back: one IPI message each, and none on one CPU. */
static void
count_messages(struct ktest *t, struct service *s)
{
	unsigned far = s->thread->cpu->id, own = curcpu()->id;
	uint64_t least = UINT64_MAX;

	for (unsigned i = 0; i < TIMES; i++) {
		uint64_t before = counter_of_cpu(own, COUNTER_IPI_SENT) +
		    counter_of_cpu(far, COUNTER_IPI_SENT), sent;

		pass(t, s);
		sent = counter_of_cpu(own, COUNTER_IPI_SENT) +
		    counter_of_cpu(far, COUNTER_IPI_SENT) - before;
		least = sent < least ? sent : least;
	}
	KTEST_ASSERT(t, least <= (far != own ? 2 : 0), "%u messages",
	    (uint32_t)least);
}

void
ktest_trial_two_ipis_are_enough(struct ktest *t)
{
	with_services(t, count_messages);
}
