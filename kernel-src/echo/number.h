/* SPDX-License-Identifier: BSD-3-Clause */
/* Numbers that one CPU counts to another: each comes once, and in order. */
#ifndef ECHO_NUMBER_H
#define ECHO_NUMBER_H

#include "types.h"

/* In critical sections of the CPU that they are counted to. */
struct echo_numbers {
	uint32_t	next;
	uint32_t	wrong;
};

/* In critical sections of the CPU that is asked, until `asked' says so. */
struct echo_frame {
	uintptr_t	pc;		/* what was interrupted; 0: nothing */
	uint32_t	asked;		/* how often; atomics only */
};

#endif
