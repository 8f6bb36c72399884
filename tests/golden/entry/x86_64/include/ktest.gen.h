/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the functions ktest_* in the tests folders.
 * Edit that, not this; the shape is templates/c/ktest.h.j2.
 */

#ifndef KTEST_GEN_H
#define KTEST_GEN_H

struct ktest;

struct ktest_row {
	const char	*name;
	void		(*function)(struct ktest *);
};

extern const struct ktest_row ktest_table[];
extern const unsigned int ktest_count;

/* Hand-written, called from the table. */

#endif
