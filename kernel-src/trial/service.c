/* SPDX-License-Identifier: BSD-3-Clause */
/* What the services of the trials answer. */

#include "trial/service.h"

#include "kernel.h"
#include "lwkt/lwkt.h"
#include "message_state.gen.h"
#include "msgport/queue.h"
#include "port.gen.h"
#include "port_vector.gen.h"
#include "smp/smp.h"
#include "syscall.gen.h"

/* How many answers have come to the port that counts them. */
static uint32_t answers;

/* The service that a message was sent to. */
static struct service *
service_of(const struct lwkt_msg *m)
{
	return ((struct service *)m->target);
}

/* Context: thread */
int
trial_on_sum(struct trial_sum_msg *m)
{
	m->h.result = m->a + m->b;
	return (0);
}

/* Keep a message, which is ours until it is answered. */
static void
keep(struct service *s, struct lwkt_msg *m)
{
	m->next = s->kept;
	s->kept = m;
}

/*
 * Whoever wants it back may have said so before it was here.
 *
 * Context: thread
 */
int
trial_on_keep(struct trial_keep_msg *m)
{
	struct service *s = service_of(&m->h);
	int error = EASYNC;

	crit_enter();
	if (message_flags(&m->h) & MSGF_ABORTED)
		error = EINTR;
	else
		keep(s, &m->h);
	crit_exit();
	return (error);
}

/* Take a message away from those that are kept, if it is one. */
static bool
forget(struct service *s, const struct lwkt_msg *m)
{
	struct lwkt_msg **at = &s->kept;

	while (*at != NULL && *at != m)
		at = &(*at)->next;
	if (*at == NULL)
		return (false);
	*at = m->next;
	return (true);
}

/* Context: crit */
void
trial_on_keep_abort(struct trial_keep_msg *m)
{
	struct service *s = service_of(&m->h);

	s->aborts++;
	if (forget(s, &m->h))
		trial_keep_reply(m, EINTR);
}

/* Context: thread */
int
trial_on_note(struct trial_note_msg *m)
{
	service_of(&m->h)->noted = m->value;
	return (0);
}

/* A serialize port is entered for that; nobody holds two of them. */
static void
hand_on(struct service *s, struct trial_relay_msg *m)
{
	struct lwkt_port *own = &s->door.port, *next = &s->next->door.port;
	struct serializer *left = own->serializer, *entered;

	if (left != NULL && left != next->serializer)
		serializer_release(left);
	entered = trial_enter(next);
	lwkt_forwardmsg(next, &m->h);
	trial_exit(entered);
	if (left != NULL && left != next->serializer)
		serializer_acquire(left);
}

/* Context: thread */
int
trial_on_relay(struct trial_relay_msg *m)
{
	struct service *s = service_of(&m->h);

	if (m->hops == 0) {
		m->h.result = curcpu()->id;
		return (0);
	}
	m->hops--;
	s->relayed++;
	hand_on(s, m);
	return (EASYNC);
}

/* How often the bell has rung; who is inside counts. */
static uint32_t rung;

/* Context: thread */
int
bell_on_ring(struct bell_ring_msg *m)
{
	rung += m->times;
	m->h.result = rung;
	return (0);
}

/* Context: thread */
int
trial_on_leave(struct trial_leave_msg *m)
{
	service_of(&m->h)->stopped = 1;
	return (0);
}

/* Context: any */
void
trial_answer_on_reply(struct lwkt_msg *m)
{
	__atomic_fetch_add(&answers, 1, __ATOMIC_RELAXED);
	msg_reply_marked(m);
}

/* Context: any */
uint32_t
trial_answers(void)
{
	return (__atomic_load_n(&answers, __ATOMIC_RELAXED));
}

/* Throw away what is first and waits for nobody, if we like. */
static void
drop(struct service *s)
{
	struct lwkt_port *door = &s->door.port;
	struct lwkt_msg *m;

	if (s->drops == 0 || door->kind == PORT_SERIALIZE)
		return;
	crit_enter();
	m = port_peek(door);
	if (m != NULL && (message_flags(m) & MSGF_DROPABLE) != 0 &&
	    lwkt_dropmsg(m) == 0)
		s->received++;
	crit_exit();
}

/*
 * Handle the next message: inside of what guards its answer, when that is not
 * only marked.
 */
static void
serve(struct service *s)
{
	struct lwkt_msg *m = lwkt_waitport(&s->door.port);
	struct serializer *theirs = NULL;

	s->received++;
	if ((message_flags(m) & MSGF_SYNC) == 0)
		theirs = trial_enter(m->reply);
	if (s->device.inside++ != 0)
		s->device.crowded++;
	port_handled(m);
	s->device.inside--;
	trial_exit(theirs);
}

static void
service_main(void *argument)
{
	struct service *s = argument;
	struct serializer *own = trial_enter(&s->door.port);

	while (s->stopped == 0) {
		drop(s);
		serve(s);
		if (s->restless != 0) {
			s->moves++;
			lwkt_migrate(cpu_of((curcpu()->id + 1) % cpu_count));
		}
	}
	trial_exit(own);
	atomic_store_int(&s->gone, 1);
}

/*
 * Begin a service by a port of a kind, on a CPU; say whether there was memory.
 *
 * Context: thread
 */
bool
service_start(struct service *s, uint32_t kind, struct cpu *cpu)
{
	memset(s, 0, sizeof(*s));
	if (kind != PORT_PUT_ONLY) {
		s->thread = lwkt_create_on(cpu, service_main, s, "service",
		    curthread()->priority, 0, KERNEL_STACK);
		if (s->thread == NULL)
			return (false);
	}
	trial_serializer_init(&s->device);
	if (kind == PORT_SERIALIZE)
		lwkt_initport_serialize(&s->door.port, trial_port.port.number,
		    s->thread, "service", &s->device.trial_serializer);
	else
		lwkt_initport(&s->door.port, kind, trial_port.port.number,
		    s->thread, "service");
	if (s->thread != NULL)
		lwkt_schedule(s->thread);
	return (true);
}

/*
 * End a service.  Its thread ends soon, and has left it.
 *
 * Context: thread
 */
void
service_stop(struct service *s)
{
	struct serializer *guard = s->door.port.serializer, *entered;
	struct trial_leave_msg leave;
	struct lwkt_port back;

	trial_leave_init(&leave, &null_reply_port.port);
	entered = trial_enter(&s->door.port);
	if (guard != NULL) {
		lwkt_initport_serialize(&back, 0, curthread(), "back", guard);
		leave.h.reply = &back;
	}
	(void)lwkt_domsg(&s->door.port, &leave.h);
	trial_exit(entered);
	while (s->thread != NULL && atomic_load_int(&s->gone) == 0)
		lwkt_yield();
}
