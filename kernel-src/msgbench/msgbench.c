/* SPDX-License-Identifier: BSD-3-Clause */
/* What the ports answer that messages are measured with. */

#include "kernel.h"
#include "ipi_message.gen.h"
#include "msgbench/msgbench.h"
#include "port.gen.h"

/* Context: thread */
int
bench_now_on_add(struct bench_now_add_msg *m)
{
	m->h.result = m->a + m->b;
	return (0);
}

/* Context: thread */
int
bench_late_on_sum(struct bench_late_sum_msg *m)
{
	m->h.result = m->a + m->b;
	return (0);
}

/* Context: crit */
void
ipi_on_count(struct bench_seen *seen)
{
	atomic_store_int(&seen->count, seen->count + 1);
}
