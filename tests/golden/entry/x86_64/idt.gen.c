/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared traps and interrupts.
 * Edit that, not this; the shape is templates/c/idt.c.j2.
 */

#include "arch.gen.h"
#include "idt.h"

void	trap_entry_nmi(void);
void	trap_entry_breakpoint(void);
void	trap_entry_protection(void);
void	intr_entry_tick(void);

/* Entry, vector, type, privilege, stack (IST index, or TSS selector). */
const struct idt_row idt_row_table[] = {
	/* kernel-src/entry/decl.py:18 */
	{ trap_entry_nmi, 2, GATE_INTERRUPT, 0, IST_NMI },
	/* kernel-src/entry/decl.py:19 */
	{ trap_entry_breakpoint, 3, GATE_INTERRUPT, 3, 0 },
	/* kernel-src/entry/decl.py:20 */
	{ trap_entry_protection, 13, GATE_INTERRUPT, 0, 0 },
	/* kernel-src/entry/decl.py:21 */
	{ intr_entry_tick, 32, GATE_INTERRUPT, 0, 0 },
};

const unsigned int idt_row_count =
    sizeof(idt_row_table) / sizeof(idt_row_table[0]);
