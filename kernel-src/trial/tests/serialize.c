/* SPDX-License-Identifier: BSD-3-Clause */
/* Ports that a serializer guards: who waits is outside, who is told is in. */

#include "trial/service.h"

#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "port.gen.h"
#include "port_vector.gen.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"

enum {
	ROUNDS = 40
};

static void
make_answers(struct lwkt_port *answers)
{
	lwkt_initport_serialize(answers, 0, curthread(), "answers",
	    &bell_serializer);
}

/* Receive and answer what rings; whoever is inside may. */
static void
answer_bell(void)
{
	struct lwkt_msg *m = lwkt_getport(&bell_port.port);

	if (m != NULL)
		port_handled(m);
}

/* Nobody owns the port: who comes first answers, the others ring. */
struct belfry {
	uint32_t	 arrived;	/* atomics only, like what follows */
	uint32_t	 wrong;
	uint32_t	 refused;
};

static void
answer_all(uint32_t n)
{
	serializer_enter(&bell_serializer);
	while (n-- > 0)
		port_handled(lwkt_waitport(&bell_port.port));
	serializer_exit(&bell_serializer);
}

/* Ring until it was heard: the queue may be full. */
static int
ring(struct belfry *b, struct bell_ring_msg *message, struct lwkt_port *answers)
{
	int error;

	for (;;) {
		bell_ring_init(message, answers, 1);
		serializer_enter(&bell_serializer);
		lwkt_sendmsg(&bell_port.port, &message->h);
		error = lwkt_waitmsg(&message->h, 0);
		serializer_exit(&bell_serializer);
		if (error != ENOBUFS)
			return (error);
		atomic_add_int(&b->refused, 1);
		lwkt_yield();
	}
}

static void
meet_at_bell(struct meeting *m)
{
	struct belfry *b = m->subject;
	struct bell_ring_msg message;
	struct lwkt_port answers;
	uint64_t last = 0;

	if (atomic_fetchadd_int(&b->arrived, 1) == 0) {
		answer_all((2 * cpu_count - 1) * ROUNDS);
		return;
	}
	make_answers(&answers);
	for (unsigned i = 0; i < ROUNDS; i++) {
		if (ring(b, &message, &answers) != 0 ||
		    message.h.result <= last)
			atomic_add_int(&b->wrong, 1);
		last = message.h.result;
	}
}

void
ktest_trial_serialize_port_is_everybodys(struct ktest *t)
{
	struct belfry b = { .arrived = 0 };
	struct meeting m = { .act = meet_at_bell, .subject = &b };

	meeting_hold(t, &m, 2);
	KTEST_ASSERT(t, b.wrong == 0 && bell_port.port.queued == 0 &&
	    bell_serializer.word == 0, "%u wrong, %u queued, word 0x%x",
	    b.wrong, bell_port.port.queued, bell_serializer.word);
}

void
ktest_trial_full_serialize_port_refuses(struct ktest *t)
{
	struct bell_ring_msg rings[3];
	struct lwkt_port answers;

	make_answers(&answers);
	serializer_enter(&bell_serializer);
	for (unsigned i = 0; i < 3; i++) {
		bell_ring_init(&rings[i], &answers, 1);
		lwkt_sendmsg(&bell_port.port, &rings[i].h);
	}
	KTEST_ASSERT(t, lwkt_getport(&answers) == &rings[2].h &&
	    rings[2].h.error == ENOBUFS, "error %d", rings[2].h.error);
	for (unsigned i = 0; i < 2; i++) {
		answer_bell();
		KTEST_ASSERT(t, lwkt_waitport(&answers) == &rings[i].h &&
		    rings[i].h.error == 0, "error %d", rings[i].h.error);
	}
	serializer_exit(&bell_serializer);
}

/* A thread of the last CPU that waits for the bell; a signal may end that. */
struct waiter {
	struct thread	*thread;
	uint32_t	 waits;		/* atomics only, like what follows */
	uint32_t	 done;
	int		 error;
	bool		 sync;
	struct trial_keep_msg keep;
	struct service	 door;		/* served by the test itself */
	struct lwkt_port answers;
};

static void
wait_inside(void *argument)
{
	struct waiter *w = argument;
	struct lwkt_port *door = &w->door.door.port;

	lwkt_initport_serialize(&w->answers, 0, curthread(), "answers",
	    &bell_serializer);
	trial_keep_init(&w->keep, &w->answers);
	serializer_enter(&bell_serializer);
	atomic_store_int(&w->waits, 1);
	if (w->sync) {
		w->error = lwkt_domsg(door, &w->keep.h);
	} else {
		lwkt_sendmsg(door, &w->keep.h);
		w->error = lwkt_waitmsg(&w->keep.h, TDW_ABORTABLE);
	}
	KASSERT(serializer_is_held(&bell_serializer), "wait_inside: outside");
	serializer_exit(&bell_serializer);
	atomic_store_int(&w->done, 1);
}

static bool
start(struct ktest *t, struct waiter *w, uint32_t kind)
{
	memset(w, 0, sizeof(*w));
	if (kind == PORT_SERIALIZE)
		lwkt_initport_serialize(&w->door.door.port,
		    trial_port.port.number, NULL, "door", &bell_serializer);
	else
		lwkt_initport(&w->door.door.port, kind,
		    trial_port.port.number, NULL, "door");
	w->thread = lwkt_create_on(cpu_of(cpu_count - 1), wait_inside, w,
	    "waiter", curthread()->priority, 0, KERNEL_STACK);
	KTEST_ASSERT(t, w->thread != NULL, "no memory for a thread");
	return (w->thread != NULL);
}

/* Somebody waits inside of it, and lets us in; answer what he asks. */
static void
answer_inside(struct waiter *w, int error)
{
	struct lwkt_msg *m;

	while (atomic_load_int(&w->waits) == 0)
		lwkt_yield();
	serializer_enter(&bell_serializer);
	m = lwkt_waitport(&w->door.door.port);
	lwkt_replymsg(m, error);
	serializer_exit(&bell_serializer);
}

static void
end(struct waiter *w, uint32_t threads)
{
	while (atomic_load_int(&w->done) == 0)
		lwkt_yield();
	for (lwkt_reap(); lwkt_thread_count() != threads; lwkt_reap())
		lwkt_yield();
}

/* Both ways of waiting, at ports that are inside and that are not. */
void
ktest_trial_who_waits_inside_lets_others_in(struct ktest *t)
{
	static struct waiter w;
	uint32_t threads = lwkt_thread_count();

	for (unsigned i = 0; i < 4; i++) {
		if (!start(t, &w, i / 2 == 0 ? PORT_SPIN : PORT_SERIALIZE))
			return;
		w.sync = i % 2 != 0;
		lwkt_schedule(w.thread);
		answer_inside(&w, EIO);
		end(&w, threads);
		KTEST_ASSERT(t, w.error == EIO, "way %u: error %d", i,
		    w.error);
	}
}

/* Whom a signal wakes asks for an answer, outside, and waits on for it. */
void
ktest_trial_interrupted_wait_inside_is_answered(struct ktest *t)
{
	static struct waiter w;
	uint32_t threads = lwkt_thread_count();

	if (!start(t, &w, PORT_SPIN))
		return;
	lwkt_schedule(w.thread);
	while (atomic_load_int(&w.door.aborts) == 0) {
		(void)lwkt_abort(w.thread);
		lwkt_yield();
	}
	answer_inside(&w, EINTR);
	end(&w, threads);
	KTEST_ASSERT(t, w.error == EINTR && w.door.aborts == 1,
	    "error %d, asked %u times", w.error, w.door.aborts);
}
