/* SPDX-License-Identifier: BSD-3-Clause */
/* Birth, sleep and death of threads. */

#include "init.gen.h"
#include "lwkt/lwkt.h"
#include "proc/proc.h"
#include "syscall.gen.h"
#include "trap.gen.h"
#include "clock/callout.h"
#include "vm/vm.h"

enum {
	WAIT_QUEUES = 64
};

/* In a critical section. */
static struct thread *wait_queue[WAIT_QUEUES];
static struct thread *all_threads;
static struct thread *dead_threads;	/* by `next' */
static uint32_t next_id;

/*
 * Prepare the scheduler.
 *
 * Context: boot
 */
void
lwkt_init(void)
{
	KASSERT(curcpu()->current != NULL, "lwkt_init: nobody runs");
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

/*
 * Make a thread of the CPU `cpu' that will call `entry' with `argument'; it
 * does not run before lwkt_schedule().  NULL when there is no memory.
 *
 * Context: thread
 */
struct thread *
lwkt_create_on(struct cpu *cpu, void (*entry)(void *), void *argument,
    const char *name, uint32_t priority, uint32_t flags, uint32_t stack_size)
{
	struct thread *td = kmalloc(sizeof(*td));
	void *stack = td != NULL ? kmem_alloc(stack_size) : NULL;

	if (stack == NULL) {
		if (td != NULL)
			kfree(td);
		return (NULL);
	}
	td->cpu = cpu;
	td->stack = (uintptr_t)stack;
	td->stack_size = stack_size;
	td->entry = (uintptr_t)entry;
	td->argument = argument;
	td->priority = priority;
	td->flags = flags;
	td->crit = 1;
	strlcpy(td->name, name, sizeof(td->name));
	/* A program's trap frame will stand at the top. */
	td->sp = switch_frame_init(td->stack + stack_size -
	    sizeof(struct trap_frame) - 64);
	crit_enter();
	td->id = ++next_id;
	td->all_next = all_threads;
	all_threads = td;
	curcpu()->nthreads++;
	crit_exit();
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
 * End.  Our stack is freed by whoever reaps.
 *
 * Context: thread
 */
void
lwkt_exit(void)
{
	struct thread *td = curthread();

	crit_enter();
	fpu_forget(td);
	lwkt_deschedule_self();
	td->flags |= TDF_DEAD;
	td->next = dead_threads;
	dead_threads = td;
	lwkt_switch();
	panic("lwkt_exit: %s ran again", td->name);
}

static void
unlink_thread(struct thread *td)
{
	struct thread **at = &all_threads;

	while (*at != td)
		at = &(*at)->all_next;
	*at = td->all_next;
	curcpu()->nthreads--;
}

/*
 * Free the threads that have ended.
 *
 * Context: thread
 */
void
lwkt_reap(void)
{
	struct thread *td;

	for (;;) {
		crit_enter();
		td = dead_threads;
		if (td != NULL) {
			dead_threads = td->next;
			unlink_thread(td);
		}
		crit_exit();
		if (td == NULL)
			return;
		if (td->fpu != NULL)
			fpu_destroy(td->fpu);
		kmem_free((void *)td->stack, td->stack_size);
		kfree(td);
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
	crit_enter();
	td->flags |= TDF_DEAD;
	td->next = dead_threads;
	dead_threads = td;
	crit_exit();
	lwkt_reap();
}

static struct thread **
queue_of(const void *channel)
{
	return (&wait_queue[((uintptr_t)channel >> 4) % WAIT_QUEUES]);
}

static void
unsleep(struct thread *td)
{
	struct thread **at = queue_of(td->wait_channel);

	while (*at != td)
		at = &(*at)->wait_next;
	*at = td->wait_next;
	td->flags &= ~(uint32_t)(TDF_SLEEPING | TDF_ABORTABLE);
	td->wait_channel = NULL;
}

/* A sleep's time is over. */
static void
sleep_expired(void *argument)
{
	struct thread *td = argument;

	crit_enter();
	if (td->flags & TDF_SLEEPING) {
		unsleep(td);
		td->wakeup = EAGAIN;
		lwkt_schedule(td);
	}
	crit_exit();
}

/*
 * Sleep until lwkt_wakeup() on the same channel.  Returns 0; EINTR when a
 * signal ended an abortable sleep; EAGAIN when `until', a time of clock_ns(),
 * has come (0: no limit).
 *
 * Context: crit, interrupts on
 */
int
lwkt_sleep(const void *channel, uint32_t flags, uint64_t until)
{
	struct thread *td = curthread();
	struct thread **queue = queue_of(channel);
	struct callout callout;

	KASSERT(td->crit > 0, "lwkt_sleep: %s is in no critical section",
	    td->name);
	if ((flags & TDF_ABORTABLE) && (td->flags & TDF_AST))
		return (EINTR);
	td->wait_channel = (void *)(uintptr_t)channel;
	td->wait_next = *queue;
	*queue = td;
	td->wakeup = 0;
	td->flags |= TDF_SLEEPING | (flags & TDF_ABORTABLE);
	if (until != 0)
		callout_start(&callout, until, sleep_expired, td);
	lwkt_deschedule_self();
	lwkt_switch();
	if (until != 0)
		callout_stop(&callout);
	return (td->wakeup);
}

/*
 * Wake everybody who sleeps on the channel.
 *
 * Context: any
 */
void
lwkt_wakeup(const void *channel)
{
	struct thread *td, *next;

	crit_enter();
	for (td = *queue_of(channel); td != NULL; td = next) {
		next = td->wait_next;
		if (td->wait_channel == channel) {
			unsleep(td);
			lwkt_schedule(td);
		}
	}
	crit_exit();
}

/*
 * End another thread's sleep, if it is abortable; say whether it was.
 *
 * Context: any
 */
bool
lwkt_abort(struct thread *td)
{
	bool ended = false;

	crit_enter();
	if (td->flags & TDF_ABORTABLE) {
		unsleep(td);
		td->wakeup = EINTR;
		lwkt_schedule(td);
		ended = true;
	}
	crit_exit();
	return (ended);
}

/* Context: any */
uint32_t
lwkt_thread_count(void)
{
	return (curcpu()->nthreads);
}

/* Context: crit */
struct thread *
lwkt_thread_list(void)
{
	return (all_threads);
}
