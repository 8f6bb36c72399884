/* SPDX-License-Identifier: BSD-3-Clause */
/* Asking the CPUs of a domain. */

#include "lock/rcu.h"

#include "counting.gen.h"
#include "ipi/ipi.h"
#include "ipi_message.gen.h"
#include "kernel.h"
#include "smp/smp.h"

/*
 * We are asked, so no reader of ours is in a section: the next one joins anew.
 *
 * Context: crit
 */
void
ipi_on_rcu_leave(struct rcu_domain *domain)
{
	count_lock_rcu_asked();
	atomic_clear_int(&domain->cpus, 1u << curcpu()->id);
}

/*
 * Wait until every reader that may have seen what the caller has replaced has
 * left its section.
 *
 * Context: thread
 */
void
rcu_synchronize(struct rcu_domain *domain)
{
	uint32_t sequence[CPU_MAX], cpus, left;

	/* Locked: what the caller has written is seen before we look. */
	cpus = atomic_fetchadd_int(&domain->cpus, 0);
	crit_enter();
	cpus &= ~(1u << curcpu()->id);	/* we are in no section */
	for (left = cpus; left != 0; left &= left - 1) {
		unsigned id = (unsigned)__builtin_ctz(left);

		sequence[id] = ipi_rcu_leave(cpu_of(id), domain);
	}
	for (left = cpus; left != 0; left &= left - 1) {
		unsigned id = (unsigned)__builtin_ctz(left);

		ipi_wait(cpu_of(id), sequence[id]);
	}
	crit_exit();
}
