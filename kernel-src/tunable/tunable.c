/* SPDX-License-Identifier: BSD-3-Clause */
/* The words of the command line that are declared. */

#include "tunable/tunable.h"

#include "boot/boot.h"
#include "kernel.h"
#include "syscall.gen.h"
#include "tunable.gen.h"

enum {
	VALUE = 80,			/* bytes of the longest value */
	DECIMAL = 10
};

/* Read a number; say whether it is one, and within its bounds. */
static bool
set_number(const struct tunable_row *row, const char *text)
{
	uint64_t n = 0;

	if (*text == '\0')
		return (false);
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9' || n > UINT32_MAX)
			return (false);
		n = n * DECIMAL + (uint64_t)(*text - '0');
	}
	if (n < row->least || n > row->most ||
	    (row->power && (n & (n - 1)) != 0))
		return (false);
	*(uint32_t *)row->value = (uint32_t)n;
	return (true);
}

/* The word of `size' letters at `text', or NULL. */
static const struct tunable_word *
word_of(const struct tunable_row *row, const char *text, size_t size)
{
	for (const struct tunable_word *w = row->words; w->name != NULL; w++) {
		if (strlen(w->name) == size &&
		    strncmp(w->name, text, size) == 0)
			return (w);
	}
	return (NULL);
}

/* Read a word, or several with commas between. */
static bool
set_words(const struct tunable_row *row, const char *text)
{
	uint32_t value = 0;

	for (;;) {
		const struct tunable_word *word;
		size_t size = 0;

		while (text[size] != '\0' &&
		    (text[size] != ',' || row->is == TUNABLE_IS_CHOICE))
			size++;
		word = word_of(row, text, size);
		if (word == NULL)
			return (false);
		value |= word->value;
		if (text[size] == '\0')
			break;
		text += size + 1;
	}
	*(uint32_t *)row->value = value;
	return (true);
}

/*
 * Give a tunable the value that was typed; false, and nothing happens, when it
 * may not have it.
 *
 * Context: any
 */
bool
tunable_set(const struct tunable_row *row, const char *text)
{
	switch (row->is) {
	case TUNABLE_IS_NUMBER:
		return (set_number(row, text));
	case TUNABLE_IS_FLAG:
		if (*text != '\0')
			return (false);
		*(uint32_t *)row->value = 1;
		return (true);
	case TUNABLE_IS_CHOICE:
	case TUNABLE_IS_SET:
		return (set_words(row, text));
	case TUNABLE_IS_TEXT:
		if (strlen(text) >= row->size)
			return (false);
		strlcpy(row->value, text, row->size);
		return (true);
	}
	return (false);
}

/*
 * Read all of them; what is wrong is told, and leaves the default.
 *
 * Context: boot
 */
void
tunable_read(void)
{
	char text[VALUE];

	for (unsigned i = 0; i < tunable_row_count; i++) {
		const struct tunable_row *row = &tunable_row_table[i];

		if (boot_option(row->name, text, sizeof(text)) &&
		    !tunable_set(row, text))
			kprintf("tunable: %s=%s is not %s: it stays %s\n",
			    row->name, text, row->takes,
			    row->otherwise[0] != '\0' ? row->otherwise :
			    "unset");
	}
	tunable_tell_misspelt();
}

/* Add a word to a list; one that has no room is left out. */
static void
add_word(char *to, size_t size, const char *word)
{
	size_t used = strlen(to);

	(void)ksnprintf(to + used, size - used, "%s%s", used > 0 ? "," : "",
	    word);
}

/*
 * Write a tunable's value as it could be typed.
 *
 * Context: any
 */
void
tunable_tell(const struct tunable_row *row, char *to, size_t size)
{
	const struct tunable_word *word = row->words;
	const uint32_t *value = row->value;

	*to = '\0';
	switch (row->is) {
	case TUNABLE_IS_NUMBER:
		(void)ksnprintf(to, size, "%u", *value);
		break;
	case TUNABLE_IS_FLAG:
		strlcpy(to, *value != 0 ? "yes" : "no", size);
		break;
	case TUNABLE_IS_CHOICE:
		while (word->name != NULL && word->value != *value)
			word++;
		strlcpy(to, word->name != NULL ? word->name : "?", size);
		break;
	case TUNABLE_IS_SET:
		for (; word->name != NULL; word++) {
			if (*value & word->value)
				add_word(to, size, word->name);
		}
		break;
	case TUNABLE_IS_TEXT:
		strlcpy(to, row->value, size);
		break;
	}
}

/* Context: thread */
intptr_t
sys_tunable_info(uint32_t index, struct tunable_info *info)
{
	const struct tunable_row *row;

	if (index >= tunable_row_count)
		return (-ESRCH);
	row = &tunable_row_table[index];
	strlcpy(info->name, row->name, sizeof(info->name));
	tunable_tell(row, info->value, sizeof(info->value));
	strlcpy(info->otherwise, row->otherwise, sizeof(info->otherwise));
	strlcpy(info->takes, row->takes, sizeof(info->takes));
	strlcpy(info->doc, row->doc, sizeof(info->doc));
	return (0);
}
