/* SPDX-License-Identifier: BSD-3-Clause */
/* Waiting for who has a token, and disturbing nobody else. */

#include "counter/counter.h"
#include "ipi/ipi.h"
#include "ipi_message.gen.h"
#include "kernel.h"
#include "lock/tests/publish.h"
#include "lock/token.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"

static void
replace_or_share(struct meeting *m)
{
	struct publication *x = m->subject;
	struct token *token = x->guard;

	if (publication_is_mine(x)) {
		while (publication_replace(x)) {
			token_synchronize(token);
			publication_spoil(x);
		}
		return;
	}
	while (publication_is_read(x)) {
		token_get_shared(token);
		publication_look(x);
		token_release(token);
	}
}

void
ktest_lock_token_synchronize_waits_for_readers(struct ktest *t)
{
	struct token token = { .word = 0 };
	struct publication x;
	struct meeting m = { .act = replace_or_share, .subject = &x };

	publication_init(&x, &token);
	meeting_hold(t, &m, 2);
	KTEST_ASSERT(t, x.wrong == 0, "%u readers saw what was spoilt",
	    x.wrong);
	KTEST_ASSERT(t, (token.word & ~(uintptr_t)TOKEN_EXCLREQ) == 0,
	    "the token is left %zx", (size_t)token.word);
}

/* A token that a thread of another CPU shares until it is let go. */
struct subject {
	struct token	token;
	uint32_t	arrived;
	uint32_t	done;
};

static void
share_until_let_go(void *argument)
{
	struct subject *x = argument;

	token_get_shared(&x->token);
	atomic_store_int(&x->arrived, 1);
	while (atomic_load_int(&x->done) == 0)
		cpu_pause();
	token_release(&x->token);
	atomic_store_int(&x->arrived, 2);
}

static void
let_go(void *argument)
{
	struct subject *x = argument;

	atomic_store_int(&x->done, 1);
}

static bool
start(struct ktest *t, void (*entry)(void *), struct subject *x, unsigned cpu)
{
	struct thread *td = lwkt_create_on(cpu_of(cpu), entry, x, "sharer",
	    curthread()->priority, 0, KERNEL_STACK);

	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	if (td != NULL)
		lwkt_schedule(td);
	return (td != NULL);
}

/* What a CPU has been sent, the question for it among that. */
static uint64_t
received(unsigned id)
{
	crit_enter();
	ipi_wait(cpu_of(id), ipi_settle(cpu_of(id)));
	crit_exit();
	return (counter_of_cpu(id, COUNTER_IPI_RECEIVED));
}

/*
 * CPU 1 shares the token; a thread of ours that runs while we wait has it go.
 * The others, which never had it, are sent nothing, be it free or not.
 */
void
ktest_lock_token_synchronize_disturbs_its_holders_alone(struct ktest *t)
{
	struct subject x = { .arrived = 0 };
	uint32_t threads = lwkt_thread_count();
	uint64_t before[CPU_MAX];

	if (cpu_count == 1 || !start(t, share_until_let_go, &x, 1))
		return;
	while (atomic_load_int(&x.arrived) == 0)
		lwkt_yield();
	for (unsigned i = 0; i < cpu_count; i++)
		before[i] = received(i);
	if (!start(t, let_go, &x, curcpu()->id))
		x.done = 1;
	token_synchronize(&x.token);
	KTEST_ASSERT(t, x.done == 1, "its holder was not waited for");
	token_synchronize(&x.token);
	while (atomic_load_int(&x.arrived) != 2)
		lwkt_yield();
	for (unsigned i = 2; i < cpu_count; i++)
		KTEST_ASSERT(t, received(i) - before[i] == 1,
		    "CPU %u was disturbed", i);
	for (lwkt_reap(); lwkt_thread_count() != threads; lwkt_reap())
		lwkt_yield();
}
