/* SPDX-License-Identifier: BSD-3-Clause */
/* Words of the command line that are nearly, and not quite, a tunable's. */

#include "tunable/tunable.h"

#include "boot/boot.h"
#include "kernel.h"
#include "tunable.gen.h"

enum {
	SHORTEST = 3			/* letters of which one may be wrong */
};

/*
 * Is a word of `size' letters one mistake away from a name: a letter too many,
 * too few or another one, or two that changed places?
 *
 * Context: any
 */
bool
tunable_is_near(const char *name, const char *word, size_t size)
{
	size_t length = strlen(name), i = 0;

	while (i < size && i < length && word[i] == name[i])
		i++;
	if (length < SHORTEST || (i == size && i == length))
		return (false);
	if (size == length + 1)
		return (strncmp(name + i, word + i + 1, length - i) == 0);
	if (size + 1 == length)
		return (strncmp(name + i + 1, word + i, size - i) == 0);
	if (size != length)
		return (false);
	if (strncmp(name + i + 1, word + i + 1, size - i - 1) == 0)
		return (true);
	return (i + 1 < size && name[i] == word[i + 1] &&
	    name[i + 1] == word[i] &&
	    strncmp(name + i + 2, word + i + 2, size - i - 2) == 0);
}

/* The tunable that a word is nearly called; NULL when it is one, or nothing. */
static const struct tunable_row *
meant(const char *word, size_t size)
{
	const struct tunable_row *near = NULL;

	for (unsigned i = 0; i < tunable_row_count; i++) {
		const struct tunable_row *row = &tunable_row_table[i];

		if (strlen(row->name) == size &&
		    strncmp(row->name, word, size) == 0)
			return (NULL);
		if (near == NULL && tunable_is_near(row->name, word, size))
			near = row;
	}
	return (near);
}

/* Tell about a word `NAME=...', whose name has `size' letters. */
static void
tell(const char *word, size_t size)
{
	const struct tunable_row *row = meant(word, size);
	char name[sizeof(((struct tunable_info *)0)->name) + 1];

	if (row == NULL || size >= sizeof(name))
		return;
	memcpy(name, word, size);
	name[size] = '\0';
	kprintf("tunable: %s= is the first program's: did you mean %s=?\n",
	    name, row->name);
}

/*
 * Tell which words with a value are nearly tunables.  They are the first
 * program's all the same.
 *
 * Context: boot
 */
void
tunable_tell_misspelt(void)
{
	const char *at = boot_info.cmdline;

	while (*at != '\0') {
		size_t size = 0;

		while (at[size] != '\0' && at[size] != ' ' && at[size] != '=')
			size++;
		if (at[size] == '=')
			tell(at, size);
		while (at[size] != '\0' && at[size] != ' ')
			size++;
		at += size;
		while (*at == ' ')
			at++;
	}
}
