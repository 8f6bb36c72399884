/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * From the root pointer to the tables that we want.  Nothing leads from one of
 * them to another: there are two steps, and no way round in a circle.
 */

#include "acpi_table.gen.h"
#include "boot_reach.h"
#include "firmware/firmware.h"
#include "kernel.h"

enum {
	AREA = 0xe0000,			/* where a BIOS has its root pointer, */
	AREA_END = 0x100000,
	EBDA_SEGMENT = 0x40e,		/* or in this one's first KiB, */
	EBDA_SIZE = 1024,
	PARAGRAPH = 16,			/* at a multiple of that */
	CPU_ENABLED = 1,
	TIMER_32 = 1 << 8,		/* of the FADT's flags */
	REDUCED = 1 << 20,
	IN_MEMORY = 0,			/* an address space */
	POLARITY = 3,			/* of the flags of a line, */
	ACTIVE_LOW = 3,
	TRIGGER = 3 << 2,
	LEVEL = 3 << 2,
	ISA_BUS = 0,
	HEADER = 8			/* signature and length */
};

/* A table of which only its address is known: how much of it can be read. */
static const void *
reach(uint64_t pa, size_t *size)
{
	const uint8_t *at = pa <= UINT32_MAX ?
	    boot_reach((paddr_t)pa, HEADER) : NULL;

	if (at == NULL)
		return (NULL);
	*size = (size_t)table_word(at + 4, 4);
	return (boot_reach((paddr_t)pa, *size));
}

/* A root pointer: is it one, and where are the other tables? */
static bool
root(uint64_t pa, struct rsdp2 *to)
{
	const void *at = boot_reach((paddr_t)pa, 20);
	struct table t;
	struct rsdp old;

	if (at == NULL || rsdp_open(&t, at, 20) != NULL)
		return (false);
	rsdp_read(&t, &old);
	to->rsdt = old.rsdt;
	to->xsdt = 0;
	at = boot_reach((paddr_t)pa, 36);
	if (old.revision >= 2 && at != NULL && rsdp2_open(&t, at, 36) == NULL)
		rsdp2_read(&t, to);
	return (true);
}

static bool
scan(uint64_t from, uint64_t end, struct rsdp2 *to)
{
	for (; from + PARAGRAPH <= end; from += PARAGRAPH) {
		if (root(from, to))
			return (true);
	}
	return (false);
}

static bool
find_root(uint64_t told, struct rsdp2 *to)
{
	const uint8_t *segment = boot_reach(EBDA_SEGMENT, 2);
	uint64_t ebda = segment != NULL ?
	    table_word(segment, 2) * PARAGRAPH : 0;

	return ((told != 0 && root(told, to)) ||
	    (ebda != 0 && scan(ebda, ebda + EBDA_SIZE, to)) ||
	    scan(AREA, AREA_END, to));
}

static void
refuse(const char *name, const char *wrong)
{
	kprintf("acpi: the %s is refused: %s\n", name, wrong);
}

static void
read_override(struct firmware *to, uint8_t bus, uint8_t source, uint32_t line,
    uint16_t flags)
{
	if (bus != ISA_BUS || source >= FIRMWARE_ISA)
		return;
	to->lines[source] = (struct isa_line){
		.pin = line,
		.low = (flags & POLARITY) == ACTIVE_LOW,
		.level = (flags & TRIGGER) == LEVEL
	};
}

static void
read_entry(struct firmware *to, const struct madt_entry *e)
{
	switch (e->type) {
	case MADT_LAPIC:
		if (e->madt_lapic.flags & CPU_ENABLED)
			firmware_add_cpu(to, e->madt_lapic.apic_id);
		break;
	case MADT_X2APIC:
		if (e->madt_x2apic.flags & CPU_ENABLED)
			firmware_add_cpu(to, e->madt_x2apic.apic_id);
		break;
	case MADT_IOAPIC:
		firmware_add_ioapic(to, (struct ioapic_row){
			.address = e->madt_ioapic.address,
			.id = e->madt_ioapic.ioapic_id,
			.first = e->madt_ioapic.first
		});
		break;
	case MADT_OVERRIDE:
		read_override(to, e->madt_override.bus,
		    e->madt_override.source, e->madt_override.line,
		    e->madt_override.flags);
		break;
	case MADT_LOCAL_NMI:
		to->nmi_pin = e->madt_local_nmi.pin & 1;
		break;
	}
}

