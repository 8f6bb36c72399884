/* SPDX-License-Identifier: BSD-3-Clause */
/* Birth, sleep and death of threads. */

#include "init.gen.h"
#include "ipi_message.gen.h"
#include "lock/token.h"
#include "lwkt/lwkt.h"
#include "lwkt/kept.h"
#include "lwkt_lock.gen.h"
#include "proc/proc.h"
#include "smp/smp.h"
#include "syscall.gen.h"
#include "trap.gen.h"
#include "usched/usched.h"
#include "clock/callout.h"
#include "vm/vm.h"

enum {
	WAIT_QUEUES = 64
};

/* Sleepers, by their channels. */
static struct wait_queue wait_queues[WAIT_QUEUES];

/* What all CPUs know of threads: under threads_lock. */
static struct thread *all_threads;
static struct thread *dead_threads;	/* by `next' */
static uint32_t next_id;
static uint32_t thread_count = 1;	/* the first CPU's idle thread */

/*
 * Prepare the scheduler.
 *
 * Context: boot
 */
void
lwkt_init(void)
{
	KASSERT(curcpu()->current != NULL, "lwkt_init: nobody runs");
	for (unsigned i = 0; i < WAIT_QUEUES; i++)
		wait_lock_init(&wait_queues[i]);
}

/*
 * Make a thread of this CPU.
 *
 * Context: thread
 */
struct thread *
lwkt_create(void (*entry)(void *), void *argument, const char *name,
    uint32_t priority, uint32_t flags, uint32_t stack_size)
{
	return (lwkt_create_on(curcpu(), entry, argument, name, priority,
	    flags, stack_size));
}

/* The CPUs take turns. */
static struct cpu *
next_cpu(void)
{
	static uint32_t turn;		/* under the lock */
	uint32_t id;

	spin_lock(&threads_lock);
	id = turn++ % cpu_count;
	spin_unlock(&threads_lock);
	return (cpu_of(id));
}

/* When memory is short, what the CPUs keep comes back first. */
static struct thread *
new_thread(uint32_t stack_size)
{
	struct thread *td = thread_take(stack_size);

	if (td == NULL)
		td = thread_make(stack_size);
	if (td == NULL) {
		lwkt_trim();
		td = thread_make(stack_size);
	}
	return (td);
}

/*
 * Make a thread of the CPU `cpu' (NULL: of each in its turn) that will call
 * `entry' with `argument'; it does not run before lwkt_schedule().  NULL when
 * there is no memory.
 *
 * Context: thread
 */
struct thread *
lwkt_create_on(struct cpu *cpu, void (*entry)(void *), void *argument,
    const char *name, uint32_t priority, uint32_t flags, uint32_t stack_size)
{
	struct thread *td = new_thread(stack_size);

	if (td == NULL)
		return (NULL);
	td->cpu = cpu != NULL ? cpu : next_cpu();
	td->token_stop = td->stack;
	td->entry = (uintptr_t)entry;
	td->argument = argument;
	td->priority = priority;
	td->flags = flags;
	td->crit = 1;
	strlcpy(td->name, name, sizeof(td->name));
	/* A program's trap frame will stand at the top. */
	td->sp = switch_frame_init(td->stack + td->stack_size -
	    sizeof(struct trap_frame) - 64);
	spin_lock(&threads_lock);
	td->id = ++next_id;
	td->all_next = all_threads;
	all_threads = td;
	thread_count++;
	spin_unlock(&threads_lock);
	return (td);
}

/*
 * Where a newborn begins.
 *
 * Context: crit
 */
void
thread_start(struct thread *previous)
{
	struct thread *td = curthread();
	void (*entry)(void *) = (void (*)(void *))td->entry;

	KASSERT(previous != td, "thread_start: %s before itself", td->name);
	cpu_enable();
	crit_exit();
	entry(td->argument);
	lwkt_exit();
}

/*
 * Leave a thread that nobody runs any more to whoever reaps.
 *
 * Context: any
 */
void
lwkt_bury(struct thread *td)
{
	spin_lock(&threads_lock);
	td->next = dead_threads;
	dead_threads = td;
	spin_unlock(&threads_lock);
}

/*
 * End.  The idle thread buries us, and our stack is freed by whoever reaps.
 *
 * Context: thread
 */
void
lwkt_exit(void)
{
	struct thread *td = curthread();

	KASSERT(!token_some(td), "lwkt_exit: %s holds %s", td->name,
	    lock_row_table[token_newest(td)->row].name);
	crit_enter();
	fpu_forget(td);
	lwkt_deschedule_self();
	td->flags |= TDF_DEAD;
	lwkt_leave();
	panic("lwkt_exit: %s ran again", td->name);
}

