/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef KERNEL_CONSOLE_H
#define KERNEL_CONSOLE_H

#include "types.h"

void	console_init(void);
void	console_write(const char *, size_t);
ssize_t	console_read(char *, size_t);

/* For the debugger, which alone runs then. */
extern bool console_polled;

int	console_poll(void);

#endif
