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

/* How long one of two threads took that yield to each other. */
static void
yield_often(void *argument)
{
	uint64_t start = cpu_tsc();

	for (int i = 0; i < SWITCHES; i++)
		lwkt_yield();
	*(uint64_t *)argument = cpu_tsc() - start;
}

/* Two kernel threads yield to each other; a yield is a switch. */
static void
measure_switch(void)
{
	uint64_t spent[2];

	for (int i = 0; i < 2; i++) {
		struct thread *td = lwkt_create(yield_often, &spent[i],
		    "bench", curthread()->priority + 1, 0, KERNEL_STACK);

		if (td == NULL)
			panic("measure_switch: no memory");
		lwkt_schedule(td);
	}
	lwkt_yield();
	kprintf("bench thread_switch %llu instructions\n",
	    (unsigned long long)spent[0] / (2 * SWITCHES));
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
