/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from kernel-src/uart/decl.py.
 * Edit that, not this; the shape is templates/c/register.h.j2.
 */

#ifndef UART_GEN_H
#define UART_GEN_H

#include <stdint.h>

#include "io.h"

/* Eight ports. */
#define UART_DATA               0x0	/* kernel-src/uart/decl.py:27 */
#define UART_DIVISOR            0x0	/* kernel-src/uart/decl.py:28 */
#define UART_LCR                0x3	/* kernel-src/uart/decl.py:26 */
#define UART_LSR                0x5	/* kernel-src/uart/decl.py:29 */

/* Line control. */
#define UART_LCR_SIZE                   0x3
#define UART_LCR_SIZE_SHIFT             0
#define UART_LCR_ZERO                   0x7c
#define UART_LCR_ZERO_SHIFT             2
#define UART_LCR_DLAB                   0x80

/* Line status. */
#define UART_LSR_READY                  0x1
#define UART_LSR_OVERRUN                0x2

static inline uint8_t			/* kernel-src/uart/decl.py:27 */
uart_read_data(uintptr_t base)
{
	uint8_t kept = port_read8(base + UART_LCR);
	uint8_t value;

	port_write8(base + UART_LCR,
	    (uint8_t)(kept & ~UART_LCR_DLAB));
	value = port_read8(base + UART_DATA);
	port_write8(base + UART_LCR, kept);
	return (value);
}

static inline void			/* kernel-src/uart/decl.py:27 */
uart_write_data(uintptr_t base, uint8_t value)
{
	uint8_t kept = port_read8(base + UART_LCR);

	port_write8(base + UART_LCR,
	    (uint8_t)(kept & ~UART_LCR_DLAB));
	port_write8(base + UART_DATA, value);
	port_write8(base + UART_LCR, kept);
}

static inline uint8_t			/* kernel-src/uart/decl.py:28 */
uart_read_divisor(uintptr_t base)
{
	uint8_t kept = port_read8(base + UART_LCR);
	uint8_t value;

	port_write8(base + UART_LCR,
	    (uint8_t)((kept & ~UART_LCR_DLAB) | 0x80));
	value = port_read8(base + UART_DIVISOR);
	port_write8(base + UART_LCR, kept);
	return (value);
}

static inline void			/* kernel-src/uart/decl.py:28 */
uart_write_divisor(uintptr_t base, uint8_t value)
{
	uint8_t kept = port_read8(base + UART_LCR);

	port_write8(base + UART_LCR,
	    (uint8_t)((kept & ~UART_LCR_DLAB) | 0x80));
	port_write8(base + UART_DIVISOR, value);
	port_write8(base + UART_LCR, kept);
}

static inline uint8_t			/* kernel-src/uart/decl.py:26 */
uart_read_lcr(uintptr_t base)
{
	return (port_read8(base + UART_LCR));
}

static inline void			/* kernel-src/uart/decl.py:26 */
uart_write_lcr(uintptr_t base, uint8_t value)
{
	port_write8(base + UART_LCR, value);
}

static inline uint8_t			/* kernel-src/uart/decl.py:29 */
uart_read_lsr(uintptr_t base)
{
	return (port_read8(base + UART_LSR));
}

void	uart_dump(uintptr_t, void (*)(const char *, ...));

#endif
