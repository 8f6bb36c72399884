/* SPDX-License-Identifier: BSD-3-Clause */
/* Stopping the other CPUs, and letting them go on. */

#include "ddb/ddb.h"

#include "boot/boot.h"
#include "drv/lapic/lapic.h"

enum {
	PATIENCE = 20000000		/* looks, a second or so */
};

/* Are the others to stand still?  The owner's. */
static uint32_t stopping;

/*
 * The NMI of the CPU that is in the debugger, or another's: stand still until
 * it lets us go on.  Says whether it was that.
 *
 * Context: intr
 */
bool
ddb_nmi(const struct trap_frame *frame)
{
	struct ddb_stop *own = ddb_stop();

	if (atomic_load_int(&stopping) == 0)
		return (false);
	own->frame = (struct trap_frame *)(uintptr_t)frame;
	atomic_store_int(&own->stopped, 1);
	while (atomic_load_int(&stopping) != 0)
		cpu_pause();
	ddb_watch_load();
	own->frame = NULL;
	atomic_store_int(&own->stopped, 0);
	return (true);
}

/*
 * Does a CPU stand still for us?
 *
 * Context: any
 */
bool
ddb_is_stopped(unsigned id)
{
	return (atomic_load_int(&ddb_stop_of(cpu_of(id))->stopped) != 0);
}

/*
 * Where a CPU stands still; NULL when it does not.
 *
 * Context: any
 */
const struct trap_frame *
ddb_frame_of(unsigned id)
{
	return (ddb_stop_of(cpu_of(id))->frame);
}

/* Wait until all others stand still, or go on. */
static void
await(bool still)
{
	for (unsigned i = 0; i < cpu_count; i++) {
		unsigned patience = PATIENCE;

		while (i != curcpu()->id && ddb_is_stopped(i) != still &&
		    --patience > 0)
			cpu_pause();
		if (patience == 0)
			kprintf("CPU %u does not %s\n", i,
			    still ? "stop" : "go on");
	}
}

/*
 * Stop all other CPUs, wherever they are.
 *
 * Context: any
 */
void
ddb_stop_others(void)
{
	if (stopping != 0)
		return;
	atomic_store_int(&stopping, 1);
	for (unsigned i = 0; i < cpu_count; i++) {
		if (i != curcpu()->id)
			lapic_send_nmi(cpu_of(i)->apic_id);
	}
	await(true);
}

/*
 * Let them go on; when this returns, all do.
 *
 * Context: any
 */
void
ddb_release_others(void)
{
	atomic_store_int(&stopping, 0);
	await(false);
}
