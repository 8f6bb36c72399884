/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Services: a port of any kind, and a thread of any CPU that serves it; a
 * port that answers at once has none.
 */
#ifndef TRIAL_SERVICE_H
#define TRIAL_SERVICE_H

#include "trial_message.gen.h"

struct ktest;

struct service {
	struct trial_port	 door;		/* what is asked */
	struct thread		*thread;	/* NULL: the sender's */
	struct service		*next;	/* what it hands on to */
	uint32_t		 stopped;
	uint32_t		 restless;	/* it moves after each */

	/* The serving thread's, in a critical section of its CPU: */
	struct trial_keep_msg	*kept;
	uint32_t		 noted;
	uint32_t		 aborts;
	uint32_t		 moves;
};

bool	 service_start(struct service *, uint32_t, struct cpu *);
void	 service_stop(struct service *);
uint32_t trial_answers(void);

#endif
