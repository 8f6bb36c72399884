/* SPDX-License-Identifier: BSD-3-Clause */
/* In which order do those run who are woken? */

#include "kernel.h"
#include "ktest/ktest.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

enum {
	ROUNDS = 500,			/* of all CPUs together */
	SLEEPERS = 8
};

/* Sleepers of one CPU, and the order in which they ran. */
struct line {
	struct spinlock	lock;
	unsigned	rounds;		/* fixed at init */
	unsigned	ran;		/* under the lock, as what follows */
	unsigned	asleep;
	unsigned	astray;		/* ran when it was another's turn */
	unsigned	wakes[SLEEPERS];
	char		channel[SLEEPERS];
};

struct sleeper {
	struct line	*line;
	unsigned	 self;
};

/* A line for each CPU that wakes. */
static struct line lines[CPU_MAX];
static struct sleeper sleepers[CPU_MAX][SLEEPERS];

static void
start(struct ktest *t, struct cpu *cpu, void (*entry)(void *), void *argument)
{
	struct thread *td = lwkt_create_on(cpu, entry, argument, "wake",
	    curthread()->priority, TDF_STEADY, KERNEL_STACK);

	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	if (td != NULL)
		lwkt_schedule(td);
}

static void
finish(uint32_t threads)
{
	for (lwkt_reap(); lwkt_thread_count() != threads; lwkt_reap())
		lwkt_yield();
}

static void
sleeper_main(void *argument)
{
	const struct sleeper *s = argument;
	struct line *line = s->line;

	spin_lock(&line->lock);
	for (unsigned i = 0; i < line->rounds; i++) {
		line->asleep++;
		while (line->wakes[s->self] == i)
			(void)lwkt_sleep_locked(&line->channel[s->self], 0,
			    0, &line->lock);
		line->astray += line->ran++ % SLEEPERS != s->self;
	}
	spin_unlock(&line->lock);
}

/* Wake all of a line in their order, when all are asleep. */
static void
waker_main(void *argument)
{
	struct line *line = argument;

	for (unsigned i = 0; i < line->rounds; i++) {
		spin_lock(&line->lock);
		while (line->asleep < SLEEPERS) {
			spin_unlock(&line->lock);
			lwkt_yield();
			spin_lock(&line->lock);
		}
		line->asleep = 0;
		spin_unlock(&line->lock);
		for (unsigned n = 0; n < SLEEPERS; n++) {
			spin_lock(&line->lock);
			line->wakes[n]++;
			spin_unlock(&line->lock);
			lwkt_wakeup(&line->channel[n]);
		}
	}
}

/* How often each CPU wakes each line of another. */
static unsigned
rounds_of_a_pair(void)
{
	unsigned pairs = cpu_count * cpu_count;

	return (ktest_share(ROUNDS / pairs + 1, pairs));
}

/* Sleepers of the CPU `to', and who wakes them from the CPU `from'. */
static void
wake_from(struct ktest *t, unsigned from, unsigned to, unsigned rounds)
{
	struct line *line = &lines[from];

	memset(line, 0, sizeof(*line));
	line->rounds = rounds;
	for (unsigned n = 0; n < SLEEPERS; n++) {
		sleepers[from][n] = (struct sleeper){ line, n };
		start(t, cpu_of(to), sleeper_main, &sleepers[from][n]);
	}
	start(t, cpu_of(from), waker_main, line);
}

static void
expect_order(struct ktest *t, unsigned from, unsigned to)
{
	const struct line *line = &lines[from];

	KTEST_ASSERT(t, line->astray == 0 &&
	    line->ran == line->rounds * SLEEPERS,
	    "from CPU %u to CPU %u: %u of %u out of turn", from, to,
	    line->astray, line->ran);
}

/* From each CPU to every other one. */
void
ktest_lwkt_wakeups_of_another_cpu_keep_their_order(struct ktest *t)
{
	uint32_t threads = lwkt_thread_count();
	unsigned rounds = rounds_of_a_pair();

	for (unsigned from = 0; from < cpu_count; from++) {
		for (unsigned to = 0; to < cpu_count; to++) {
			if (from == to)
				continue;
			wake_from(t, from, to, rounds);
			finish(threads);
			expect_order(t, from, to);
		}
	}
}

/* From all others to one CPU, at once: each keeps the order of its own. */
void
ktest_lwkt_wakeups_of_all_cpus_keep_their_order(struct ktest *t)
{
	uint32_t threads = lwkt_thread_count();
	unsigned rounds = rounds_of_a_pair();

	for (unsigned to = 0; to < cpu_count; to++) {
		for (unsigned from = 0; from < cpu_count; from++)
			if (from != to)
				wake_from(t, from, to, rounds);
		finish(threads);
		for (unsigned from = 0; from < cpu_count; from++)
			if (from != to)
				expect_order(t, from, to);
	}
}

/* Those who sleep on one channel, and the order in which they went on. */
struct crowd {
	unsigned	come;
	unsigned	gone;
	unsigned	astray;
};

static void
member_main(void *argument)
{
	struct crowd *c = argument;
	unsigned place;

	crit_enter();
	place = c->come++;
	(void)lwkt_sleep(c, 0, 0);
	c->astray += c->gone++ != place;
	crit_exit();
}

/* A crowd of this CPU falls asleep, and is woken by so many wakeups. */
static void
wake_crowd(struct ktest *t, void (*wake)(const void *), unsigned times)
{
	uint32_t threads = lwkt_thread_count();
	struct crowd c = { .come = 0 };

	for (unsigned n = 0; n < SLEEPERS; n++)
		start(t, curcpu(), member_main, &c);
	while (c.come < SLEEPERS)
		lwkt_yield();
	for (unsigned n = 0; n < times; n++)
		wake(&c);
	finish(threads);
	KTEST_ASSERT(t, c.gone == SLEEPERS && c.astray == 0,
	    "%u went on, %u of them out of turn", c.gone, c.astray);
}

/* Who fell asleep first goes on first, woken with the others or alone. */
void
ktest_lwkt_the_longest_asleep_go_on_first(struct ktest *t)
{
	wake_crowd(t, lwkt_wakeup, 1);
	wake_crowd(t, lwkt_wakeup_one, SLEEPERS);
}
