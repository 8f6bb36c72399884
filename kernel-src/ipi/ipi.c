/* SPDX-License-Identifier: BSD-3-Clause */
/* The queues of IPI messages. */

#include "ipi/ipi.h"

#include "counting.gen.h"
#include "cpu.h"
#include "cpusync/cpusync.h"
#include "drv/lapic/lapic.h"
#include "ipi_message.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "syscall.gen.h"
#include "trace_point.gen.h"
#include "trap.gen.h"
#include "trap/interrupt.h"
#include "tunable_table.gen.h"
#include "vm/vm.h"

/*
 * Make the queues from the first `count' CPUs to each other; false when there
 * is no memory.
 *
 * Context: thread
 */
bool
ipi_create(unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		struct ipi_state *state = ipi_state_of(cpu_of(i));

		state->mask = tunable_ipi_slots - 1;
		state->queues = kmem_alloc(count * sizeof(*state->queues));
		if (state->queues == NULL)
			return (false);
	}
	return (true);
}

static inline uint32_t
used(const struct ipi_queue *queue)
{
	return (queue->written - atomic_load_int(&queue->taken));
}

/*
 * Must a CPU be interrupted, or is it going to look anyway?  Our bit in its
 * `senders' is set, by a locked instruction, before we ask.
 */
static inline bool
wants_interrupt(struct ipi_state *there)
{
	return (atomic_load_int(&there->poll) == 0 &&
	    atomic_swap_int(&there->poll, 1) == 0);
}

static void
signal(struct ipi_state *there, const struct cpu *to)
{
	if (wants_interrupt(there))
		lapic_send_fixed(to->apic_id, INTR_IPI);
	else
		count_ipi_avoided();
}

/*
 * Handle what others ask until the queue is a quarter full.  Passive messages
 * may have filled it without a word: its receiver may be asleep.
 */
static __attribute__((noinline)) void
make_room(struct ipi_state *own, const struct ipi_queue *queue,
    struct cpu *to)
{
	struct ipi_patience patience = { .what = "room in a queue" };

	/* A handler that we came to here may fill it, and need not wait. */
	if (own->depth > 0 && used(queue) <= own->mask)
		return;
	KASSERT(own->depth < IPI_DEEPEST, "ipi: handlers send %u deep",
	    own->depth);
	count_ipi_full();
	own->depth++;
	signal(ipi_state_of(to), to);
	while (used(queue) > own->mask / 4) {
		ipi_process();
		ipi_lose_patience(&patience, 1u << to->id);
	}
	own->depth--;
}

/* Write a message into a queue that has room, and say so. */
static inline void
leave(struct ipi_state *own, struct ipi_queue *queue, struct ipi_state *there,
    struct ipi_slot message, uint32_t to)
{
	struct ipi_slot *slot = &queue->slots[queue->written & own->mask];

	trace_ipi_send(to, message.number, message.word);
	slot->number = message.number;
	slot->word = message.word;
	slot->pointer = message.pointer;
	atomic_store_int(&queue->written, queue->written + 1);
	count_ipi_sent();
	atomic_set_int(&there->senders, 1u << curcpu()->id);
}

/* Raise an interrupt at last.  Apart: who need not saves nothing for it. */
static __attribute__((noinline)) uint32_t
interrupt_other(const struct cpu *to, uint32_t sequence)
{
	lapic_send_fixed(to->apic_id, INTR_IPI);
	return (sequence);
}

/* Leave a message in a queue that has room. */
static inline uint32_t
put(struct cpu *to, struct ipi_slot message, bool passive)
{
	struct ipi_state *own = ipi_state(), *there = ipi_state_of(to);
	struct ipi_queue *queue = &own->queues[to->id];
	uint32_t sequence = queue->written + 1;

	leave(own, queue, there, message, to->id);
	if (passive)
		count_ipi_passive();
	else if (__builtin_expect(wants_interrupt(there), false))
		sequence = interrupt_other(to, sequence);
	else
		count_ipi_avoided();
	return (sequence);
}

/* The same when there is none yet.  The receiver may be asleep. */
static __attribute__((noinline)) uint32_t
put_with_patience(struct cpu *to, uint32_t number, void *pointer,
    uint32_t word)
{
	struct ipi_state *own = ipi_state();

	make_room(own, &own->queues[to->id], to);
	return (put(to, (struct ipi_slot){ number, word, pointer }, false));
}

/*
 * What we tell ourselves, a handler does not: it tells other CPUs alone.
 *
 * Depth: 1, for a handler that is here is here no second time
 */
static __attribute__((noinline)) uint32_t
tell_ourselves(uint32_t number, void *pointer, uint32_t word)
{
	struct ipi_slot message = { number, word, pointer };
	struct ipi_state *own = ipi_state();

	KASSERT(!own->telling, "ipi: a handler tells its own CPU %u", number);
	own->telling = 1;
	ipi_dispatch(&message);
	own->telling = 0;
	return (0);
}

