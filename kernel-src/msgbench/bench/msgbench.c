/* SPDX-License-Identifier: BSD-3-Clause */
/* What messages cost. */

#include "kernel.h"
#include "ipi_message.gen.h"
#include "ktest/bench.h"
#include "lwkt/lwkt.h"
#include "msgbench/msgbench.h"
#include "msgport/msgport.h"
#include "msgport_message.gen.h"
#include "percpu.gen.h"
#include "port.gen.h"
#include "port_vector.gen.h"

enum {
	TIMES = 1000,
	SOME = 16			/* messages, in a queue of more slots */
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

/* A kernel thread that sends, waits for the answer, and sends again. */
static void
send_often(void *argument)
{
	struct bench *b = argument;
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

/* Context: thread */
void
bench_msgbench_msg_async(struct bench *b)
{
	struct thread *td = lwkt_create(send_often, b, "bench",
	    curthread()->priority + 1, 0, KERNEL_STACK);

	if (td == NULL)
		panic("bench: no memory for a thread");
	lwkt_schedule(td);
	lwkt_yield();
	lwkt_reap();
}

/* Send messages to the other CPU, `each' at once, and wait for each time. */
static inline void
send_to_other(struct bench *b, unsigned each)
{
	struct cpu *other = cpu_of(1 - curcpu()->id);
	struct bench_seen seen = { 0 };

	bench_begin(b);
	crit_enter();
	for (unsigned sent = each; sent <= TIMES; sent += each) {
		for (unsigned i = 0; i < each; i++)
			(void)ipi_count(other, &seen);
		while (atomic_load_int(&seen.count) != sent)
			cpu_pause();
	}
	crit_exit();
	bench_end(b, TIMES / each * each);
}

/* Context: thread */
void
bench_msgbench_ipi_alone(struct bench *b)
{
	send_to_other(b, 1);
}

/* Context: thread */
void
bench_msgbench_ipi_among_others(struct bench *b)
{
	send_to_other(b, SOME);
}
