/* SPDX-License-Identifier: BSD-3-Clause */
/* Pins of I/O APICs, counted through. */

#include "drv/ioapic/ioapic.h"

#include "drv/i8259/i8259.h"
#include "drv/lapic/lapic.h"
#include "firmware/firmware.h"
#include "init.gen.h"
#include "io.h"
#include "ioapic.gen.h"
#include "ioapic_regs.gen.h"
#include "kernel.h"
#include "tunable_table.gen.h"
#include "vm/vm.h"

enum {
	VERSION = 1,			/* registers behind the two */
	REDIRECTIONS = 0x10,
	LAST_SHIFT = 16,		/* of the version: the last pin */
	LAST = 0xff,
	IMCR_INDEX = 0x22,		/* ports (MP specification 3.6.2.1) */
	IMCR_DATA = 0x23,
	IMCR_SELECT = 0x70,
	IMCR_APIC = 1
};

/* Fixed at start. */
static struct {
	uintptr_t	 at;
	uint32_t	 first;		/* pin */
	uint32_t	 pins;
} chips[FIRMWARE_IOAPICS];
static uint32_t count;

/* Context: any */
bool
ioapic_is_there(void)
{
	return (count > 0);
}

/* How many pins there are.  Context: any */
uint32_t
ioapic_line_count(void)
{
	return (count > 0 ? chips[count - 1].first + chips[count - 1].pins : 0);
}

static uint32_t
read(uintptr_t at, uint32_t index)
{
	ioapic_regs_write_select(at, index);
	return (ioapic_regs_read_window(at));
}

/* The half with the mask is written last. */
static void
redirect(uintptr_t at, uint32_t pin, uint64_t value)
{
	ioapic_regs_write_select(at, REDIRECTIONS + 2 * pin + 1);
	ioapic_regs_write_window(at, (uint32_t)(value >> 32));
	ioapic_regs_write_select(at, REDIRECTIONS + 2 * pin);
	ioapic_regs_write_window(at, (uint32_t)value);
}

/* Show a chip's registers, and mask all of its pins. */
static void
add(const struct ioapic_row *row)
{
	uintptr_t at = (uintptr_t)kmem_map_device(
	    row->address & ~(uint32_t)PAGE_MASK, PAGE_SIZE);
	uint32_t first = firmware.firsts_known ? row->first :
	    ioapic_line_count();

	if (at == 0)
		return;
	at += row->address & PAGE_MASK;
	chips[count].at = at;
	chips[count].first = first;
	chips[count].pins = (read(at, VERSION) >> LAST_SHIFT & LAST) + 1;
	for (uint32_t pin = 0; pin < chips[count].pins; pin++)
		redirect(at, pin, REDIRECTION_MASKED);
	count++;
}

/*
 * Take the lines over from the 8259s.
 *
 * Context: boot
 */
void
ioapic_init(void)
{
	if (!lapic_is_there() || tunable_ioapic == TUNABLE_IOAPIC_OFF)
		return;
	for (uint32_t i = 0; i < firmware.nioapics; i++)
		add(&firmware.ioapics[i]);
	if (count == 0)
		return;
	i8259_mask_all();
	if (firmware.imcr) {
		port_write8(IMCR_INDEX, IMCR_SELECT);
		port_write8(IMCR_DATA, IMCR_APIC);
	}
	lapic_mask_external();
	kprintf("ioapic: %u lines in the 8259s' place\n", ioapic_line_count());
}

/*
 * Let a line of ISA through, to the first CPU, as `vector'.
 *
 * Context: crit
 */
void
ioapic_enable(unsigned irq, uint8_t vector)
{
	const struct isa_line *line = &firmware.lines[irq];
	uint64_t value = (uint64_t)lapic_id() <<
	    REDIRECTION_DESTINATION_SHIFT | vector;

	if (line->low)
		value |= REDIRECTION_LOW;
	if (line->level)
		value |= REDIRECTION_LEVEL;
	for (uint32_t i = 0; i < count; i++) {
		if (line->pin - chips[i].first < chips[i].pins) {
			redirect(chips[i].at, line->pin - chips[i].first,
			    value);
			return;
		}
	}
	kprintf("ioapic: line %u arrives at pin %u, which is nowhere\n", irq,
	    line->pin);
}
