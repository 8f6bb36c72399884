/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared calls.
 * Edit that, not this; the shape is templates/c/syscall_wrapper.h.j2.
 */

#ifndef SYSCALL_WRAPPER_GEN_H
#define SYSCALL_WRAPPER_GEN_H

#include "types.h"

/* A call's checks around its handler; for the dispatch table alone. */
intptr_t	call_draw(word_t, word_t, word_t, word_t);
intptr_t	call_label(word_t, word_t, word_t, word_t);
intptr_t	call_scan_lines(word_t, word_t, word_t, word_t, word_t,
	    word_t);
intptr_t	call_paint(word_t, word_t);
intptr_t	call_where(word_t);

#endif
