/* SPDX-License-Identifier: BSD-3-Clause */
/* What the services of the trials answer. */

#include "trial/service.h"

#include "kernel.h"
#include "lwkt/lwkt.h"
#include "message_state.gen.h"
#include "msgport/msgport.h"
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
		s->kept = m;
	crit_exit();
	return (error);
}

/* Context: crit */
void
trial_on_keep_abort(struct trial_keep_msg *m)
{
	struct service *s = service_of(&m->h);

	s->aborts++;
	if (s->kept == m) {
		s->kept = NULL;
		trial_keep_reply(m, EINTR);
	}
}

/* Context: thread */
int
trial_on_note(struct trial_note_msg *m)
{
	service_of(&m->h)->noted = m->value;
	return (0);
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
	lwkt_forwardmsg(&s->next->door.port, &m->h);
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

/*
 * Handle the next message: inside of what guards its answer, when that is not
 * only marked.
 */
static void
serve(struct service *s)
{
	struct lwkt_msg *m = lwkt_waitport(&s->door.port);
	struct serializer *theirs = NULL;

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
		serve(s);
		if (s->restless != 0) {
			s->moves++;
			lwkt_migrate(cpu_of((curcpu()->id + 1) % cpu_count));
		}
	}
	trial_exit(own);
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
 * End a service.  Its thread ends soon.
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
}
