/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Tables that firmware leaves in memory.
 *
 * Who wrote such a table is not trusted.  To open one is to look at all of it:
 * the signature, the length, which must lie within what can be read, the sum
 * of all bytes, and each entry's length, one after the other up to the end.
 * What is wrong with it is said in words; a table that could be opened is read
 * by walking over its entries, and each step checks its bounds once more.
 *
 * This knows no kernel: tests run it on the host as well.
 */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A type of entries, and how many bytes it has at least. */
struct table_row {
	uint32_t	 type;
	uint32_t	 size;
};

/* What must be true of a table: where its fields are, and what follows. */
struct table_form {
	const char	*signature;
	uint32_t	 head;				/* bytes */
	uint32_t	 length_at, length_size;	/* 0: the head is all */
	uint32_t	 unit;				/* of the length */
	uint32_t	 count_at, count_size;		/* 0: nothing says */
	const struct table_row *rows;
	uint32_t	 nrows;
	bool		 sized;		/* an entry's second byte is its size */
	uint32_t	 item;		/* bytes of a number, or 0 */
};

/* A table that is open. */
struct table {
	const uint8_t	*at;
	size_t		 size;
	size_t		 next;		/* where the walk goes on */
	const struct table_form *form;
};

const char *table_open(struct table *, const void *, size_t,
	    const struct table_form *);
const uint8_t *table_next(struct table *);
const uint8_t *table_next_item(struct table *);
void	 table_bytes(void *, const uint8_t *, size_t);
uint64_t table_word(const uint8_t *, uint32_t);
bool	 table_sum_is_zero(const uint8_t *, size_t);

#endif
