/* SPDX-License-Identifier: BSD-3-Clause */
/* The generated rows of the interrupt descriptor table. */
#ifndef ARCH_IDT_H
#define ARCH_IDT_H

#include <stdint.h>

/* `stack': the IST index on x86_64, the TSS selector of a task on i386. */
struct idt_row {
	void		(*entry)(void);
	uint8_t		 vector;
	uint8_t		 type;
	uint8_t		 privilege;
	uint8_t		 stack;
};

extern const struct idt_row idt_row_table[];
extern const unsigned int idt_row_count;

#endif
