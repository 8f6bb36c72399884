/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared init steps and threads.
 * Edit that, not this; the shape is templates/c/init.h.j2.
 */

#ifndef INIT_GEN_H
#define INIT_GEN_H

#include <stdint.h>

struct init_step {
	const char	*name;
	void		(*calls)(void);
};

struct thread_row {
	const char	*name;
	void		(*entry)(void);
	uint32_t	 priority;
	uint32_t	 preempts;
	uint32_t	 every_cpu;	/* and not the first alone */
	uint32_t	 stack;		/* bytes */
};

/* In the order in which they run. */
extern const struct init_step init_step_table[];
extern const unsigned int init_step_count;

extern const struct thread_row thread_row_table[];
extern const unsigned int thread_row_count;

/* Hand-written, called from the tables: steps once, small rather than fast. */
#line 23 "kernel-src/entry/decl.py"
void	page_init(void) __attribute__((cold));
#line 24 "kernel-src/entry/decl.py"
void	clock_init(void) __attribute__((cold));
#line 25 "kernel-src/entry/decl.py"
void	softclock_main(void);

#endif
