/* SPDX-License-Identifier: BSD-3-Clause */

#include <string.h>

#include "init.h"

enum { WORD_MAX = 16 };

/*
 * How many letters must be put in, left out, replaced or swapped with their
 * neighbour to make `a' of `b'.
 */
static unsigned
distance(const char *a, const char *b)
{
	unsigned row[3][WORD_MAX + 1];
	unsigned *above = row[0], *last = row[1], *now = row[2], *spare;
	size_t width = strlen(b), i, j;

	for (j = 0; j <= width; j++)
		last[j] = (unsigned)j;
	for (i = 1; a[i - 1] != '\0'; i++) {
		now[0] = (unsigned)i;
		for (j = 1; j <= width; j++) {
			now[j] = last[j - 1] + (a[i - 1] != b[j - 1]);
			if (last[j] + 1 < now[j])
				now[j] = last[j] + 1;
			if (now[j - 1] + 1 < now[j])
				now[j] = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && above[j - 2] + 1 < now[j])
				now[j] = above[j - 2] + 1;
		}
		spare = above;
		above = last;
		last = now;
		now = spare;
	}
	return (last[width]);
}

/*
 * The command whose name is nearest to `wrong', or NULL when none is near.
 *
 * Context: any.
 */
const char *
nearest(const char *wrong)
{
	const char *best = NULL;
	unsigned far, least = 3;

	if (strlen(wrong) > WORD_MAX)
		return (NULL);
	for (size_t i = 0; i < command_count; i++) {
		far = distance(wrong, command_table[i].name);
		if (far < least && far < strlen(command_table[i].name)) {
			least = far;
			best = command_table[i].name;
		}
	}
	return (best);
}
