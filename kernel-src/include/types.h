/* SPDX-License-Identifier: BSD-3-Clause */
/* Types that every subsystem shares. */
#ifndef KERNEL_TYPES_H
#define KERNEL_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t		pid_t;
typedef intptr_t	ssize_t;
typedef uintptr_t	word_t;		/* a word as a program passes it */
typedef uint64_t	paddr_t;	/* a physical address, on every CPU */

/*
 * An address in the program's space.  It is not a pointer: the copy functions
 * of user_copy.h are the only way to what it names.
 */
typedef struct {
	uintptr_t va;
} user_ptr_t;

#endif
