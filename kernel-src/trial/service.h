/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Services: a port of any kind, and a thread of any CPU that serves it; a
 * port that answers at once has none.
 */
#ifndef TRIAL_SERVICE_H
#define TRIAL_SERVICE_H

#include "lock/serializer.h"
#include "msgport/msgport.h"
#include "trial_lock.gen.h"
#include "trial_message.gen.h"

struct ktest;

struct service {
	struct trial_port	 door;		/* what is asked */
	struct thread		*thread;	/* NULL: the sender's */
	struct service		*next;	/* what it hands on to */
	struct trial_device	 device;	/* a serialize port's */
	uint32_t		 stopped;
	uint32_t		 restless;	/* it moves after each */
	uint32_t		 drops;		/* notes, when it likes */
	uint32_t		 gone;		/* its thread; atomics only */

	/* The serving thread's, in a critical section of its CPU: */
	struct lwkt_msg		*kept;	/* by `next' */
	uint32_t		 received;	/* dropped ones, too */
	uint32_t		 relayed;
	uint32_t		 noted;
	uint32_t		 aborts;
	uint32_t		 moves;
};

/*
 * Come inside of what guards a port, if it has a serializer that we are not in
 * already; returns what is to be left.  Context: thread
 */
static inline struct serializer *
trial_enter(const struct lwkt_port *port)
{
	struct serializer *s = port->serializer;

	if (s == NULL || serializer_is_held(s))
		return (NULL);
	serializer_acquire(s);
	return (s);
}

/* Context: thread */
static inline void
trial_exit(struct serializer *s)
{
	if (s != NULL)
		serializer_release(s);
}

bool	 service_start(struct service *, uint32_t, struct cpu *);
void	 service_stop(struct service *);
uint32_t trial_answers(void);

#endif
