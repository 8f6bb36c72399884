/* SPDX-License-Identifier: BSD-3-Clause */
/* Who has a CPU among programs' threads. */

#include "usched/usched.h"

#include "clock/clock.h"
#include "counting.gen.h"
#include "interface.gen.h"
#include "kernel.h"
#include "lock/spinlock.h"
#include "smp/smp.h"
#include "tunable_table.gen.h"
#include "usched_lock.gen.h"

enum {
	REMEMBERED = 32,		/* ticks of a holder that was alone */
	POLICIES = sizeof(((struct usched_cpu *)0)->used) /
	    sizeof(((struct usched_cpu *)0)->used[0])
};

_Static_assert(USCHED_POLICY_COUNT <= POLICIES, "more policies than counts");

/* How many programs belong to each CPU.  Under usched_lock. */
static uint32_t loads[CPU_MAX];

static bool
is_allowed(uint32_t cpus, unsigned id)
{
	return (cpus >> id & 1);
}

/*
 * Choose a CPU of those in the mask `cpus' for one program more: of those with
 * the fewest, the first.
 *
 * Context: any
 */
struct cpu *
usched_place(uint32_t cpus)
{
	unsigned best = CPU_MAX;

	spin_lock(&usched_lock);
	for (unsigned i = 0; i < cpu_count; i++) {
		if (is_allowed(cpus, i) &&
		    (best == CPU_MAX || loads[i] < loads[best]))
			best = i;
	}
	KASSERT(best < CPU_MAX, "usched_place: no CPU in 0x%x", cpus);
	loads[best]++;
	spin_unlock(&usched_lock);
	return (cpu_of(best));
}

/* A program has left a CPU. */
static void
unplace(unsigned id)
{
	spin_lock(&usched_lock);
	loads[id]--;
	spin_unlock(&usched_lock);
}

/*
 * A program's thread has been made: it begins as its parent's is (NULL: it has
 * none), and waits for a turn before it begins.
 *
 * Context: thread
 */
void
usched_begin(struct thread *td, const struct thread *parent)
{
	td->policy = parent != NULL ? parent->policy : tunable_usched;
	td->owes = OWES_TURN;
	usched_policy_join(td->policy, td);
}

/* Of the policies that have somebody waiting, whose threads have used least? */
static struct thread *
next_waiting(struct usched_cpu *own)
{
	unsigned least = POLICIES;

	for (unsigned i = 0; i < USCHED_POLICY_COUNT; i++) {
		if (own->queued[i] > 0 && (least == POLICIES ||
		    (int32_t)(own->used[i] - own->used[least]) < 0))
			least = i;
	}
	if (least == POLICIES)
		return (NULL);
	own->waiting--;
	own->queued[least]--;
	own->reached = own->used[least];
	return (usched_policy_choose(least));
}

/* From now on it is the holder. */
static void
hand(struct usched_cpu *own, struct thread *td)
{
	own->holder = td;
	td->turn = 0;
	td->flags &= ~(uint32_t)TDF_EXPIRED;
	count_usched_grants();
}

/* A policy that had nobody here has saved nothing up meanwhile. */
static void
catch_up(struct usched_cpu *own, uint32_t policy)
{
	if (own->queued[policy] == 0 &&
	    (own->holder == NULL || own->holder->policy != policy) &&
	    (int32_t)(own->used[policy] - own->reached) < 0)
		own->used[policy] = own->reached;
}

/* Wait for a turn, in the queue of our policy. */
static void
wait(struct usched_cpu *own, struct thread *td)
{
	catch_up(own, td->policy);
	own->waiting++;
	own->queued[td->policy]++;
	usched_policy_enqueue(td->policy, td);
}

/*
 * From now on this CPU does not tick: the clock counts for the holder.
 *
 * Context: crit
 */
void
usched_unwatched(void)
{
	usched_cpu()->since = clock_ns();
}