static void
read_madt(struct firmware *to, const void *at, size_t size)
{
	struct madt_entry entry;
	struct table t;
	const char *wrong = madt_open(&t, at, size);

	if (wrong != NULL) {
		refuse("MADT", wrong);
		return;
	}
	firmware_isa(to);
	to->firsts_known = true;
	to->nmi_pin = 1;
	while (madt_next(&t, &entry))
		read_entry(to, &entry);
}

static void
read_fadt(struct firmware *to, const void *at, size_t size)
{
	struct fadt fadt;
	struct table t;
	const char *wrong = fadt_open(&t, at, size);

	if (wrong != NULL) {
		refuse("FADT", wrong);
		return;
	}
	fadt_read(&t, &fadt);
	if (fadt.timer_length != 4 || (fadt.flags & REDUCED))
		return;
	to->timer_port = fadt.timer_port;
	to->timer_width = fadt.flags & TIMER_32 ? 32 : 24;
}

static void
read_hpet(struct firmware *to, const void *at, size_t size)
{
	struct hpet_table hpet;
	struct table t;
	const char *wrong = hpet_table_open(&t, at, size);

	if (wrong != NULL) {
		refuse("HPET", wrong);
		return;
	}
	hpet_table_read(&t, &hpet);
	if (hpet.space == IN_MEMORY)
		to->hpet = hpet.address;
}

/* One of the other tables, if it is one that we want. */
static void
read_table(struct firmware *to, uint64_t pa, bool cpus)
{
	size_t size = 0;
	const char *at = reach(pa, &size);

	if (at == NULL)
		return;
	if (cpus && strncmp(at, "APIC", 4) == 0)
		read_madt(to, at, size);
	else if (strncmp(at, "FACP", 4) == 0)
		read_fadt(to, at, size);
	else if (strncmp(at, "HPET", 4) == 0)
		read_hpet(to, at, size);
}

/* All tables that the root's table names; what is wrong with that one. */
static const char *
read_all(struct firmware *to, const struct rsdp2 *rsdp, bool cpus)
{
	const char *wrong = "it cannot be read";
	struct table t;
	uint64_t pa;
	size_t size = 0;
	const void *at = rsdp->xsdt != 0 ? reach(rsdp->xsdt, &size) : NULL;

	if (at != NULL && (wrong = xsdt_open(&t, at, size)) == NULL) {
		while (xsdt_next(&t, &pa))
			read_table(to, pa, cpus);
		return (NULL);
	}
	at = reach(rsdp->rsdt, &size);
	if (at != NULL && (wrong = rsdt_open(&t, at, size)) == NULL) {
		while (rsdt_next(&t, &pa))
			read_table(to, pa, cpus);
		return (NULL);
	}
	return (wrong);
}

/*
 * Read what ACPI's tables say; `told' is the loader's root pointer, or 0.
 * `cpus': also of CPUs and interrupt controllers.  True when they told of
 * CPUs.
 *
 * Context: boot
 */
bool
acpi_find(struct firmware *to, uint64_t told, bool cpus)
{
	struct rsdp2 rsdp = { .xsdt = 0 };
	const char *wrong;

	if (!find_root(told, &rsdp))
		return (false);
	wrong = read_all(to, &rsdp, cpus);
	if (wrong != NULL)
		refuse("root's table", wrong);
	to->source = "ACPI";
	return (to->ncpus > 0);
}
