/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Messages between CPUs: urgent ones, those whose sender is interrupted, those
 * that are dropped where they arrived, those that many hand on, and those whose
 * sender and receiver are somewhere else by now.
 */

#include "trial/service.h"

#include "cpu.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "msgport/msgport.h"
#include "port.gen.h"
#include "port_vector.gen.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"

enum {
	FIRST = 11,
	SECOND = 12,
	ROUNDS = 3,			/* of a chain, over all CPUs */
	JOURNEYS = 60			/* of who moves while messages fly */
};

static const uint32_t queued_kinds[] = { PORT_THREAD, PORT_SPIN };

/* A port of ours, and who sends to it from the last CPU. */
struct parcel {
	struct lwkt_port	 own;
	struct trial_note_msg	 notes[2];
	struct trial_leave_msg	 leave;
	struct thread		*waiter;
	uint32_t		 done;	/* atomics only */
	int			 error;
};

static void
end_threads(uint32_t threads)
{
	for (lwkt_reap(); lwkt_thread_count() != threads; lwkt_reap())
		lwkt_yield();
}

static bool
start(struct ktest *t, void (*entry)(void *), void *argument, unsigned cpu)
{
	struct thread *td = lwkt_create_on(cpu_of(cpu), entry, argument,
	    "traveller", curthread()->priority, 0, KERNEL_STACK);

	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	if (td != NULL)
		lwkt_schedule(td);
	return (td != NULL);
}

static void
send_parcel(void *argument)
{
	struct parcel *p = argument;

	trial_note_init(&p->notes[0], FIRST);
	trial_note_init(&p->notes[1], SECOND);
	trial_leave_init(&p->leave, &null_reply_port.port);
	lwkt_sendmsg(&p->own, &p->notes[0].h);
	lwkt_sendmsg(&p->own, &p->notes[1].h);
	lwkt_sendmsg(&p->own, &p->leave.h);
}

/* All three have come, from the last CPU. */
static bool
receive_parcel(struct ktest *t, struct parcel *p, uint32_t kind)
{
	memset(p, 0, sizeof(*p));
	lwkt_initport(&p->own, kind, trial_port.port.number, curthread(),
	    "own");
	if (!start(t, send_parcel, p, cpu_count - 1))
		return (false);
	while (atomic_load_int(&p->own.queued) != 3)
		lwkt_yield();
	return (true);
}

void
ktest_trial_urgent_messages_of_others_are_first(struct ktest *t)
{
	static struct parcel p;
	uint32_t threads = lwkt_thread_count();

	for (unsigned i = 0; i < 2; i++) {
		if (!receive_parcel(t, &p, queued_kinds[i]))
			return;
		KTEST_ASSERT(t, lwkt_getport(&p.own) == &p.leave.h,
		    "kind %u: the urgent one waits", queued_kinds[i]);
		KTEST_ASSERT(t, lwkt_getport(&p.own) == &p.notes[0].h &&
		    lwkt_getport(&p.own) == &p.notes[1].h &&
		    lwkt_getport(&p.own) == NULL, "kind %u: out of order",
		    queued_kinds[i]);
		lwkt_replymsg(&p.leave.h, 0);
		end_threads(threads);
	}
}

void
ktest_trial_what_came_from_others_is_dropped(struct ktest *t)
{
	static struct parcel p;
	uint32_t threads = lwkt_thread_count();

	for (unsigned i = 0; i < 2; i++) {
		if (!receive_parcel(t, &p, queued_kinds[i]))
			return;
		KTEST_ASSERT(t, lwkt_dropmsg(&p.notes[0].h) == 0 &&
		    lwkt_dropmsg(&p.notes[0].h) == ENOENT,
		    "kind %u: flags 0x%x", queued_kinds[i],
		    p.notes[0].h.flags);
		KTEST_ASSERT(t, lwkt_getport(&p.own) == &p.leave.h &&
		    lwkt_getport(&p.own) == &p.notes[1].h &&
		    lwkt_getport(&p.own) == NULL, "kind %u: another is gone",
		    queued_kinds[i]);
		/* The one that was taken is ours, and not on a queue. */
		KTEST_ASSERT(t, lwkt_dropmsg(&p.notes[1].h) == ENOENT,
		    "kind %u: flags 0x%x", queued_kinds[i],
		    p.notes[1].h.flags);
		lwkt_replymsg(&p.leave.h, 0);
		end_threads(threads);
	}
}

/* A sender whose wait a signal ends. */
struct patient {
	struct service	*service;
	struct thread	*thread;
	uint32_t	 kind;		/* of the port of its answers */
	uint32_t	 waits;		/* atomics only, like what follows */
	uint32_t	 done;
	int		 error;
};

static void
wait_to_be_interrupted(void *argument)
{
	struct patient *p = argument;
	struct lwkt_port answers;
	struct trial_keep_msg keep;

	lwkt_initport(&answers, p->kind, 0, curthread(), "answers");
	trial_keep_init(&keep, &answers);
	p->thread = curthread();
	lwkt_sendmsg(&p->service->door.port, &keep.h);
	atomic_store_int(&p->waits, 1);
	p->error = lwkt_waitmsg(&keep.h, TDW_ABORTABLE);
	atomic_store_int(&p->done, 1);
}

