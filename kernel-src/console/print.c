/* SPDX-License-Identifier: BSD-3-Clause */
/* Printing from the kernel. */

#include "console.h"
#include "kernel.h"

enum {
	PRINT_MAX = 256			/* bytes of one message */
};

/* Context: any */
void
kvprintf(const char *format, va_list ap)
{
	char text[PRINT_MAX];
	int length = kvsnprintf(text, sizeof(text), format, ap);

	console_write(text, length < PRINT_MAX ? (size_t)length :
	    PRINT_MAX - 1);
}

/* Context: any */
void
kprintf(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	kvprintf(format, ap);
	va_end(ap);
}
