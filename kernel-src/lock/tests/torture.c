/* SPDX-License-Identifier: BSD-3-Clause */
/* Steps of the torture: tokens, in whatever order the dice say. */

#include "ktest/torture.h"
#include "lock/token.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

enum {
	POTS = 3
};

/* What a token guards, and the same counted by atomic operations. */
static struct pot {
	struct token	token;
	uint32_t	count;		/* under the token */
	uint32_t	exact;
} pots[POTS];

/* Look, and look away for a while: nobody else may have been here. */
static void
stir(struct torture *t, struct pot *pot)
{
	uint32_t count = pot->count;

	KASSERT(count == atomic_load_int(&pot->exact),
	    "torture: %u in the pot, not %u", count, pot->exact);
	for (uint32_t n = torture_dice(t, 50); n > 0; n--)
		cpu_pause();
	*(volatile uint32_t *)&pot->count = count + 1;
	atomic_add_int(&pot->exact, 1);
}

void
torture_lock_stirs_two_pots(struct torture *t)
{
	struct pot *one = &pots[torture_dice(t, POTS)];
	struct pot *two = &pots[torture_dice(t, POTS)];

	token_get(&one->token);
	stir(t, one);
	if (torture_dice(t, 3) == 0)
		lwkt_yield();
	token_get(&two->token);
	stir(t, one);
	stir(t, two);
	token_release(&two->token);
	stir(t, one);
	token_release(&one->token);
}

void
torture_lock_looks_into_a_pot(struct torture *t)
{
	struct pot *pot = &pots[torture_dice(t, POTS)];
	uint32_t count;

	token_get_shared(&pot->token);
	count = *(volatile uint32_t *)&pot->count;
	for (uint32_t n = torture_dice(t, 50); n > 0; n--)
		cpu_pause();
	KASSERT(count == *(volatile uint32_t *)&pot->count &&
	    count == atomic_load_int(&pot->exact),
	    "torture: a pot was stirred while we looked");
	token_release(&pot->token);
}