static void
interrupt_on(struct ktest *t, struct patient *p, unsigned cpu)
{
	uint32_t threads = lwkt_thread_count();
	uint32_t aborts = p->service->aborts;

	p->waits = p->done = 0;
	if (!start(t, wait_to_be_interrupted, p, cpu))
		return;
	while (atomic_load_int(&p->waits) == 0)
		lwkt_yield();
	/* It may not sleep yet: who does not is not disturbed. */
	while (atomic_load_int(&p->done) == 0) {
		lwkt_abort(p->thread);
		lwkt_yield();
	}
	end_threads(threads);
	KTEST_ASSERT(t, p->error == EINTR &&
	    p->service->aborts - aborts <= 1 && p->service->kept == NULL,
	    "kind %u, CPU %u: error %d, asked %u times", p->kind, cpu,
	    p->error, p->service->aborts - aborts);
}

/* The service is on the last CPU; who waits is there, too, or on the first. */
void
ktest_trial_interrupted_waits_abort_once(struct ktest *t)
{
	static struct service service;
	struct patient p = { .service = &service };
	uint32_t threads = lwkt_thread_count();

	for (unsigned i = 0; i < 4; i++) {
		KTEST_ASSERT(t, service_start(&service, queued_kinds[i / 2],
		    cpu_of(cpu_count - 1)), "no memory");
		p.kind = queued_kinds[i % 2];
		interrupt_on(t, &p, 0);
		interrupt_on(t, &p, cpu_count - 1);
		service_stop(&service);
		end_threads(threads);
	}
}

/* Services of all CPUs, of both kinds in turn, each handing on to the next. */
static bool
make_ring(struct ktest *t, struct service *ring)
{
	for (unsigned i = 0; i < cpu_count; i++) {
		bool begun = service_start(&ring[i], queued_kinds[i % 2],
		    cpu_of(i));

		KTEST_ASSERT(t, begun, "no memory");
		if (!begun)
			return (false);
	}
	for (unsigned i = 0; i < cpu_count; i++)
		ring[i].next = &ring[(i + 1) % cpu_count];
	return (true);
}

void
ktest_trial_chains_lead_over_all_cpus(struct ktest *t)
{
	static struct service ring[CPU_MAX];
	struct trial_relay_msg m;
	struct lwkt_port answers;
	uint32_t threads = lwkt_thread_count(), all = ROUNDS * cpu_count;

	if (!make_ring(t, ring))
		return;
	lwkt_initport(&answers, PORT_THREAD, 0, curthread(), "answers");
	for (uint32_t hops = 0; hops <= all; hops++) {
		trial_relay_init(&m, &answers, hops);
		KTEST_ASSERT(t, lwkt_domsg(&ring[0].door.port, &m.h) == 0 &&
		    m.h.result == hops % cpu_count && m.hops == 0,
		    "%u hops: CPU %u", hops, (unsigned)m.h.result);
		trial_relay_init(&m, &answers, hops);
		lwkt_sendmsg(&ring[0].door.port, &m.h);
		KTEST_ASSERT(t, lwkt_waitport(&answers) == &m.h &&
		    m.h.result == hops % cpu_count && m.h.error == 0,
		    "%u hops: CPU %u, error %d", hops, (unsigned)m.h.result,
		    m.h.error);
	}
	for (unsigned i = 0; i < cpu_count; i++)
		service_stop(&ring[i]);
	end_threads(threads);
}

/* Who asks a service that moves, and moves between question and answer. */
struct journey {
	struct service	service;
	uint32_t	kind;		/* of the port of the answers */
	uint32_t	wrong[CPU_MAX];	/* each its own visitor's */
};

static struct cpu *
another(unsigned step)
{
	return (cpu_of((curcpu()->id + step) % cpu_count));
}

static void
ask_and_move(struct meeting *m)
{
	struct journey *j = m->subject;
	unsigned own = curcpu()->id;
	struct lwkt_port answers;
	struct trial_sum_msg sum;

	lwkt_initport(&answers, j->kind, 0, curthread(), "answers");
	for (uint32_t i = 0; i < JOURNEYS; i++) {
		trial_sum_init(&sum, &answers, i, own);
		lwkt_sendmsg(&j->service.door.port, &sum.h);
		lwkt_migrate(another(i));
		if (lwkt_waitmsg(&sum.h, 0) != 0 || sum.h.result != i + own)
			j->wrong[own]++;
		trial_sum_init(&sum, &answers, i, own);
		if (lwkt_domsg(&j->service.door.port, &sum.h) != 0 ||
		    sum.h.result != i + own)
			j->wrong[own]++;
	}
	lwkt_migrate(cpu_of(own));
}

static void
travel(struct ktest *t, uint32_t target, uint32_t originator)
{
	static struct journey j;
	struct meeting m = { .act = ask_and_move, .subject = &j };
	uint32_t threads = lwkt_thread_count();
	bool begun;

	memset(&j, 0, sizeof(j));
	j.kind = originator;
	begun = service_start(&j.service, target, cpu_of(0));
	KTEST_ASSERT(t, begun, "no memory");
	if (!begun)
		return;
	j.service.restless = 1;
	meeting_hold(t, &m, 2);
	for (unsigned i = 0; i < cpu_count; i++)
		KTEST_ASSERT(t, j.wrong[i] == 0, "kinds %u to %u: %u wrong",
		    originator, target, j.wrong[i]);
	KTEST_ASSERT(t, j.service.moves > cpu_count, "%u moves",
	    j.service.moves);
	service_stop(&j.service);
	end_threads(threads);
}

void
ktest_trial_messages_follow_who_moves(struct ktest *t)
{
	for (unsigned i = 0; i < 4; i++)
		travel(t, queued_kinds[i / 2], queued_kinds[i % 2]);
}
