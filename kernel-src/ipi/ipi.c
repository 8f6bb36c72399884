/* SPDX-License-Identifier: BSD-3-Clause */
/* The queues of IPI messages. */

#include "ipi/ipi.h"

#include "boot/boot.h"
#include "counting.gen.h"
#include "cpu.h"
#include "drv/lapic/lapic.h"
#include "ipi_message.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "trace_point.gen.h"
#include "trap.gen.h"
#include "trap/interrupt.h"
#include "vm/vm.h"

enum {
	SLOTS = sizeof(((struct ipi_queue *)0)->slots) /
	    sizeof(struct ipi_slot),
	DEEPEST = 2			/* handlers that send in handlers */
};

static struct ipi_state states[CPU_MAX];

/* How many slots are used; the command line may say fewer: ipi_slots=4. */
static uint32_t
slot_count(void)
{
	uint32_t n = boot_number("ipi_slots", SLOTS);

	return (n >= 4 && n <= SLOTS && (n & (n - 1)) == 0 ? n : SLOTS);
}

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
		states[i].mask = slot_count() - 1;
		states[i].queues =
		    kmem_alloc(count * sizeof(*states[i].queues));
		if (states[i].queues == NULL)
			return (false);
	}
	return (true);
}

static inline uint32_t
used(const struct ipi_queue *queue)
{
	return (queue->written - atomic_load_int(&queue->taken));
}

/* Raise an interrupt, unless the other CPU is going to look anyway. */
static void
signal(struct ipi_state *own, const struct cpu *to)
{
	if (atomic_swap_int(&states[to->id].poll, 1) == 0)
		lapic_send_fixed(to->apic_id, INTR_IPI);
	else
		own->avoided++;
}

/*
 * Handle what others ask until the queue is a quarter full.  Passive messages
 * may have filled it without a word: its receiver may be asleep.
 */
static void
make_room(struct ipi_state *own, const struct ipi_queue *queue,
    const struct cpu *to)
{
	KASSERT(own->depth < DEEPEST, "ipi: handlers send %u deep", own->depth);
	own->full++;
	own->depth++;
	signal(own, to);
	while (used(queue) > own->mask / 4) {
		ipi_process();
		cpu_pause();
	}
	own->depth--;
}

static uint32_t
put(struct cpu *to, const struct ipi_slot *slot, bool passive)
{
	struct cpu *cpu = curcpu();
	struct ipi_state *own = &states[cpu->id];
	struct ipi_queue *queue = &own->queues[to->id];

	if (used(queue) > own->mask / 2) {
		make_room(own, queue, to);
		passive = false;
	}
	trace_ipi_send(to->id, slot->number, slot->word);
	queue->slots[queue->written & own->mask] = *slot;
	atomic_store_int(&queue->written, queue->written + 1);
	own->sent++;
	atomic_set_int(&states[to->id].senders, 1u << cpu->id);
	if (passive)
		own->passive++;
	else
		signal(own, to);
	return (queue->written);
}

static uint32_t
send(struct cpu *to, uint32_t number, void *pointer, uint32_t word,
    bool passive)
{
	struct ipi_slot slot = { number, word, pointer };
	uint32_t sequence = 0;

	crit_enter();
	if (to == curcpu())
		ipi_dispatch(&slot);
	else
		sequence = put(to, &slot, passive);
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
 * Wait until another CPU has handled what we sent it; meanwhile handle what we
 * are sent.
 *
 * Context: any
 */
void
ipi_wait(struct cpu *to, uint32_t sequence)
{
	struct ipi_state *own = &states[curcpu()->id];
	const struct ipi_queue *queue = &own->queues[to->id];

	if (to == curcpu())
		return;
	KASSERT(own->handling == 0, "ipi_wait: a handler waits for CPU %u",
	    to->id);
	crit_enter();
	while ((int32_t)(atomic_load_int(&queue->done) - sequence) < 0) {
		ipi_process();
		cpu_pause();
	}
	crit_exit();
}

/*
 * Wait until somebody whom we asked says so; meanwhile handle what we are
 * asked.
 *
 * Context: any
 */
void
ipi_wait_for(const uint32_t *said)
{
	KASSERT(states[curcpu()->id].handling == 0,
	    "ipi_wait_for: a handler waits at %p", (const void *)said);
	crit_enter();
	while (atomic_load_int(said) == 0) {
		ipi_process();
		cpu_pause();
	}
	crit_exit();
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
		own->received++;
		own->handling++;
		trace_ipi_receive(slot.number, slot.word, slot.pointer);
		ipi_dispatch(&slot);
		own->handling--;
		if (!within)
			atomic_store_int(&queue->done, queue->taken);
	}
	queue->draining = within;
}

/*
 * Handle what this CPU was sent.
 *
 * Depth: 3, for handlers that send and find a queue full come here
 * Context: crit
 */
void
ipi_process(void)
{
	struct cpu *cpu = curcpu();
	struct ipi_state *own = &states[cpu->id];
	uint32_t senders;

	do {
		while ((senders = atomic_swap_int(&own->senders, 0)) != 0) {
			for (; senders != 0; senders &= senders - 1) {
				unsigned from =
				    (unsigned)__builtin_ctz(senders);

				drain(own, &states[from].queues[cpu->id]);
			}
		}
		/* Who sends from here on raises an interrupt: look again. */
		atomic_swap_int(&own->poll, 0);
	} while (atomic_load_int(&own->senders) != 0 &&
	    atomic_swap_int(&own->poll, 1) == 0);
}

/*
 * Is there something to handle?  Passive messages come without a word.
 *
 * Context: any
 */
bool
ipi_waiting(void)
{
	return (atomic_load_int(&states[curcpu()->id].senders) != 0);
}

/* Context: intr */
void
intr_on_ipi(struct trap_frame *frame)
{
	struct cpu *cpu = curcpu();

	KASSERT(frame != NULL, "intr_on_ipi: no frame");
	lapic_end();
	states[cpu->id].interrupts++;
	if (cpu->current->crit > 0) {
		count_lwkt_noted();
		pending_set(cpu, PENDING_IPI);
		return;
	}
	interrupt_handle(ipi_process);
}