/* What is apart returns the sequence, so that nothing is saved for it here. */
static inline __attribute__((always_inline)) uint32_t
send(struct cpu *to, uint32_t number, void *pointer, uint32_t word,
    bool passive)
{
	struct ipi_state *own;
	uint32_t sequence;

	crit_enter();
	own = ipi_state();
	if (__builtin_expect(to == curcpu(), false))
		sequence = tell_ourselves(number, pointer, word);
	else if (__builtin_expect(used(&own->queues[to->id]) > own->mask / 2,
	    false))
		sequence = put_with_patience(to, number, pointer, word);
	else
		sequence = put(to, (struct ipi_slot){ number, word, pointer },
		    passive);
	crit_exit();
	return (sequence);
}

/*
 * Have another CPU handle a message; ourselves at once.  Returns what
 * ipi_wait() takes.
 *
 * Context: any
 */
uint32_t
ipi_queue_send(struct cpu *to, uint32_t number, void *pointer, uint32_t word)
{
	return (send(to, number, pointer, word, false));
}

/*
 * The same without an interrupt: the other CPU finds it when it looks next,
 * unless the queue is rather full.
 *
 * Context: any
 */
uint32_t
ipi_queue_send_passive(struct cpu *to, uint32_t number, void *pointer,
    uint32_t word)
{
	return (send(to, number, pointer, word, true));
}

/*
 * Have another CPU handle a message if that needs no waiting: ENOENT when its
 * queue is two thirds full, or 0.
 *
 * Context: any
 */
int
ipi_queue_try(struct cpu *to, uint32_t number, void *pointer, uint32_t word)
{
	struct ipi_slot message = { number, word, pointer };
	struct ipi_state *own, *there = ipi_state_of(to);
	struct ipi_queue *queue;
	int error = 0;

	crit_enter();
	own = ipi_state();
	queue = &own->queues[to->id];
	if (to == curcpu()) {
		(void)tell_ourselves(number, pointer, word);
	} else if (3 * used(queue) >= 2 * (own->mask + 1)) {
		count_ipi_refused();
		error = ENOENT;
	} else {
		leave(own, queue, there, message, to->id);
		signal(there, to);
	}
	crit_exit();
	return (error);
}

/*
 * Handle all that one CPU has sent.  A handler that finds a queue full comes
 * here again: what it handles is done when the handler around it is.
 */
static void
drain(struct ipi_state *own, struct ipi_queue *queue)
{
	bool within = queue->draining;

	queue->draining = true;
	while (queue->taken != atomic_load_int(&queue->written)) {
		struct ipi_slot slot = queue->slots[queue->taken & own->mask];

		atomic_store_int(&queue->taken, queue->taken + 1);
		count_ipi_received();
		own->handling++;
		trace_ipi_receive(slot.number, slot.word, slot.pointer);
		ipi_dispatch(&slot);
		own->handling--;
		if (!within)
			atomic_store_int(&queue->done, queue->taken);
	}
	queue->draining = within;
}

/* Handle what all have sent, until nobody has sent any more. */
static void
drain_all(struct cpu *cpu, struct ipi_state *own)
{
	uint32_t senders;

	do {
		while ((senders = atomic_swap_int(&own->senders, 0)) != 0) {
			for (; senders != 0; senders &= senders - 1) {
				unsigned from =
				    (unsigned)__builtin_ctz(senders);
				struct ipi_state *there =
				    ipi_state_of(cpu_of(from));

				drain(own, &there->queues[cpu->id]);
			}
		}
		/* Who sends from here on raises an interrupt: look again. */
		atomic_swap_int(&own->poll, 0);
	} while (atomic_load_int(&own->senders) != 0 &&
	    atomic_swap_int(&own->poll, 1) == 0);
}

/*
 * Handle what this CPU was sent.  When it is to stand still, it does so here,
 * unless it was found in a handler: then when that is done.
 *
 * Depth: IPI_DEEPEST, for handlers that send and find a queue full come here
 * Context: crit
 */
void
ipi_process(void)
{
	struct cpu *cpu = curcpu();
	struct ipi_state *own = ipi_state();

	drain_all(cpu, own);
	while (cpusync_state()->waits != NULL && own->handling == 0) {
		cpusync_serve();
		cpu_pause();
		drain_all(cpu, own);
	}
}

/*
 * Handle what came with an interrupt: handlers may want its frame.
 *
 * Context: crit
 */
static void
process_interrupt(void)
{
	ipi_process();
	ipi_state()->frame = NULL;
}

/* Context: intr */
void
intr_on_ipi(struct trap_frame *frame)
{
	struct cpu *cpu = curcpu();

	KASSERT(frame != NULL, "intr_on_ipi: no frame");
	lapic_end();
	count_ipi_interrupts();
	if (cpu->current->crit > 0) {
		count_lwkt_noted();
		pending_set(cpu, PENDING_IPI);
		return;
	}
	ipi_state()->frame = frame;
	interrupt_handle(process_interrupt);
}