/* Does anybody wait for a turn on this CPU?  Context: crit */
bool
usched_waits(void)
{
	return (usched_cpu()->waiting > 0);
}

/*
 * The ticks that a program's thread has had, with those that did not come.  Its
 * CPU may be at it.
 *
 * Context: any
 */
uint32_t
usched_ticks(const struct thread *td)
{
	const struct cpu *cpu = td->cpu;
	const volatile struct usched_cpu *own = usched_cpu_of(cpu_of(cpu->id));
	uint32_t ticks = *(const volatile uint32_t *)&td->ticks;
	uint64_t since, now;

	do
		since = own->since;
	while (since != own->since);
	now = clock_ns();
	if (own->holder != td || now < since ||
	    *(const volatile uint32_t *)&cpu->ticking)
		return (ticks);
	return (ticks + (uint32_t)((now - since) / TICK_NS));
}

/*
 * Count the ticks that did not come for the holder, up to now.  Its turn
 * begins anew: nobody waited.
 */
static void
settle(struct usched_cpu *own, uint64_t now)
{
	struct thread *td = own->holder;
	uint32_t ticks;

	if (td == NULL || curcpu()->ticking || now - own->since < TICK_NS)
		return;
	ticks = (uint32_t)((now - own->since) / TICK_NS);
	own->since += (uint64_t)ticks * TICK_NS;
	own->used[td->policy] += ticks;
	td->ticks += ticks;
	for (uint32_t i = 0; i < ticks && i < REMEMBERED; i++)
		(void)usched_policy_tick(td->policy, td);
	td->turn = 0;
}

/*
 * Take another policy.
 *
 * Context: thread
 */
void
usched_change(struct thread *td, uint32_t policy)
{
	crit_enter();
	settle(usched_cpu(), clock_ns());
	catch_up(usched_cpu(), policy);
	td->policy = policy;
	usched_policy_join(policy, td);
	crit_exit();
}

/*
 * A program's thread is about to sleep, or to go: it gives its turn away.
 *
 * Context: crit
 */
void
usched_release(struct thread *td)
{
	struct usched_cpu *own = usched_cpu();
	struct thread *next;

	if (own->holder != td)
		return;
	lwkt_set_priority(PRIORITY_KERNEL_USER);
	atomic_set_int(&td->owes, OWES_TURN);
	td->slept_at = clock_ns();
	settle(own, td->slept_at);
	own->holder = NULL;
	next = next_waiting(own);
	if (next == NULL)
		return;
	hand(own, next);
	lwkt_ready(next);
}

/* A CPU that this thread may go to and that has no program to run; or NULL. */
static struct cpu *
free_cpu(const struct thread *td)
{
	for (unsigned i = 0; i < cpu_count; i++) {
		const struct usched_cpu *its = usched_cpu_of(cpu_of(i));

		if (is_allowed(td->cpus, i) && its->waiting == 0 &&
		    *(struct thread *volatile const *)&its->holder == NULL)
			return (cpu_of(i));
	}
	return (NULL);
}

/* Go to another CPU, and wait for a turn there. */
static void
go(struct thread *td, struct cpu *to)
{
	unsigned from = td->cpu->id;

	crit_enter();
	usched_release(td);
	crit_exit();
	spin_lock(&usched_lock);
	loads[from]--;
	loads[to->id]++;
	spin_unlock(&usched_lock);
	count_usched_moves();
	lwkt_migrate(to);
}

/* Does `td', which runs, take the turn of this CPU's holder? */
static bool
takes_turn(const struct usched_cpu *own, struct thread *td)
{
	return (own->holder->policy == td->policy &&
	    usched_policy_better(td->policy, td, own->holder));
}

