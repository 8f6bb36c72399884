/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef ARCH_SWITCH_TEST_H
#define ARCH_SWITCH_TEST_H

#include "types.h"

struct thread;

enum {
	SWITCH_TEST_MAX = 8
};

extern const char *const switch_test_register[];
extern const unsigned switch_test_count;

void	switch_test(uintptr_t, uintptr_t *, struct thread *, struct thread *,
	    void (*)(void));
void	switch_test_prepare(struct thread *, struct thread *);
void	switch_test_partner(void);
uintptr_t switch_test_segment(void);
void	switch_test_load_segment(uintptr_t);
extern const uintptr_t switch_test_kept_segment;

#endif
