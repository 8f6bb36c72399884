/* SPDX-License-Identifier: BSD-3-Clause */
/* Opening tables, and walking over them. */

#include "table/table.h"

/*
 * A number of `size' bytes, the lowest first.
 *
 * Context: any
 */
uint64_t
table_word(const uint8_t *at, uint32_t size)
{
	uint64_t word = 0;

	for (uint32_t i = size; i-- > 0;)
		word = word << 8 | at[i];
	return (word);
}

/* Context: any */
void
table_bytes(void *to, const uint8_t *at, size_t size)
{
	uint8_t *bytes = to;

	for (size_t i = 0; i < size; i++)
		bytes[i] = at[i];
}

/* Context: any */
bool
table_sum_is_zero(const uint8_t *at, size_t size)
{
	uint8_t sum = 0;

	for (size_t i = 0; i < size; i++)
		sum = (uint8_t)(sum + at[i]);
	return (sum == 0);
}

static bool
begins_with(const uint8_t *at, size_t size, const char *signature)
{
	size_t i = 0;

	while (signature[i] != '\0' && i < size &&
	    at[i] == (uint8_t)signature[i])
		i++;
	return (signature[i] == '\0');
}

/* How many bytes an entry of a declared type has at least; 0: no such type. */
static uint32_t
least(const struct table_form *form, uint32_t type)
{
	for (uint32_t i = 0; i < form->nrows; i++) {
		if (form->rows[i].type == type)
			return (form->rows[i].size);
	}
	return (0);
}

/*
 * How long the entry is where the walk stands; 0 and what is wrong, when it
 * cannot be.
 */
static size_t
entry_size(const struct table *t, const char **wrong)
{
	const uint8_t *at = t->at + t->next;
	size_t left = t->size - t->next, size;
	uint32_t declared = least(t->form, at[0]);

	if (t->form->sized) {
		*wrong = "an entry is shorter than its head";
		if (left < 2 || at[1] < 2)
			return (0);
		size = at[1];
		*wrong = "an entry is shorter than its type";
		if (size < declared)
			return (0);
	} else {
		*wrong = "an entry has an unknown type";
		if (declared == 0)
			return (0);
		size = declared;
	}
	*wrong = "an entry ends behind the table";
	return (size <= left ? size : 0);
}

/*
 * The entry where the walk stands, which goes on behind it; NULL at the end.
 *
 * Context: any
 */
const uint8_t *
table_next(struct table *t)
{
	const uint8_t *at = t->at + t->next;
	const char *wrong;
	size_t size;

	if (t->next >= t->size || (size = entry_size(t, &wrong)) == 0)
		return (NULL);
	t->next += size;
	return (at);
}

/*
 * The same of a number.
 *
 * Context: any
 */
const uint8_t *
table_next_item(struct table *t)
{
	const uint8_t *at = t->at + t->next;

	if (t->size - t->next < t->form->item)
		return (NULL);
	t->next += t->form->item;
	return (at);
}

/* Walk over all entries; what is wrong with them. */
static const char *
walk(struct table *t)
{
	uint64_t count = 0, said = 0;
	const char *wrong;
	size_t size;

	for (; t->next < t->size; t->next += size) {
		size = entry_size(t, &wrong);
		if (size == 0)
			return (wrong);
		count++;
	}
	t->next = t->form->head;
	if (t->form->count_size == 0)
		return (NULL);
	said = table_word(t->at + t->form->count_at, t->form->count_size);
	return (said == count ? NULL : "it has not as many entries as it says");
}

/*
 * Open a table of which `size' bytes can be read; what is wrong with it, or
 * NULL.
 *
 * Context: any
 */
const char *
table_open(struct table *t, const void *at, size_t size,
    const struct table_form *form)
{
	uint64_t length = form->head;

	*t = (struct table){ at, form->head, form->head, form };
	if (size < form->head)
		return ("its head cannot be read");
	if (!begins_with(at, size, form->signature))
		return ("it has another signature");
	if (form->length_size != 0)
		length = table_word(t->at + form->length_at,
		    form->length_size) * form->unit;
	if (length < form->head)
		return ("it is shorter than its head");
	if (length > size)
		return ("it is longer than what can be read");
	t->size = (size_t)length;
	if (!table_sum_is_zero(t->at, t->size))
		return ("its bytes do not add up to zero");
	if (form->item != 0)
		return ((t->size - form->head) % form->item == 0 ? NULL :
		    "a number of it is cut off");
	return (form->nrows != 0 ? walk(t) : NULL);
}
