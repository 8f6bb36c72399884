/* SPDX-License-Identifier: BSD-3-Clause */
/* Interrupt lines and their handlers. */
#ifndef TRAP_INTERRUPT_H
#define TRAP_INTERRUPT_H

#include "types.h"

/* Lines beyond the controller's. */
enum {
	INTERRUPT_LOCAL = 31,		/* the first */
	INTERRUPT_TIMER = INTERRUPT_LOCAL
};

void	interrupt_establish(unsigned, void (*)(void));
void	interrupt_arrived(unsigned);
void	interrupt_take(unsigned);
void	interrupt_deferred(void);
void	interrupt_handle(void (*)(void));

#endif
