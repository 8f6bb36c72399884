/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Calls that must fail.  A case says what each word of a call is; places in
 * memory are made when the program starts.
 */
#ifndef USER_HOSTILE_H
#define USER_HOSTILE_H

#include <stddef.h>
#include <stdint.h>

enum hostile_kind {
	HOSTILE_VALUE,		/* a number */
	HOSTILE_GOOD,		/* memory that can be read and written */
	HOSTILE_STRING,		/* a string that names nothing */
	HOSTILE_KERNEL,		/* the kernel's first byte */
	HOSTILE_USER_END,	/* its last byte is the first of the kernel's */
	HOSTILE_UNMAPPED,	/* nothing is there */
	HOSTILE_STRADDLE,	/* its second half is unmapped */
	HOSTILE_UNENDED,	/* a string that runs into nothing */
	HOSTILE_READ_ONLY,	/* memory that can be read */
	HOSTILE_TEXT		/* the program's instructions */
};

enum {
	HOSTILE_WORDS = 8,
	HOSTILE_ALIVE = -1	/* whatever comes, the kernel lives */
};

struct hostile_word {
	enum hostile_kind	kind;
	uint32_t		size;
	uintptr_t		value;
};

struct hostile_case {
	const char		*name;
	uint32_t		 number;
	int32_t			 expected;
	uint32_t		 count;
	struct hostile_word	 words[HOSTILE_WORDS];
};

int	hostile_main(int, char **, const struct hostile_case *, size_t);

#endif
