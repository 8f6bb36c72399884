/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The pair of interrupt controllers of a PC: the second hangs on line 2 of
 * the first (8259A data sheet, initialisation command words).
 */

#include "drv/i8259/i8259.h"

#include "i8259.gen.h"
#include "kernel.h"
#include "trap.gen.h"

enum {
	FIRST = 0x20,			/* ports */
	SECOND = 0xa0,
	CASCADE = 2,
	ICW1_WITH_ICW4 = 0x01,		/* in bits 0 to 2, with ICW1 */
	ICW4_8086 = 0x01,
	READ_ISR = 0x03,		/* in bits 0 to 2, with OCW3 */
	EOI_SPECIFIC = 3		/* operation */
};

/* Bit n is set while line n is masked. */
static uint16_t masked = 0xffff;

static void
write_masks(void)
{
	i8259_write_data(FIRST, (uint8_t)masked);
	i8259_write_data(SECOND, (uint8_t)(masked >> 8));
}

static void
initialise(uintptr_t base, uint8_t vector, uint8_t cascade)
{
	i8259_write_command(base, I8259_COMMAND_ICW1 | ICW1_WITH_ICW4);
	i8259_write_data(base, vector);
	i8259_write_data(base, cascade);
	i8259_write_data(base, ICW4_8086);
}

/*
 * Give the lines their vectors, all masked.
 *
 * Context: boot
 */
void
i8259_init(void)
{
	initialise(FIRST, INTR_TICK, 1 << CASCADE);
	initialise(SECOND, INTR_TICK + 8, CASCADE);
	masked = (uint16_t)~(1 << CASCADE);
	write_masks();
}

/* Context: crit */
void
i8259_enable(unsigned irq)
{
	masked &= (uint16_t)~(1u << irq);
	write_masks();
}

/*
 * Be quiet from now on: others bring the lines.
 *
 * Context: boot
 */
void
i8259_mask_all(void)
{
	masked = 0xffff;
	write_masks();
}

static bool
in_service(uintptr_t base, unsigned line)
{
	i8259_write_command(base, I8259_COMMAND_OCW3 | READ_ISR);
	return (i8259_read_isr(base) >> line & 1);
}

static void
end(uintptr_t base, unsigned line)
{
	i8259_write_command(base, (uint8_t)(EOI_SPECIFIC <<
	    I8259_COMMAND_OPERATION_SHIFT | line));
}

/*
 * Let the next interrupt through; false for a spurious one, which a
 * controller reports as its line 7 and has not in service.
 *
 * Context: intr, interrupts off
 */
bool
i8259_acknowledge(unsigned irq)
{
	uintptr_t base = irq < 8 ? FIRST : SECOND;

	if (irq % 8 == 7 && !in_service(base, 7)) {
		if (base == SECOND)
			end(FIRST, CASCADE);
		return (false);
	}
	end(base, irq % 8);
	if (base == SECOND)
		end(FIRST, CASCADE);
	return (true);
}

/* Context: intr */
void
intr_on_spurious(struct trap_frame *frame)
{
	KASSERT(frame != NULL, "intr_on_spurious: no frame");
	(void)i8259_acknowledge(7);
}

/* Context: intr */
void
intr_on_spurious_second(struct trap_frame *frame)
{
	KASSERT(frame != NULL, "intr_on_spurious_second: no frame");
	(void)i8259_acknowledge(15);
}
