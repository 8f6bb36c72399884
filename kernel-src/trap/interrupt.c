/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Interrupts.  A handler does what cannot wait, in a critical section of the
 * thread that it interrupted, and makes an interrupt thread ready for the
 * rest.  What arrives in a critical section is noted, and handled at its end.
 */

#include "trap/interrupt.h"

#include "counting.gen.h"
#include "drv/i8259/i8259.h"
#include "drv/ioapic/ioapic.h"
#include "drv/lapic/lapic.h"
#include "ipi/ipi.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "trace_point.gen.h"
#include "trap.gen.h"

enum {
	LINES = 32			/* with those of local interrupts */
};

/* Written at start, before the line is let through. */
static void (*handlers[LINES])(void);

/*
 * Call `handler' for every interrupt of a line: of the controller, or one of
 * those that each CPU has to itself.
 *
 * Context: crit
 */
void
interrupt_establish(unsigned irq, void (*handler)(void))
{
	KASSERT(irq < LINES && handlers[irq] == NULL,
	    "interrupt_establish: line %u is taken", irq);
	handlers[irq] = handler;
	if (irq >= INTERRUPT_LOCAL)
		return;
	if (ioapic_is_there())
		ioapic_enable(irq, (uint8_t)(INTR_TICK + irq));
	else
		i8259_enable(irq);
}

/*
 * Called by the rows' handlers.
 *
 * Context: intr, interrupts off
 */
void
interrupt_arrived(unsigned irq)
{
	if (ioapic_is_there()) {
		lapic_end();
		interrupt_take(irq);
	} else if (i8259_acknowledge(irq)) {
		interrupt_take(irq);
	}
}

/*
 * Handle an interrupt that the controller has been told of, or note it when it
 * came in a critical section.
 *
 * Context: intr, interrupts off
 */
void
interrupt_take(unsigned irq)
{
	struct cpu *cpu = curcpu();
	struct thread *td = cpu->current;

	count_trap_interrupts();
	if (td->crit > 0) {
		count_lwkt_noted();
		cpu->deferred |= 1u << irq;
		pending_set(cpu, PENDING_INTR);
		return;
	}
	trace_trap_interrupt_enter(irq);
	interrupt_handle(handlers[irq]);
	trace_trap_interrupt_exit(irq);
}

/* Call what handles interrupts or messages, in one section of its own. */
static void
call(struct cpu *cpu, void (*handler)(void))
{
	cpu->handling++;
	handler();
	cpu->handling--;
}

/*
 * Call a handler, let the threads run that it made ready, then go back to what
 * was interrupted.
 *
 * Context: intr, interrupts off
 */
void
interrupt_handle(void (*handler)(void))
{
	struct cpu *cpu = curcpu();
	struct thread *td = curthread();

	td->crit++;
	call(cpu, handler);
	/* Passive messages come without a word: this is a chance to look. */
	if (ipi_waiting())
		pending_set(cpu, PENDING_IPI);
	while (cpu->pending & (PENDING_SWITCH | PENDING_IPI)) {
		if (cpu->pending & PENDING_IPI) {
			pending_clear(cpu, PENDING_IPI);
			call(cpu, ipi_process);
			continue;
		}
		cpu_enable();		/* whom we switch to wants them */
		lwkt_give_way();
		cpu_disable();
		if (cpu->pending & PENDING_INTR)
			call(cpu, interrupt_deferred);
	}
	td->crit--;
}

/*
 * Run the handlers of what arrived in a critical section.
 *
 * Context: crit
 */
void
interrupt_deferred(void)
{
	struct cpu *cpu = curcpu();
	uintptr_t flags = cpu_flags();
	uint32_t lines;

	cpu_disable();
	lines = cpu->deferred;
	cpu->deferred = 0;
	pending_clear(cpu, PENDING_INTR);
	for (; lines != 0; lines &= lines - 1)
		handlers[__builtin_ctz(lines)]();
	if (flags & FLAGS_INTERRUPT)
		cpu_enable();
}
