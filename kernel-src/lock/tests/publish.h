/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Two copies of something, one of them published: a thread replaces it, waits
 * for its readers, and spoils what nobody may see any more.  How one reads and
 * how one waits is what a test tries.
 */
#ifndef LOCK_TESTS_PUBLISH_H
#define LOCK_TESTS_PUBLISH_H

#include "ktest/ktest.h"

struct published {
	uint32_t	first;
	uint32_t	second;
};

struct publication {
	void		(*read)(struct publication *);
	void		(*wait)(struct publication *);
	void		*guard;			/* theirs */
	struct published *pointer;
	struct published copies[2];
	uint32_t	arrived;
	uint32_t	wrong;
	uint32_t	done;
};

void	publication_look(struct publication *);
void	publication_try(struct ktest *, struct publication *);

#endif
