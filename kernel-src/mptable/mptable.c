/* SPDX-License-Identifier: BSD-3-Clause */
/* The MP table, where a BIOS leaves it (MP specification 1.4, 4.1). */

#include "boot_reach.h"
#include "firmware/firmware.h"
#include "kernel.h"
#include "mptable_table.gen.h"

enum {
	EBDA_SEGMENT = 0x40e,		/* in data of the BIOS: a segment, */
	BASE_KIB = 0x413,		/* and the size of base memory */
	ROM = 0xf0000,
	ROM_END = 0x100000,
	KIB = 1024,
	PARAGRAPH = 16,
	IMCR = 0x80,			/* of the second feature byte */
	ENABLED = 1,
	VECTORED = 0,			/* kinds of interrupts */
	NON_MASKABLE = 1,
	POLARITY = 3,			/* of the flags of a line, */
	ACTIVE_LOW = 3,
	TRIGGER = 3 << 2,
	LEVEL = 3 << 2
};

static bool
scan(uint64_t from, uint64_t end, struct mp_pointer *to)
{
	struct table t;

	for (; from + PARAGRAPH <= end; from += PARAGRAPH) {
		const void *at = boot_reach((paddr_t)from, PARAGRAPH);

		if (at != NULL && mp_pointer_open(&t, at, PARAGRAPH) == NULL) {
			mp_pointer_read(&t, to);
			return (true);
		}
	}
	return (false);
}

static bool
find_pointer(struct mp_pointer *to)
{
	const uint8_t *data = boot_reach(EBDA_SEGMENT, 8);
	uint64_t ebda, top;

	if (data == NULL)
		return (false);
	ebda = table_word(data, 2) * PARAGRAPH;
	top = table_word(data + (BASE_KIB - EBDA_SEGMENT), 2) * KIB;
	return ((ebda != 0 && scan(ebda, ebda + KIB, to)) ||
	    (top >= KIB && scan(top - KIB, top, to)) ||
	    scan(ROM, ROM_END, to));
}

/* An interrupt of the ISA bus, which arrives at a pin of the first I/O APIC. */
static void
read_interrupt(struct firmware *to, uint8_t source, uint8_t pin,
    uint16_t flags)
{
	if (source < FIRMWARE_ISA)
		to->lines[source] = (struct isa_line){
			.pin = pin,
			.low = (flags & POLARITY) == ACTIVE_LOW,
			.level = (flags & TRIGGER) == LEVEL
		};
}

static void
read_entry(struct firmware *to, const struct mp_config_entry *e, int *isa)
{
	switch (e->type) {
	case MP_PROCESSOR:
		if (e->mp_processor.flags & ENABLED)
			firmware_add_cpu(to, e->mp_processor.apic_id);
		break;
	case MP_BUS:
		if (strncmp(e->mp_bus.name, "ISA", 3) == 0)
			*isa = e->mp_bus.bus;
		break;
	case MP_IOAPIC:
		if (e->mp_ioapic.flags & ENABLED)
			firmware_add_ioapic(to, (struct ioapic_row){
				.address = e->mp_ioapic.address,
				.id = e->mp_ioapic.ioapic_id
			});
		break;
	case MP_INTERRUPT:
		if (e->mp_interrupt.kind == VECTORED && to->nioapics > 0 &&
		    e->mp_interrupt.bus == *isa &&
		    e->mp_interrupt.ioapic_id == to->ioapics[0].id)
			read_interrupt(to, e->mp_interrupt.source,
			    e->mp_interrupt.pin, e->mp_interrupt.flags);
		break;
	case MP_LOCAL:
		if (e->mp_local.kind == NON_MASKABLE)
			to->nmi_pin = e->mp_local.pin & 1;
		break;
	}
}

/*
 * Read what the MP table says; true when it told of CPUs.
 *
 * Context: boot
 */
bool
mptable_find(struct firmware *to)
{
	struct mp_pointer pointer;
	struct mp_config_entry entry;
	struct table t;
	const uint8_t *at;
	const char *wrong = "it cannot be read";
	int isa = -1;

	if (!find_pointer(&pointer))
		return (false);
	at = boot_reach(pointer.config, 8);
	if (at != NULL)
		at = boot_reach(pointer.config, table_word(at + 4, 2));
	if (at != NULL)
		wrong = mp_config_open(&t, at, (size_t)table_word(at + 4, 2));
	if (wrong != NULL) {
		kprintf("mptable: the table is refused: %s\n", wrong);
		return (false);
	}
	to->source = "MP table";
	to->ncpus = to->nioapics = 0;
	to->nmi_pin = 1;
	to->imcr = pointer.features[1] & IMCR;
	while (mp_config_next(&t, &entry))
		read_entry(to, &entry, &isa);
	return (to->ncpus > 0);
}