static void
unlink_thread(struct thread *td)
{
	struct thread **at = &all_threads;

	while (*at != td)
		at = &(*at)->all_next;
	*at = td->all_next;
	thread_count--;
}

/*
 * Keep or free the threads that have ended.
 *
 * Context: thread
 */
void
lwkt_reap(void)
{
	struct thread *td;

	for (;;) {
		spin_lock(&threads_lock);
		td = dead_threads;
		if (td != NULL) {
			dead_threads = td->next;
			unlink_thread(td);
		}
		spin_unlock(&threads_lock);
		if (td == NULL)
			return;
		if (td->fpu != NULL)
			fpu_destroy(td->fpu);
		if (!thread_keep(td))
			thread_free(td);
	}
}

/*
 * Free a thread that never ran.
 *
 * Context: thread
 */
void
lwkt_discard(struct thread *td)
{
	td->flags |= TDF_DEAD;
	lwkt_bury(td);
	lwkt_reap();
}

/* Context: crit */
void
ipi_on_settle(void)
{
	KASSERT(curthread()->crit > 0, "ipi_on_settle: in no section");
}

static struct wait_queue *
queue_of(const void *channel)
{
	return (&wait_queues[((uintptr_t)channel >> 4) % WAIT_QUEUES]);
}

/*
 * Take a thread off its queue, whose lock we have; what its sleep returns.  Say
 * whether it sleeps: else it only said that it will, and runs.
 */
static bool
unsleep(struct wait_queue *queue, struct thread *td, int wakeup)
{
	struct thread **at = &queue->first;
	bool sleeps = (td->waits & TDW_SLEEPING) != 0;

	while (*at != td)
		at = &(*at)->wait_next;
	*at = td->wait_next;
	td->waits = 0;
	td->wakeup = wakeup;
	td->wait_channel = NULL;
	return (sleeps);
}

/*
 * Take one thread out of its sleep if that has all the bits `waits'; who gets
 * true must schedule it.  While we look for its queue it may leave it.
 */
static bool
take_out(struct thread *td, uint32_t waits, int wakeup)
{
	const void *channel = *(void *volatile *)&td->wait_channel;
	bool ended = false;

	while (channel != NULL && !ended) {
		struct wait_queue *queue = queue_of(channel);

		spin_lock(&queue->wait_lock);
		ended = td->wait_channel == channel &&
		    (td->waits & waits) == waits;
		if (ended)
			(void)unsleep(queue, td, wakeup);
		spin_unlock(&queue->wait_lock);
		if (channel == *(void *volatile *)&td->wait_channel)
			break;
		channel = *(void *volatile *)&td->wait_channel;
	}
	return (ended);
}

/* End the sleep of a thread, as above. */
static bool
end_sleep(struct thread *td, uint32_t waits, int wakeup)
{
	bool ended = take_out(td, waits, wakeup);

	if (ended)
		lwkt_schedule(td);
	return (ended);
}

/* A sleep's time is over. */
static void
sleep_expired(void *argument)
{
	(void)end_sleep(argument, TDW_QUEUED, EAGAIN);
}

/*
 * From here on a wakeup on the channel reaches us: look once more at what you
 * wait for, then sleep, or forget it.
 *
 * Context: crit
 */
void
lwkt_sleep_interlock(const void *channel, uint32_t flags)
{
	struct wait_queue *queue = queue_of(channel);
	struct thread *td = curthread();

	KASSERT(td->wait_channel == NULL, "lwkt_sleep_interlock: %s waits for "
	    "%p already", td->name, td->wait_channel);
	spin_lock(&queue->wait_lock);
	td->wait_channel = (void *)(uintptr_t)channel;
	td->wait_next = queue->first;
	queue->first = td;
	td->wakeup = 0;
	td->waits = TDW_QUEUED | (flags & TDW_ABORTABLE);
	spin_unlock(&queue->wait_lock);
}

/*
 * We do not sleep after all.
 *
 * Context: any
 */
void
lwkt_sleep_forget(void)
{
	(void)take_out(curthread(), TDW_QUEUED, 0);
}

/* Leave the run queue, unless somebody woke us; say whether we have. */
static bool
fall_asleep(const void *channel)
{
	struct wait_queue *queue = queue_of(channel);
	struct thread *td = curthread();
	bool sleeps;

	spin_lock(&queue->wait_lock);
	sleeps = td->wait_channel == channel;
	if (sleeps) {
		td->waits |= TDW_SLEEPING;
		lwkt_deschedule_self();
	}
	spin_unlock(&queue->wait_lock);
	return (sleeps);
}

