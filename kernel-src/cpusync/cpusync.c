/* SPDX-License-Identifier: BSD-3-Clause */
/* The two stages of a rendezvous. */

#include "cpusync/cpusync.h"

#include "counting.gen.h"
#include "ipi/ipi.h"
#include "ipi_message.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

/* Whether there is one: atomically.  Who finds that there is serves it. */
static uint32_t busy;

/*
 * The CPUs that run, as a set.
 *
 * Context: any
 */
uint32_t
cpusync_everybody(void)
{
	return ((1u << cpu_count) - 1);
}

static void
wait_all(const struct cpusync *sync, const uint32_t *said, const char *what)
{
	struct ipi_patience patience = { .what = what };

	while (atomic_load_int(said) != sync->cpus) {
		ipi_process();
		ipi_lose_patience(&patience,
		    sync->cpus & ~atomic_load_int(said));
	}
}

/*
 * Have CPUs stand still; ourselves we need not name.  cpusync_run() ends it, in
 * the same critical section.
 *
 * Context: crit
 */
void
cpusync_begin(struct cpusync *sync, uint32_t cpus)
{
	struct ipi_patience patience = { .what = "another rendezvous" };

	KASSERT(!cpusync_is_inside() && ipi_state()->handling == 0,
	    "cpusync_begin: CPU %u is in a rendezvous, or handles a message",
	    curcpu()->id);
	while (atomic_swap_int(&busy, 1) != 0) {
		ipi_process();
		ipi_lose_patience(&patience, 0);
	}
	count_cpusync_called();
	memset(sync, 0, sizeof(*sync));
	sync->cpus = cpus & cpusync_everybody() & ~(1u << curcpu()->id);
	cpusync_state()->inside = 1;
	ipi_cpusync_stop_mask(sync->cpus, sync);
	wait_all(sync, &sync->stopped, "the first stage of a rendezvous");
}

/* Called by the generated functions, which know what the slot holds. */
static void
do_slot(struct cpusync *sync)
{
	ipi_dispatch(&sync->slot);
}

/*
 * Have all who stand still, and ourselves, do what a message says.  When this
 * returns, all have.
 *
 * Context: crit
 */
void
cpusync_run(struct cpusync *sync, uint32_t number, void *pointer,
    uint32_t word)
{
	sync->slot = (struct ipi_slot){ number, word, pointer };
	atomic_store_int(&sync->go, 1);
	do_slot(sync);
	wait_all(sync, &sync->done, "the second stage of a rendezvous");
	cpusync_state()->inside = 0;
	atomic_store_int(&busy, 0);
}

/* Context: crit */
void
ipi_on_cpusync_stop(struct cpusync *sync)
{
	struct cpusync_state *own = cpusync_state();

	KASSERT(own->waits == NULL && own->inside == 0,
	    "ipi_on_cpusync_stop: CPU %u is in a rendezvous", curcpu()->id);
	own->waits = sync;
}

/*
 * All other messages were handled, and no handler is half done: say that we
 * stand still, and see whether we may go on; if not, the caller comes back.
 * Once we have said that we are done, the rendezvous is gone.
 *
 * Context: crit
 */
void
cpusync_serve(void)
{
	struct cpusync_state *own = cpusync_state();
	struct cpusync *sync = own->waits;

	if (own->inside == 0) {
		own->inside = 1;
		atomic_set_int(&sync->stopped, 1u << curcpu()->id);
	}
	if (atomic_load_int(&sync->go) == 0)
		return;
	do_slot(sync);
	own->waits = NULL;
	own->inside = 0;
	atomic_set_int(&sync->done, 1u << curcpu()->id);
}
