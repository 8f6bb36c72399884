/* SPDX-License-Identifier: BSD-3-Clause */
/* A sleep that is ended before its time, as a program makes it. */

#include "clock.gen.h"
#include "clock/clock.h"
#include "cpu.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "syscall.gen.h"
#include "syscall_wrapper.gen.h"
#include "user_copy.h"
#include "vm/vm.h"

enum {
	SECONDS = 5,
	BEFORE_NS = 3 * (NS_PER_SECOND / HZ),	/* it is ended */
	RMTP = sizeof(struct timespec)
};

/* A thread that calls nanosleep, and what came of it. */
struct caller {
	struct vm_space	*space;
	bool		 wants_rest;
	intptr_t	 result;
	struct timespec	 rest;
};

/* The thread is a program's for as long as it makes the call. */
static void
caller_main(void *argument)
{
	struct caller *c = argument;
	struct thread *td = curthread();
	user_ptr_t rmtp = { USER_MAP + RMTP };

	td->fpu = fpu_create();
	thread_use_space(td, c->space);
	crit_enter();
	cpu_prepare(td);
	crit_exit();
	c->result = call_nanosleep(USER_MAP, c->wants_rest ? rmtp.va : 0);
	(void)copyin(rmtp, &c->rest, sizeof(c->rest));
	fpu_forget(td);
	thread_use_space(td, NULL);
	fpu_destroy(td->fpu);
	td->fpu = NULL;
}

/* Have a thread sleep for SECONDS, and end its sleep after BEFORE_NS. */
static void
abort_a_sleep(struct ktest *t, struct caller *c)
{
	struct timespec words[2] = { { SECONDS, 0 }, { -1, -1 } };
	struct thread *td = lwkt_create(caller_main, c, "caller",
	    curthread()->priority, 0, KERNEL_STACK);
	static const char channel;

	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	KTEST_ASSERT(t, vm_write(c->space, USER_MAP, words,
	    sizeof(words)) == 0, "no memory for its words");
	lwkt_schedule(td);
	lwkt_yield();
	crit_enter();
	(void)lwkt_sleep(&channel, 0, clock_ns() + BEFORE_NS);
	crit_exit();
	KTEST_ASSERT(t, lwkt_abort(td), "it did not sleep");
	lwkt_yield();
	lwkt_reap();
	KTEST_ASSERT(t, c->result == -EINTR, "nanosleep returned %zd",
	    c->result);
}

void
ktest_clock_an_ended_sleep_tells_what_was_left(struct ktest *t)
{
	struct caller c = { .space = vm_space_create(), .wants_rest = true };
	uint64_t whole = (uint64_t)SECONDS * NS_PER_SECOND;
	uint64_t start = clock_ns(), passed, left;
	uintptr_t placed;

	KTEST_ASSERT(t, vm_map_anonymous(c.space, USER_MAP, PAGE_SIZE,
	    PROT_READ | PROT_WRITE, MAP_FIXED, &placed) == 0, "no room");
	abort_a_sleep(t, &c);
	passed = clock_ns() - start;
	left = (uint64_t)c.rest.tv_sec * NS_PER_SECOND +
	    (uint64_t)c.rest.tv_nsec;
	KTEST_ASSERT(t, left + BEFORE_NS <= whole && left + passed >= whole,
	    "%llu ns were left when %llu had passed",
	    (unsigned long long)left, (unsigned long long)passed);

	c.wants_rest = false;
	abort_a_sleep(t, &c);
	KTEST_ASSERT(t, c.rest.tv_sec == -1 && c.rest.tv_nsec == -1,
	    "%zd s were stored for nobody", c.rest.tv_sec);
	vm_space_destroy(c.space);
}
