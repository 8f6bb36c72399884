/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from kernel-src/uart/decl.py.
 * Edit that, not this; the shape is templates/c/register_dump.c.j2.
 */

#include "uart.gen.h"

/*
 * Print every register that can be read without changing anything.
 * Left alone:
 *	data
 *	lsr
 *
 * Context: any
 */
void
uart_dump(uintptr_t base, void (*print)(const char *, ...))
{
	uint32_t value;

	value = uart_read_divisor(base);
	print("uart.divisor = 0x%02x\n", value);
	value = uart_read_lcr(base);
	print("uart.lcr = 0x%02x", value);
	print(" size=%x", value & UART_LCR_SIZE);
	print(" dlab=%x\n", (value & UART_LCR_DLAB) >> 7);
}