/* Become the holder: at once, or when it is our turn. */
static void
become_holder(struct thread *td)
{
	struct usched_cpu *own = usched_cpu();

	if (own->holder != NULL) {
		settle(own, clock_ns());
		clock_tick_start();
	} else if (curcpu()->ticking == 0) {
		usched_unwatched();
	}
	if (own->holder != NULL && !takes_turn(own, td)) {
		lwkt_deschedule_self();
		td->priority = PRIORITY_USER;
		wait(own, td);
		lwkt_switch();
		return;
	}
	if (own->holder != NULL) {
		lwkt_dequeue(own->holder);
		wait(own, own->holder);
	}
	catch_up(own, td->policy);
	hand(own, td);
	lwkt_set_priority(PRIORITY_USER);
	/* Who was made ready while we were its equal is better now. */
	if (lwkt_is_bettered())
		pending_set(curcpu(), PENDING_RESCHED);
}

/*
 * On the way back to its program a thread that has slept waits for a turn.
 *
 * Context: thread
 */
void
usched_acquire(void)
{
	struct thread *td = curthread();
	struct cpu *to = NULL;

	if (!is_allowed(td->cpus, td->cpu->id))
		to = cpu_of((unsigned)__builtin_ctz(td->cpus));
	else if (usched_cpu()->holder != NULL)
		to = free_cpu(td);
	if (to != NULL)
		go(td, to);
	crit_enter();
	if (td->slept_at != 0)
		usched_policy_awake(td->policy, td,
		    (uint32_t)((clock_ns() - td->slept_at) / 1000000));
	td->slept_at = 0;
	become_holder(td);
	atomic_clear_int(&td->owes, OWES_TURN);
	crit_exit();
}

/*
 * Wait, and take whose turn is next, where threads of several policies wait.
 * Apart: where all have one, nobody is counted anew.
 */
static __attribute__((noinline)) struct thread *
exchange_among_policies(struct usched_cpu *own, struct thread *td)
{
	wait(own, td);
	return (next_waiting(own));
}

static inline struct thread *
exchange(struct usched_cpu *own, struct thread *td)
{
	if (__builtin_expect(own->queued[td->policy] != own->waiting, false))
		return (exchange_among_policies(own, td));
	own->reached = own->used[td->policy];
	return (usched_policy_exchange(td->policy, td));
}

/* Our turn is over: whoever is next has it, which may be we. */
static inline void
rotate(struct usched_cpu *own, struct thread *td)
{
	struct thread *next = exchange(own, td);

	hand(own, next);
	if (next != td)
		lwkt_hand_over(next);
}

/*
 * On the way back to a program, or in a long call: somebody better is ready,
 * or our turn is over.
 *
 * Context: thread
 */
void
usched_turn(void)
{
	struct usched_cpu *own = usched_cpu();
	struct thread *td = curthread();

	crit_enter();
	if (own->holder == td && (td->flags & TDF_EXPIRED)) {
		td->flags &= ~(uint32_t)TDF_EXPIRED;
		td->turn = 0;
		if (own->waiting > 0)
			rotate(own, td);
	}
	if (lwkt_is_bettered())
		lwkt_switch();
	crit_exit();
}

/*
 * Let the others have their turns, and whoever is better.
 *
 * Context: thread
 */
void
usched_yield(void)
{
	struct usched_cpu *own = usched_cpu();
	struct thread *td = curthread();

	crit_enter();
	if (own->holder == td && own->waiting > 0)
		rotate(own, td);
	else if (lwkt_is_bettered())
		lwkt_switch();
	crit_exit();
}

/*
 * A tick in which a program's thread ran.
 *
 * Context: crit
 */
void
usched_tick(struct thread *td)
{
	struct usched_cpu *own = usched_cpu();

	own->used[td->policy]++;
	if (own->holder != td || usched_policy_tick(td->policy, td) == 0)
		return;
	td->flags |= TDF_EXPIRED;
	pending_set(curcpu(), PENDING_RESCHED);
}

/*
 * A program's thread ends.
 *
 * Context: thread
 */
void
usched_end(struct thread *td)
{
	crit_enter();
	usched_release(td);
	crit_exit();
	unplace(td->cpu->id);
}
