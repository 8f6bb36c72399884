/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Tunables: words of the command line that subsystems declare.  They are read
 * once, before the first start step, into the variables tunable_NAME of
 * tunable_table.gen.h.
 */
#ifndef TUNABLE_TUNABLE_H
#define TUNABLE_TUNABLE_H

#include "tunable_table.gen.h"

void	 tunable_read(void);
bool	 tunable_set(const struct tunable_row *, const char *);
void	 tunable_tell(const struct tunable_row *, char *, size_t);
bool	 tunable_is_near(const char *, const char *, size_t);
void	 tunable_tell_misspelt(void);

#endif
