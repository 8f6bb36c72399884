/* SPDX-License-Identifier: BSD-3-Clause */
/* Waiting for readers, and for nobody else. */

#include "counter/counter.h"
#include "kernel.h"
#include "lock/rcu.h"
#include "smp/tests/meeting.h"

enum {
	LOOK = 200,			/* pauses of a reader */
	REPLACEMENTS = 200,
	VALID = 0x600d
};

struct published {
	uint32_t	first;
	uint32_t	second;
};

struct subject {
	struct rcu_domain domain;
	struct published *pointer;
	struct published copies[2];
	uint32_t	arrived;
	uint32_t	wrong;
	uint32_t	done;
};

static void
read_often(struct subject *x)
{
	while (atomic_load_int(&x->done) == 0) {
		const volatile struct published *p;

		rcu_read_enter(&x->domain);
		p = *(struct published *volatile *)&x->pointer;
		if (p->first != VALID)
			atomic_add_int(&x->wrong, 1);
		for (unsigned n = 0; n < LOOK; n++)
			cpu_pause();
		if (p->second != VALID)
			atomic_add_int(&x->wrong, 1);
		rcu_read_exit(&x->domain);
		lwkt_yield();
	}
}

/*
 * Publish the other copy, wait, and spoil the one that nobody sees; once all
 * readers are there, who must see nothing of it.
 */
static void
replace_often(struct subject *x)
{
	while (atomic_load_int(&x->arrived) < 2 * cpu_count)
		lwkt_yield();
	for (unsigned i = 0; i < REPLACEMENTS; i++) {
		struct published *old = x->pointer;
		struct published *next = &x->copies[old == x->copies];

		*next = (struct published){ VALID, VALID };
		*(struct published *volatile *)&x->pointer = next;
		rcu_synchronize(&x->domain);
		*old = (struct published){ 0, 0 };
		lwkt_yield();
	}
	atomic_store_int(&x->done, 1);
}

static void
take_part(struct meeting *m)
{
	struct subject *x = m->subject;

	if (atomic_fetchadd_int(&x->arrived, 1) == 0)
		replace_often(x);
	else
		read_often(x);
}

void
ktest_lock_rcu_waits_for_readers(struct ktest *t)
{
	struct subject x = { .copies = { { VALID, VALID } } };
	struct meeting m = { .act = take_part, .subject = &x };

	x.pointer = x.copies;
	meeting_hold(t, &m, 2);
	KTEST_ASSERT(t, x.wrong == 0, "%u readers saw what was spoilt",
	    x.wrong);
}

/* The first two CPUs read. */
static void
read_on_two(struct meeting *m)
{
	struct subject *x = m->subject;

	if (curcpu()->id < 2) {
		rcu_read_enter(&x->domain);
		rcu_read_exit(&x->domain);
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
	struct subject x = { .arrived = 0 };
	struct meeting m = { .act = read_on_two, .subject = &x };
	uint64_t before[CPU_MAX];

	meeting_hold(t, &m, 1);
	for (unsigned i = 0; i < cpu_count; i++)
		before[i] = asked(i);
	KTEST_ASSERT(t, x.domain.cpus == (cpu_count > 1 ? 3 : 1),
	    "the domain is 0x%x", x.domain.cpus);
	rcu_synchronize(&x.domain);
	for (unsigned i = 0; i < cpu_count; i++) {
		bool ours = i < 2 && cpu_of(i) != curcpu();

		KTEST_ASSERT(t, asked(i) - before[i] == ours,
		    "CPU %u was asked %u times", i,
		    (unsigned)(asked(i) - before[i]));
	}
	rcu_synchronize(&x.domain);
	KTEST_ASSERT(t, cpu_count < 2 || asked(1) - before[1] <= 1,
	    "a CPU that had left was asked again");
}