/*
 * Has a signal come?  Either it has seen what we wrote before, or we see it:
 * a load may otherwise overtake a store, and no locked instruction.
 */
static bool
owes_now(struct thread *td)
{
	atomic_set_int(&td->owes, 0);
	return (atomic_load_int(&td->owes) & OWES_SIGNAL);
}

/*
 * Sleep until lwkt_wakeup() on the same channel.  Returns 0; EINTR when a
 * signal ended an abortable sleep; EAGAIN when `until', a time of clock_ns(),
 * has come (0: no limit).  `lock' (NULL: none) is given up when nobody's
 * wakeup can be missed any more, and taken again.
 *
 * Context: crit, interrupts on
 */
int
lwkt_sleep_locked(const void *channel, uint32_t flags, uint64_t until,
    struct spinlock *lock)
{
	struct thread *td = curthread();
	struct callout callout;

	KASSERT(td->crit > 0, "lwkt_sleep: %s is in no critical section",
	    td->name);
	if ((flags & TDW_INTERLOCKED) == 0) {
		if ((flags & TDW_ABORTABLE) && (td->owes & OWES_SIGNAL))
			return (EINTR);
		lwkt_sleep_interlock(channel, flags);
	}
	/* A signal that came in between may not have seen us asleep. */
	if ((flags & TDW_ABORTABLE) && owes_now(td) &&
	    take_out(td, TDW_ABORTABLE, EINTR))
		return (EINTR);
	if (lock != NULL)
		spin_release(lock);
	if (until != 0)
		callout_start(&callout, until, sleep_expired, td);
	if (fall_asleep(channel)) {
		if (td->proc != NULL)
			usched_release(td);
		lwkt_switch();
	}
	if (until != 0)
		callout_stop(&callout);
	if (lock != NULL)
		spin_acquire(lock);
	return (td->wakeup);
}

/*
 * The same without a lock: for what only this CPU's threads wait for.
 *
 * Context: crit, interrupts on
 */
int
lwkt_sleep(const void *channel, uint32_t flags, uint64_t until)
{
	return (lwkt_sleep_locked(channel, flags, until, NULL));
}

/*
 * Wake everybody who sleeps on the channel, those first who sleep for the
 * longest time: they stand last in the queue.
 *
 * Context: any
 */
void
lwkt_wakeup(const void *channel)
{
	struct wait_queue *queue = queue_of(channel);
	struct thread *td, *next, *woken = NULL;

	spin_lock(&queue->wait_lock);
	for (td = queue->first; td != NULL; td = next) {
		next = td->wait_next;
		if (td->wait_channel == channel && unsleep(queue, td, 0)) {
			td->wait_next = woken;
			woken = td;
		}
	}
	spin_unlock(&queue->wait_lock);
	/* Under the lock no message may be sent: a queue may be full. */
	for (td = woken; td != NULL; td = next) {
		next = td->wait_next;
		lwkt_schedule(td);
	}
}

/*
 * Wake the one who sleeps on the channel for the longest time.
 *
 * Context: any
 */
void
lwkt_wakeup_one(const void *channel)
{
	struct wait_queue *queue = queue_of(channel);
	struct thread *woken = NULL;

	spin_lock(&queue->wait_lock);
	for (struct thread *td = queue->first; td != NULL; td = td->wait_next)
		if (td->wait_channel == channel)
			woken = td;
	if (woken != NULL && !unsleep(queue, woken, 0))
		woken = NULL;
	spin_unlock(&queue->wait_lock);
	if (woken != NULL)
		lwkt_schedule(woken);
}

/*
 * End another thread's sleep, if it is abortable; say whether it was.
 *
 * Context: any
 */
bool
lwkt_abort(struct thread *td)
{
	return (end_sleep(td, TDW_ABORTABLE, EINTR));
}

/*
 * The same for who holds a lock, under which no message may be sent: when this
 * says true, the caller schedules the thread, which waits for that.
 *
 * Context: any
 */
bool
lwkt_unsleep(struct thread *td)
{
	return (take_out(td, TDW_ABORTABLE, EINTR));
}

/* Context: any */
uint32_t
lwkt_thread_count(void)
{
	return (thread_count);
}

/*
 * The list of all threads, by `all_next': for who knows that nobody changes
 * it.
 *
 * Context: any
 */
struct thread *
lwkt_thread_list(void)
{
	return (all_threads);
}
