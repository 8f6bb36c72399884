/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Waiting for other CPUs, which meanwhile may wait for us: who waits handles
 * what it is sent.  Handlers do not wait: those of two CPUs could wait for each
 * other.
 */

#include "ipi/ipi.h"

#include "clock/clock.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

/*
 * One more round in vain.  After a second of the kernel's clock it is told, and
 * each second from then on; after IPI_GIVE_UP of them the kernel ends.  `cpus'
 * are those that do not answer, as far as we know.
 *
 * Context: crit
 */
void
ipi_lose_patience(struct ipi_patience *patience, uint32_t cpus)
{
	uint64_t now;

	cpu_pause();
	if (++patience->rounds % 4096 != 0)
		return;
	now = clock_ns();
	if (patience->since == 0)
		patience->since = now;
	if (now - patience->since < (patience->seconds + IPI_WARN) *
	    (uint64_t)NS_PER_SECOND)
		return;
	patience->seconds += IPI_WARN;
	if (patience->seconds >= IPI_GIVE_UP)
		panic("ipi: CPU %u has waited %u s for %s of CPUs 0x%x",
		    curcpu()->id, patience->seconds, patience->what, cpus);
	kprintf("ipi: CPU %u waits for %s of CPUs 0x%x, %u s now\n",
	    curcpu()->id, patience->what, cpus, patience->seconds);
}

/*
 * Wait until another CPU has handled what we sent it, in the critical section
 * in which we are still; meanwhile handle what we are sent.
 *
 * Context: crit
 */
void
ipi_wait(struct cpu *to, uint32_t sequence)
{
	struct ipi_state *own = ipi_state();
	const struct ipi_queue *queue = &own->queues[to->id];
	struct ipi_patience patience = { .what = "an answer" };

	if (to == curcpu())
		return;
	KASSERT(own->handling == 0, "ipi_wait: a handler waits for CPU %u",
	    to->id);
	while ((int32_t)(atomic_load_int(&queue->done) - sequence) < 0) {
		ipi_process();
		ipi_lose_patience(&patience, 1u << to->id);
	}
}

/*
 * Wait until somebody whom we asked says so; meanwhile handle what we are
 * asked.
 *
 * Context: crit
 */
void
ipi_wait_for(const uint32_t *said)
{
	struct ipi_patience patience = { .what = "a word" };

	KASSERT(ipi_state()->handling == 0,
	    "ipi_wait_for: a handler waits at %p", (const void *)said);
	while (atomic_load_int(said) == 0) {
		ipi_process();
		ipi_lose_patience(&patience, 0);
	}
}
