/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Waiting until nobody reads any more what was replaced, and disturbing only
 * those who may.
 *
 * Readers look at something through a pointer, in a section of a domain:
 *
 *	rcu_read_enter(&domain);
 *	look at *pointer;
 *	rcu_read_exit(&domain);
 *
 * which is a critical section, so that it is short, and nothing in it waits.
 * It writes nothing that other CPUs look at, but the first time: then its CPU
 * joins the domain.  Who replaces the pointer calls rcu_synchronize(), which
 * asks each CPU of the domain, and no other, by an IPI message; a CPU handles
 * it outside of sections, when its readers are done, and leaves the domain.
 * What the old pointer pointed at may be freed then.
 */
#ifndef LOCK_RCU_H
#define LOCK_RCU_H

#include "cpu.h"
#include "lock.gen.h"
#include "lock_table.gen.h"
#include "lwkt/lwkt.h"
#include "types.h"

void	rcu_synchronize(struct rcu_domain *);

/* Context: any */
static inline void
rcu_read_enter(struct rcu_domain *domain)
{
	uint32_t own;

	crit_enter();
	own = 1u << curcpu()->id;
	if (__builtin_expect((domain->cpus & own) == 0, false))
		atomic_set_int(&domain->cpus, own);
}

/* Context: crit */
static inline void
rcu_read_exit(struct rcu_domain *domain)
{
	KASSERT(domain->cpus & 1u << curcpu()->id,
	    "rcu_read_exit: CPU %u is not in %s", curcpu()->id,
	    lock_row_table[domain->row].name);
	crit_exit();
}

#endif
