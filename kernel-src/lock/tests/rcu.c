/* SPDX-License-Identifier: BSD-3-Clause */
/* Waiting for readers, and for nobody else. */

#include "counter/counter.h"
#include "kernel.h"
#include "lock/rcu.h"
#include "lock/tests/publish.h"
#include "smp/tests/meeting.h"

static void
replace_or_read(struct meeting *m)
{
	struct publication *x = m->subject;
	struct rcu_domain *domain = x->guard;

	if (publication_is_mine(x)) {
		while (publication_replace(x)) {
			rcu_synchronize(domain);
			publication_spoil(x);
		}
		return;
	}
	while (publication_is_read(x)) {
		rcu_read_enter(domain);
		publication_look(x);
		rcu_read_exit(domain);
	}
}

void
ktest_lock_rcu_waits_for_readers(struct ktest *t)
{
	struct rcu_domain domain = { .cpus = 0 };
	struct publication x;
	struct meeting m = { .act = replace_or_read, .subject = &x };

	publication_init(&x, &domain);
	meeting_hold(t, &m, 2);
	KTEST_ASSERT(t, x.wrong == 0, "%u readers saw what was spoilt",
	    x.wrong);
}

/* The first two CPUs read. */
static void
read_on_two(struct meeting *m)
{
	struct rcu_domain *domain = m->subject;

	if (curcpu()->id < 2) {
		rcu_read_enter(domain);
		rcu_read_exit(domain);
	}
}

static uint64_t
asked(unsigned id)
{
	return (counter_of_cpu(id, COUNTER_LOCK_RCU_ASKED));
}

void
ktest_lock_rcu_disturbs_its_domain_alone(struct ktest *t)
{
	struct rcu_domain domain = { .cpus = 0 };
	struct meeting m = { .act = read_on_two, .subject = &domain };
	uint64_t before[CPU_MAX];

	meeting_hold(t, &m, 1);
	for (unsigned i = 0; i < cpu_count; i++)
		before[i] = asked(i);
	KTEST_ASSERT(t, domain.cpus == (cpu_count > 1 ? 3 : 1),
	    "the domain is 0x%x", domain.cpus);
	rcu_synchronize(&domain);
	for (unsigned i = 0; i < cpu_count; i++) {
		bool ours = i < 2 && cpu_of(i) != curcpu();

		KTEST_ASSERT(t, asked(i) - before[i] == ours,
		    "CPU %u was asked %u times", i,
		    (unsigned)(asked(i) - before[i]));
	}
	rcu_synchronize(&domain);
	KTEST_ASSERT(t, cpu_count < 2 || asked(1) - before[1] <= 1,
	    "a CPU that had left was asked again");
}
