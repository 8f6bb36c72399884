/* SPDX-License-Identifier: BSD-3-Clause */
/* The tormentors, and who looks after them. */

#include "ktest/torture.h"

#include "clock/clock.h"
#include "cpu.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "panic.h"
#include "smp/smp.h"
#include "tunable_table.gen.h"

enum {
	EACH = 4,			/* tormentors of a CPU */
	CROWD = EACH * CPU_MAX,
	LOOK_SECONDS = 5,
	PATIENCE = 12			/* looks at one who does nothing */
};

static struct torture tormentors[CROWD];
static unsigned ntormentors;

/* Any CPU, by atomic operations. */
static uint32_t steps[TORTURE_STEPS];	/* how often each was done */
static uint32_t over;			/* the time is */
static uint32_t gone;			/* tormentors */

/*
 * Throw a die with the sides 0 to `sides' - 1 (Marsaglia, Xorshift RNGs, 2003).
 *
 * Context: any
 */
uint32_t
torture_dice(struct torture *t, uint32_t sides)
{
	t->dice ^= t->dice << 13;
	t->dice ^= t->dice >> 7;
	t->dice ^= t->dice << 17;
	return ((uint32_t)(t->dice >> 32) % sides);
}

static void
torment(void *argument)
{
	struct torture *t = argument;

	while (atomic_load_int(&over) == 0) {
		uint32_t step = torture_dice(t, torture_count);

		atomic_store_int(&t->step, step + 1);
		torture_table[step].function(t);
		atomic_store_int(&t->step, 0);
		atomic_store_int(&t->done, t->done + 1);
		atomic_add_int(&steps[step], 1);
	}
	atomic_add_int(&gone, 1);
}

/* Some have done nothing for a long time: that is what we look for. */
static void
look(struct torture *t)
{
	uint32_t step = atomic_load_int(&t->step);

	if (t->seen != atomic_load_int(&t->done) || step == 0)
		t->idle = 0;
	else if (++t->idle == PATIENCE)
		panic("torture: tormentor %u is stuck in %s", t->number,
		    torture_table[step - 1].name);
	t->seen = t->done;
}

static void
pause_seconds(unsigned seconds)
{
	static const char channel;

	crit_enter();
	(void)lwkt_sleep(&channel, 0,
	    clock_ns() + (uint64_t)seconds * NS_PER_SECOND);
	crit_exit();
}

static void
start(unsigned number, uint64_t seed)
{
	struct torture *t = &tormentors[number];
	struct thread *td;

	t->number = number;
	t->dice = (seed + 1) * 0x9e3779b97f4a7c15 + number;
	td = lwkt_create_on(cpu_of(number % cpu_count), torment, t, "tormentor",
	    curthread()->priority - 1, 0, KERNEL_STACK);
	if (td == NULL)
		panic("torture: no memory for tormentor %u", number);
	lwkt_schedule(td);
}

static void
watch(unsigned seconds)
{
	for (unsigned now = 0; now < seconds; now += LOOK_SECONDS) {
		uint64_t total = 0;

		pause_seconds(LOOK_SECONDS);
		for (unsigned i = 0; i < ntormentors; i++) {
			look(&tormentors[i]);
			total += tormentors[i].seen;
		}
		kprintf("torture: %u of %u s, %llu steps\n",
		    now + LOOK_SECONDS, seconds, (unsigned long long)total);
	}
}

/* End: everybody comes back, and leaves what was there before. */
static void
finish(const char *run)
{
	atomic_store_int(&over, 1);
	while (atomic_load_int(&gone) < ntormentors) {
		pause_seconds(1);
		for (unsigned i = 0; i < ntormentors; i++)
			look(&tormentors[i]);
	}
	for (unsigned i = 0; i < torture_count; i++)
		kprintf("torture: %s %u times\n", torture_table[i].name,
		    steps[i]);
	ktest_resources("after", run);
	kprintf("torture: over\n");
	machine_exit(EXIT_PASSED);
}

/*
 * Torture the kernel when the command line says so; then it does nothing
 * else.
 *
 * Context: thread
 */
void
torture_run(void)
{
	unsigned seconds = tunable_torture;
	unsigned seed = tunable_seed;

	if (seconds == 0 || torture_count == 0)
		return;
	kprintf("torture: %u s on %u CPUs, seed %u, %u kinds of steps\n",
	    seconds, cpu_count, seed, torture_count);
	ktest_resources("before", "torture");
	ntormentors = EACH * cpu_count;
	for (unsigned i = 0; i < ntormentors; i++)
		start(i, seed);
	watch(seconds);
	finish("torture");
}
