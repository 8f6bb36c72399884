/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared calls.
 * Edit that, not this; the shape is templates/c/syscall_wrapper.h.j2.
 */

#ifndef SYSCALL_WRAPPER_GEN_H
#define SYSCALL_WRAPPER_GEN_H

#include "types.h"

/* A call's checks around its handler; for the dispatch table alone. */
intptr_t	call_draw(uintptr_t, uintptr_t, uintptr_t, uintptr_t);
intptr_t	call_label(uintptr_t, uintptr_t, uintptr_t, uintptr_t);
intptr_t	call_scan_lines(uintptr_t, uintptr_t, uintptr_t, uintptr_t,
	    uintptr_t, uintptr_t);
intptr_t	call_paint(uintptr_t, uintptr_t);

#endif
