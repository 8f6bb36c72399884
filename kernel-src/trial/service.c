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

static void
service_main(void *argument)
{
	struct service *s = argument;

	while (s->stopped == 0) {
		port_handled(lwkt_waitport(&s->door.port));
		if (s->restless != 0) {
			s->moves++;
			lwkt_migrate(cpu_of((curcpu()->id + 1) % cpu_count));
		}
	}
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
	lwkt_initport(&s->door.port, kind, trial_port.port.number, s->thread,
	    "service");
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
	struct trial_leave_msg leave;

	trial_leave_init(&leave, &null_reply_port.port);
	(void)lwkt_domsg(&s->door.port, &leave.h);
}
