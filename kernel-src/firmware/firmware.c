/* SPDX-License-Identifier: BSD-3-Clause */
/* Which tables are believed. */

#include "firmware/firmware.h"

#include "boot/boot.h"
#include "cpu.h"
#include "init.gen.h"
#include "kernel.h"
#include "tunable_table.gen.h"

struct firmware firmware;

/*
 * ISA's lines as they are where nobody says otherwise.
 *
 * Context: boot
 */
void
firmware_isa(struct firmware *to)
{
	for (uint32_t i = 0; i < FIRMWARE_ISA; i++)
		to->lines[i] = (struct isa_line){ i, false, false };
}

/*
 * There is a CPU; more than we can use are not noted, nor one twice.
 *
 * Context: boot
 */
void
firmware_add_cpu(struct firmware *to, uint32_t apic_id)
{
	for (uint32_t i = 0; i < to->ncpus; i++) {
		if (to->apic_ids[i] == apic_id)
			return;
	}
	if (to->ncpus < FIRMWARE_CPUS)
		to->apic_ids[to->ncpus++] = apic_id;
}

/* Context: boot */
void
firmware_add_ioapic(struct firmware *to, struct ioapic_row row)
{
	if (to->nioapics < FIRMWARE_IOAPICS)
		to->ioapics[to->nioapics++] = row;
}

/* Ask one after the other; ACPI's timers are told whoever tells of CPUs. */
static void
ask(void)
{
	bool any = tunable_tables == TUNABLE_TABLES_ANY;
	bool acpi = any || tunable_tables == TUNABLE_TABLES_ACPI;
	bool mp = any || tunable_tables == TUNABLE_TABLES_MP;

	if (acpi_find(&firmware, boot_info.rsdp, acpi))
		return;
	firmware_isa(&firmware);
	if (mp && mptable_find(&firmware))
		return;
	firmware_isa(&firmware);
	firmware.source = "no table";
	firmware.ncpus = 0;
	firmware.nioapics = 0;
	firmware.nmi_pin = 1;
}

/*
 * Read the tables.
 *
 * Context: boot
 */
void
firmware_init(void)
{
	ask();
	kprintf("firmware: %s: %u CPUs, %u I/O APICs\n", firmware.source,
	    firmware.ncpus > 0 ? firmware.ncpus : 1, firmware.nioapics);
}
