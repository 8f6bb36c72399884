/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef KERNEL_PANIC_H
#define KERNEL_PANIC_H

#include "types.h"

/* Some CPU gives up; the others stop when they are told. */
extern bool panicking;

void	panic_at(uintptr_t, uintptr_t, const char *, ...)
	    __attribute__((noreturn, format(printf, 3, 4)));
void	machine_stop(void) __attribute__((noreturn));
void	machine_exit(uint32_t) __attribute__((noreturn));
void	machine_restart(void) __attribute__((noreturn));
const char *ksym_name(uintptr_t, uintptr_t *);
const char *ksym_object(uintptr_t, uintptr_t *);
const char *ksym_nearest(const char *);
uintptr_t ksym_address(const char *, unsigned *);
void	backtrace(uintptr_t, uintptr_t);

#endif
