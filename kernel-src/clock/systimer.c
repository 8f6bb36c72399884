/* SPDX-License-Identifier: BSD-3-Clause */
/* The queues of system timers, and the devices that keep them going. */

#include "clock/systimer.h"

#include "clock/clock.h"
#include "clock/timebase.h"
#include "clock_source.gen.h"
#include "counting.gen.h"
#include "drv/i8254/i8254.h"
#include "drv/lapic/lapic.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "percpu.gen.h"
#include "trap.gen.h"
#include "trap/interrupt.h"

enum {
	MOST_I8254 = 0xffff
};

/* How the device counts, for each nanosecond, and for how many it can. */
static struct rate rate;
static uint32_t most;

/* Fixed at start. */
static enum { I8254, LAPIC, DEADLINE } device;
static uintptr_t counter_at;		/* LAPIC's registers in memory, or 0 */

static __attribute__((noinline)) void
shoot_otherwise(uint32_t ns)
{
	if (device == LAPIC)
		lapic_timer_shoot(rate_times_fraction(&rate, ns) + 1);
	else if (device == DEADLINE)
		wrmsr(MSR_TSC_DEADLINE, cpu_tsc() + rate_times(&rate, ns) + 1);
	else
		i8254_shoot(rate_times_fraction(&rate, ns) + 1);
}

/*
 * Have this CPU's device interrupt in `ns' nanoseconds, or somewhat before.
 *
 * Context: crit
 */
static void
shoot(uint64_t ns)
{
	uint32_t asked = ns < most ? (uint32_t)ns : most;

	if (__builtin_expect(counter_at != 0, true))
		lapic_write_timer_initial(counter_at,
		    rate_times_fraction(&rate, asked) + 1);
	else
		shoot_otherwise(asked);
}

/* Have it keep quiet; the 8254 comes once more. */
static void
disarm(void)
{
	if (device == DEADLINE)
		wrmsr(MSR_TSC_DEADLINE, 0);
	else if (device == LAPIC)
		lapic_timer_shoot(0);
}

/* Tell the device of the first of the queue.  Context: crit */
static void
arm(const struct timer_queue *queue, uint64_t now)
{
	const struct systimer *first = queue->first;

	if (first != NULL)
		shoot(first->when > now ? first->when - now : 0);
}

/* Put a timer among the others, behind its equals. */
static void
insert(struct timer_queue *queue, struct systimer *timer)
{
	struct systimer **at = &queue->first;

	while (*at != NULL && (*at)->when <= timer->when)
		at = &(*at)->next;
	timer->next = *at;
	*at = timer;
	timer->queued = true;
}

static void
take(struct timer_queue *queue, struct systimer *timer)
{
	struct systimer **at = &queue->first;

	while (*at != timer) {
		KASSERT(*at != NULL, "systimer: %p is on no queue of CPU %u",
		    (void *)timer, curcpu()->id);
		at = &(*at)->next;
	}
	*at = timer->next;
	timer->queued = false;
}

/*
 * Call `function' on this CPU at or after `when', and every `period' from then
 * on (0: once).  A timer that is waiting already is moved.
 *
 * Context: crit
 */
void
systimer_start(struct systimer *timer, uint64_t when, uint64_t period,
    void (*function)(struct systimer *))
{
	struct timer_queue *queue = timer_queue();

	KASSERT(curthread()->crit > 0, "systimer_start: %s is in no section",
	    curthread()->name);
	if (timer->queued)
		take(queue, timer);
	timer->when = when;
	timer->period = period;
	timer->function = function;
	insert(queue, timer);
	if (queue->first == timer && !queue->running)
		arm(queue, clock_ns());
}

/*
 * Take a timer of this CPU back; nothing happens when it is not waiting.
 *
 * Context: crit
 */
void
systimer_stop(struct systimer *timer)
{
	struct timer_queue *queue = timer_queue();

	if (!timer->queued)
		return;
	take(queue, timer);
	if (queue->first == NULL)
		disarm();
}

/* Call a timer that is due; put it back before, if it is periodic. */
static void
call(struct timer_queue *queue, struct systimer *timer, uint64_t now)
{
	queue->first = timer->next;
	if (timer->period != 0) {
		timer->when += timer->period;
		if (timer->when <= now)
			timer->when = now + timer->period;
		insert(queue, timer);
	} else {
		timer->queued = false;
	}
	timer->function(timer);
}

/*
 * The device has interrupted: early, if what was asked was more than it can.
 *
 * Context: intr
 */
static void
expire(void)
{
	struct timer_queue *queue = timer_queue();
	uint64_t now = clock_ns();

	queue->running = 1;
	while (queue->first != NULL && queue->first->when <= now)
		call(queue, queue->first, now);
	queue->running = 0;
	arm(queue, now);
}

/* Context: intr */
void
intr_on_timer(struct trap_frame *frame)
{
	KASSERT(frame != NULL, "intr_on_timer: no frame");
	lapic_end();
	count_clock_timers();
	interrupt_take(INTERRUPT_TIMER);
}

/* Context: intr */
static void
expire_i8254(void)
{
	count_clock_timers();
	expire();
}

/* The device counts `frequency' times a second, and that many at once. */
static void
set_rate(uint64_t frequency, uint64_t counts)
{
	rate = rate_of(frequency, NS_PER_SECOND);
	KASSERT(device == DEADLINE || rate.scale <= UINT32_MAX,
	    "systimer: the device counts %llu times a second",
	    (unsigned long long)frequency);
	most = counts / frequency > UINT32_MAX / NS_PER_SECOND ? UINT32_MAX :
	    (uint32_t)((counts - 1) * NS_PER_SECOND / frequency);
}

/*
 * Prepare a CPU's device.
 *
 * Context: boot
 */
void
systimer_init_cpu(void)
{
	if (device != I8254)
		lapic_timer_init(device == DEADLINE);
}

/*
 * Prepare the first CPU's device.
 *
 * Context: boot
 */
void
systimer_init(void)
{
	set_rate(CLOCK_PIT_HZ, MOST_I8254);
	if (lapic_is_there())
		device = cpu_features.tsc_deadline ? DEADLINE : LAPIC;
	counter_at = device == LAPIC ? lapic_at : 0;
	systimer_init_cpu();
	if (device != I8254)
		interrupt_establish(INTERRUPT_TIMER, expire);
	else
		interrupt_establish(0, expire_i8254);
}

/*
 * The local APIC's timer counts `counts' while the time-stamp counter counts
 * `tsc', which it does `frequency' times a second.
 *
 * Context: crit
 */
void
systimer_calibrate(uint64_t counts, uint64_t tsc, uint64_t frequency)
{
	if (device == DEADLINE)
		set_rate(frequency, UINT64_MAX);
	else
		set_rate(counts * frequency / tsc, UINT32_MAX);
}
