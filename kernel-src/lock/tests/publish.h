/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Two copies of something, one of them published: a thread replaces it, waits
 * for its readers, and spoils what nobody may see any more.  How one reads and
 * how one waits is what a test tries: it calls these in between.
 */
#ifndef LOCK_TESTS_PUBLISH_H
#define LOCK_TESTS_PUBLISH_H

#include "types.h"

struct published {
	uint32_t	first;
	uint32_t	second;
};

struct publication {
	void		*guard;			/* theirs */
	struct published *pointer;
	struct published *old;
	struct published copies[2];
	unsigned	replaced;
	uint32_t	arrived;
	uint32_t	wrong;
	uint32_t	done;
};

void	publication_init(struct publication *, void *);
bool	publication_is_mine(struct publication *);
bool	publication_replace(struct publication *);
void	publication_spoil(struct publication *);
bool	publication_is_read(struct publication *);
void	publication_look(struct publication *);

#endif
