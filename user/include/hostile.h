/* SPDX-License-Identifier: BSD-3-Clause */

#ifndef USER_HOSTILE_H
#define USER_HOSTILE_H

#include <arch.gen.h>
#include <machine.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What the generated hostile cases stand on: calls that must fail, or at least
 * harm nobody.
 *
 * Memory lies at places that are known when the cases are written: a page for
 * each of the words of a call, three times, with different content; behind
 * them nothing.  A call that fails must have changed none of it.
 */
enum {
	HOSTILE_SLOTS = CALL_WORDS,
	HOSTILE_PLACE = 0x30000000
};

#define ZEROS(n)	((uintptr_t)HOSTILE_PLACE + (n) * PAGE_SIZE)
#define LINES(n)	(ZEROS(HOSTILE_SLOTS) + (n) * PAGE_SIZE)
#define OUT(n)		(LINES(HOSTILE_SLOTS) + (n) * PAGE_SIZE)
#define HOLE		OUT(HOSTILE_SLOTS)	/* nothing is there */
#define READ_ONLY	(HOLE + PAGE_SIZE)	/* and a hole behind it */
#define PROGRAM_TEXT	((uintptr_t)hostile_main)

/* What must come of a case. */
enum hostile_outcome {
	HOSTILE_FAILS,		/* with this errno */
	HOSTILE_REFUSED,	/* fails with an errno that the call declares */
	HOSTILE_BORNE,		/* succeeds, or fails like that */
	HOSTILE_SAME		/* what comes of harmless words */
};

/* A call; all fields are fixed at build. */
struct hostile_call {
	uintptr_t		 number;
	void			(*gate)(struct raw_call *);
	const int32_t		*errors;		/* ended by 0 */
	uintptr_t		 good[CALL_WORDS];	/* harmless words */
};

/* A case; all fields are fixed at build. */
struct hostile_case {
	const char		*name;
	const struct hostile_call *call;
	enum hostile_outcome	 outcome;
	int32_t			 error;			/* for FAILS */
	uintptr_t		 stack;			/* 0: the program's */
	uintptr_t		 word[CALL_WORDS];
};

/* A number that no call has. */
struct hostile_number {
	const char		*name;
	uintptr_t		 number;
};

/* raw_interrupt_call with the stack pointer at `sp', where nothing may be. */
void raw_stack_call(struct raw_call *call, uintptr_t sp);

/* The tables are ended by rows without a name. */
int hostile_main(int argc, char **argv, const struct hostile_case *cases,
    const struct hostile_number *numbers);

#endif
