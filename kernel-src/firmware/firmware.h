/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the machine has beyond its first CPU, as its firmware tells.
 *
 * ACPI's tables are asked first, then those of the MP specification; where
 * neither can be believed, there is one CPU, and the interrupt controllers of
 * an AT (a word of the command line forces it: tables=acpi, mp or none).  All
 * is read once, before memory is handed out, and copied here.
 *
 * The number of an interrupt line is that of the I/O APICs' pins, counted
 * through.  ISA's lines arrive at the pin of their number unless a row of
 * `lines' says otherwise.
 */
#ifndef FIRMWARE_FIRMWARE_H
#define FIRMWARE_FIRMWARE_H

#include "types.h"

enum {
	FIRMWARE_CPUS = 16,
	FIRMWARE_IOAPICS = 8,
	FIRMWARE_ISA = 16
};

/* Where an ISA line arrives, and how. */
struct isa_line {
	uint32_t	 pin;		/* of all I/O APICs */
	bool		 low;		/* active low, */
	bool		 level;		/* and as long as it is so */
};

struct ioapic_row {
	uint32_t	 address;
	uint32_t	 id;
	uint32_t	 first;		/* pin; MP tables do not say */
};

/* Written at the start alone. */
struct firmware {
	const char	*source;	/* "ACPI", "MP table", "no table" */
	uint32_t	 ncpus;
	uint32_t	 nioapics;
	uint32_t	 apic_ids[FIRMWARE_CPUS];
	struct ioapic_row ioapics[FIRMWARE_IOAPICS];
	struct isa_line	 lines[FIRMWARE_ISA];
	bool		 firsts_known;	/* the I/O APICs' first pins are */
	bool		 imcr;		/* the 8259s are in the way */
	uint32_t	 nmi_pin;	/* of local APICs */
	uint64_t	 hpet;		/* address, or 0 */
	uint32_t	 timer_port;	/* of ACPI's timer, or 0 */
	uint32_t	 timer_width;
};

extern struct firmware firmware;

void	 firmware_init(void);
void	 firmware_isa(struct firmware *);
void	 firmware_add_cpu(struct firmware *, uint32_t);
void	 firmware_add_ioapic(struct firmware *, struct ioapic_row);
bool	 acpi_find(struct firmware *, uint64_t, bool) __attribute__((cold));
bool	 mptable_find(struct firmware *) __attribute__((cold));

#endif
