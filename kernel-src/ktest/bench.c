/* SPDX-License-Identifier: BSD-3-Clause */
/* Figures of the kernel itself, when the command line says `bench'. */

#include "boot/boot.h"
#include "cpu.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"

enum {
	SWITCHES = 1000
};

extern uint64_t boot_tsc;

static volatile bool over;

static void
partner(void *argument)
{
	KASSERT(argument == NULL, "partner: an argument");
	while (!over)
		lwkt_yield();
}

/* Two threads yield to each other; a yield is a switch. */
static void
measure_switch(void)
{
	struct thread *td = lwkt_create(partner, NULL, "partner",
	    curthread()->priority, 0, KERNEL_STACK);
	uint64_t start;

	if (td == NULL)
		panic("measure_switch: no memory");
	lwkt_schedule(td);
	lwkt_yield();
	start = cpu_tsc();
	for (int i = 0; i < SWITCHES; i++)
		lwkt_yield();
	kprintf("bench thread_switch %llu instructions\n",
	    (unsigned long long)(cpu_tsc() - start) / (2 * SWITCHES));
	over = true;
	lwkt_yield();
	lwkt_reap();
}

/*
 * The first program is about to run: how long was the way here?
 *
 * Context: thread
 */
void
bench_first_entry(void)
{
	static bool done;
	uint64_t now = cpu_tsc();

	if (done || !boot_option("bench", NULL, 0))
		return;
	done = true;
	kprintf("bench boot_to_user %llu instructions\n",
	    (unsigned long long)(now - boot_tsc));
	measure_switch();
}
