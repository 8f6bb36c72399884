/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Rendezvous of CPUs.
 *
 * cpusync_begin() returns when the CPUs that it names stand still: each has
 * said that it has stopped, and goes round a loop in which it does nothing but
 * serve IPI messages.  The caller changes what it wants to; and then, by one
 * of the generated functions cpusync_<message>(), has all of them do what an
 * IPI message that is declared with `rendezvous' says, itself included, and
 * waits until the last has.  After that they go on:
 *
 *	crit_enter();
 *	cpusync_begin(&sync, cpus);
 *	*entry = changed;
 *	cpusync_flush_kernel(&sync, address, 1);
 *	crit_exit();
 *
 * Nobody inside may switch to another thread, and no spinlock may be held that
 * another CPU could be waiting for: it would not hear us.  Rendezvous follow
 * each other; who calls while there is one is served as everybody until it is
 * over.
 */
#ifndef CPUSYNC_CPUSYNC_H
#define CPUSYNC_CPUSYNC_H

#include "cpu.h"
#include "cpusync.gen.h"
#include "percpu.gen.h"

void	 cpusync_begin(struct cpusync *, uint32_t);
void	 cpusync_run(struct cpusync *, uint32_t, void *, uint32_t);
void	 cpusync_serve(void);
uint32_t cpusync_everybody(void);

/* Is this CPU in a rendezvous?  Context: any */
static inline bool
cpusync_is_inside(void)
{
	return (cpusync_state()->inside != 0);
}

#endif
