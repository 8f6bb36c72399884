/* SPDX-License-Identifier: BSD-3-Clause */
/* What messages cost. */

#include "kernel.h"
#include "ktest/bench.h"
#include "lwkt/lwkt.h"
#include "msgport/msgport.h"
#include "msgport_message.gen.h"
#include "port.gen.h"
#include "port_vector.gen.h"

enum {
	TIMES = 1000
};

static void
ask(uint64_t a, uint64_t b)
{
	struct bench_now_add_msg m;

	bench_now_add_init(&m, &null_reply_port.port, a, b);
	if (bench_now_add_do(&bench_now_port, &m) != 0 ||
	    m.h.result != a + b)
		panic("bench: %u", (uint32_t)m.h.result);
}

static void
call(uint64_t a, uint64_t b)
{
	struct bench_now_add_msg m;

	bench_now_add_init(&m, &null_reply_port.port, a, b);
	if (bench_now_on_add(&m) != 0 || m.h.result != a + b)
		panic("bench: %u", (uint32_t)m.h.result);
}

/* Context: thread */
void
bench_msgbench_msg_sync(struct bench *b)
{
	bench_begin(b);
	for (unsigned i = 0; i < TIMES / 20; i++)
		bench_twenty(ask(i, 1));
	bench_end(b, TIMES);
}

/* Context: thread */
void
bench_msgbench_msg_plain(struct bench *b)
{
	bench_begin(b);
	for (unsigned i = 0; i < TIMES / 20; i++)
		bench_twenty(call(i, 1));
	bench_end(b, TIMES);
}

/* Context: thread */
void
bench_msgbench_msg_async(struct bench *b)
{
	struct bench_late_sum_msg m;
	struct lwkt_port answers;

	lwkt_initport(&answers, PORT_THREAD, 0, curthread(), "bench");
	bench_late_sum_init(&m, &answers, 1, 2);
	bench_late_sum_send(&bench_late_port, &m);
	(void)lwkt_waitport(&answers);
	bench_begin(b);
	for (int i = 0; i < TIMES; i++) {
		bench_late_sum_send(&bench_late_port, &m);
		(void)lwkt_waitport(&answers);
	}
	bench_end(b, TIMES);
}
