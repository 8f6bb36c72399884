/* SPDX-License-Identifier: BSD-3-Clause */
/* Zones: what the slab's own files know of them. */
#ifndef SLAB_ZONE_H
#define SLAB_ZONE_H

#include "slab/slab.h"

enum {
	ZONE_MAGIC = 0x736c6162,
	ZONE_PAGES = SLAB_ZONE_MOST / PAGE_SIZE,
	EMPTY_MOST = 2			/* zones that a CPU keeps for later */
};

enum zone_state {
	ZONE_EMPTY,
	ZONE_CUT,			/* its class's `zone' */
	ZONE_PARTIAL,
	ZONE_FULL
};

struct slab_zone {
	uint32_t	 magic;

	/* Fixed when it is made: */
	struct cpu	*owner;

	/* Fixed while it has a class: */
	uint32_t	 class;
	uint32_t	 size;		/* of a chunk */
	uint32_t	 base;		/* where the first one begins */
	uint32_t	 max;		/* how many fit */

	/* Only the owner, in a critical section: */
	enum zone_state	 state;
	uint32_t	 cut;		/* chunks that were ever handed out */
	uint32_t	 nfree;		/* ... and are in the lists below */
	uint32_t	 mapped;	/* pages */
	uint32_t	 first;		/* no page before it has a list */
	struct slab_zone *next;
	struct slab_zone **link;	/* what points here, if one does */
	struct slab_chunk *free[ZONE_PAGES];
	uint16_t	 count[ZONE_PAGES];
};

/* What a CPU that is asked had left of a type. */
struct slab_rest {
	unsigned	 type;
	uint32_t	 left;
};

/* Context: any */
static inline struct slab_zone *
zone_of(const void *object)
{
	return ((struct slab_zone *)((uintptr_t)object & slab_zone_mask));
}

/* Context: any */
static inline uint32_t
zone_size(void)
{
	return ((uint32_t)-slab_zone_mask);
}

bool	 zone_create(struct slab_cpu *);
bool	 zone_begin(struct slab_cpu *, struct slab_class *, unsigned);
bool	 zone_cut(struct slab_cpu *, struct slab_class *);
void	 zone_take_page(struct slab_class *);
void	 zone_give(struct slab_cpu *, struct slab_zone *, struct slab_chunk *);
void	 zone_enlist(struct slab_zone **, struct slab_zone *);
void	 zone_delist(struct slab_zone *);
struct slab_zone *zone_surplus(struct slab_cpu *, uint32_t);

void	 slab_check_init(struct slab_zone *);
void	 slab_check_cut(struct slab_chunk *, uint32_t);
void	 slab_check_alloc(struct slab_chunk *, unsigned);
void	 slab_check_free(struct slab_chunk *, size_t, unsigned);
uint32_t slab_check_room(uint32_t);

size_t	 slab_limit(unsigned);
size_t	 slab_granted(unsigned);
uint32_t slab_left(const struct slab_cpu *, unsigned);
bool	 slab_grant(struct slab_cpu *, size_t, unsigned);
bool	 slab_grant_wait(size_t, unsigned);
void	 slab_ungrant(struct slab_cpu *, size_t, unsigned);

#endif
