/* SPDX-License-Identifier: BSD-3-Clause */

#include "smp/tests/meeting.h"

#include "kernel.h"
#include "lwkt/lwkt.h"

static void
visitor_main(void *argument)
{
	struct meeting *m = argument;

	m->act(m);
	spin_lock(&m->lock);
	m->left++;
	spin_unlock(&m->lock);
	/* The meeting may be over: only its address is used. */
	lwkt_wakeup(m);
}

/*
 * Have `each' threads of every CPU act, and wait until all have.
 */
void
meeting_hold(struct ktest *t, struct meeting *m, unsigned each)
{
	uint32_t before = lwkt_thread_count();
	unsigned started = 0;

	for (unsigned i = 0; i < cpu_count * each; i++) {
		struct thread *td = lwkt_create_on(cpu_of(i % cpu_count),
		    visitor_main, m, "visitor", curthread()->priority, 0,
		    KERNEL_STACK);

		KTEST_ASSERT(t, td != NULL, "no memory for a thread");
		if (td == NULL)
			break;
		started++;
		lwkt_schedule(td);
	}
	spin_lock(&m->lock);
	while (m->left < started)
		(void)lwkt_sleep_locked(m, 0, 0, &m->lock);
	spin_unlock(&m->lock);
	/* The last thing that they do is to end. */
	for (lwkt_reap(); lwkt_thread_count() != before; lwkt_reap())
		lwkt_yield();
}
