/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Torture: every CPU has threads that do whatever their dice say, for as long
 * as the command line says (torture=SECONDS, seed=NUMBER).
 *
 * A step is a function torture_<subsystem>_<what>() in the subsystem's folder
 * tests/: it does one thing to what all share, checks what must hold, and
 * returns.  It may sleep, but not for ever; what it takes it gives back; it
 * panics when something is wrong, so that the machine stands as it was.
 *
 * A thread that does not come back from a step while the others do thousands
 * is stuck: the kernel says in which, and ends.
 */
#ifndef KTEST_TORTURE_H
#define KTEST_TORTURE_H

#include "kernel.h"
#include "torture.gen.h"
#include "types.h"

/* One tormentor: its thread alone touches it, but for `step' and `done'. */
struct torture {
	uint64_t	 dice;
	unsigned	 number;
	uint32_t	 step;		/* what it does now, plus 1 */
	uint32_t	 done;		/* how many it did */
	uint32_t	 seen;		/* `done' when it was looked at last */
	unsigned	 idle;		/* looks since it did anything */
};

uint32_t torture_dice(struct torture *, uint32_t);
void	 torture_run(void);

#endif
