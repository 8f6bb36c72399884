/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Threads that have ended, for those to come.
 *
 * What is dear about a thread is its stack: addresses, pages, a guard page, and
 * when it goes, a word to every CPU.  So each CPU keeps a few that have ended,
 * with their stacks, and makes new threads of them.  It alone touches those;
 * who wants the memory back asks all CPUs by an IPI message to let go.
 *
 * A new thread finds its structure zeroed, as well as both ends of its stack:
 * references and what is held at the bottom, the trap frame at the top.  Where
 * there are assertions, what is between is filled, and looked at when the stack
 * is taken: nobody may have written there while nobody stood on it.
 */

#include "lwkt/kept.h"

#include "counting.gen.h"
#include "frame.h"
#include "ipi_message.gen.h"
#include "lwkt_lock.gen.h"
#include "lwkt_memory.gen.h"
#include "percpu.gen.h"
#include "smp/smp.h"

/* What CPUs have let go of, by `next': under threads_lock. */
static struct thread *let_go;

static uint32_t *
filled_from(const struct thread *td)
{
	return ((uint32_t *)(td->stack + STACK_BOTTOM));
}

static uint32_t *
filled_to(const struct thread *td)
{
	return ((uint32_t *)(td->stack + td->stack_size - STACK_TOP));
}

/* Nothing of who stood on it shows where the next one looks first. */
static void
clean(struct thread *td)
{
	memset((void *)td->stack, 0, STACK_BOTTOM);
	memset(filled_to(td), 0, STACK_TOP);
	for (uint32_t *at = filled_from(td); KERN_INVARIANTS &&
	    at < filled_to(td); at++)
		*at = STACK_FILL;
}

static void
assert_untouched(const struct thread *td)
{
	for (const uint32_t *at = filled_from(td); at < filled_to(td); at++)
		KASSERT(*at == STACK_FILL, "thread_take: the stack of %s, "
		    "which has ended, was written to at %p: 0x%x", td->name,
		    (const void *)at, *at);
}

/*
 * Keep a thread that has ended, if this CPU has room for it.
 *
 * Context: any
 */
bool
thread_keep(struct thread *td)
{
	struct kept_threads *own;
	bool room;

	if (td->stack_size != KERNEL_STACK + STACK_MORE)
		return (false);
	crit_enter();
	own = kept_threads();
	room = own->count < KEPT_MOST;
	if (room) {
		clean(td);
		td->next = own->first;
		own->first = td;
		own->count++;
	}
	crit_exit();
	return (room);
}

/*
 * Take a thread that was kept, as if it were new: with a stack, and zero
 * beside.  NULL if there is none.
 *
 * Context: any
 */
struct thread *
thread_take(uint32_t stack_size)
{
	struct kept_threads *own;
	struct thread *td = NULL;
	uintptr_t stack;

	crit_enter();
	own = kept_threads();
	if (stack_size == KERNEL_STACK)
		td = own->first;
	if (td != NULL) {
		own->first = td->next;
		own->count--;
		count_lwkt_reused();
	}
	crit_exit();
	if (td == NULL)
		return (NULL);
	if (KERN_INVARIANTS)
		assert_untouched(td);
	stack = td->stack;
	memset(td, 0, sizeof(*td));
	td->stack = stack;
	td->stack_size = stack_size + STACK_MORE;
	return (td);
}

/*
 * Make a thread with a stack, and zero beside; NULL when there is no memory.
 *
 * Context: thread
 */
struct thread *
thread_make(uint32_t stack_size)
{
	struct thread *td = kernel_thread_alloc(SLAB_ZERO | SLAB_NULLOK);
	uint32_t size = stack_size + STACK_MORE;
	void *stack = NULL;

	if (td != NULL)
		stack = kernel_stack_alloc(size, SLAB_NULLOK);
	if (stack == NULL) {
		if (td != NULL)
			kernel_thread_free(td);
		return (NULL);
	}
	td->stack = (uintptr_t)stack;
	td->stack_size = size;
	return (td);
}

/*
 * Give a thread's memory back.
 *
 * Context: thread
 */
void
thread_free(struct thread *td)
{
	kernel_stack_free((void *)td->stack, td->stack_size);
	kernel_thread_free(td);
}

/*
 * Somebody wants memory: let go of what this CPU keeps.
 *
 * Context: crit
 */
void
ipi_on_lwkt_let_go(void)
{
	struct kept_threads *own = kept_threads();
	struct thread *td;

	spin_lock(&threads_lock);
	while ((td = own->first) != NULL) {
		own->first = td->next;
		td->next = let_go;
		let_go = td;
	}
	spin_unlock(&threads_lock);
	own->count = 0;
}

static struct thread *
next_let_go(void)
{
	struct thread *td;

	spin_lock(&threads_lock);
	td = let_go;
	if (td != NULL)
		let_go = td->next;
	spin_unlock(&threads_lock);
	return (td);
}

/*
 * Free the threads that have ended, and those that any CPU keeps.
 *
 * Context: thread
 */
void
lwkt_trim(void)
{
	struct thread *td;

	lwkt_reap();
	for (unsigned i = 0; i < cpu_count; i++) {
		crit_enter();
		ipi_wait(cpu_of(i), ipi_lwkt_let_go(cpu_of(i)));
		crit_exit();
	}
	while ((td = next_let_go()) != NULL)
		thread_free(td);
}
