/* SPDX-License-Identifier: BSD-3-Clause */

/* Names of numbers, for people; the tables are generated. */

#include <call_name.h>
#include <errno.h>
#include <process.h>

int errno;

static const struct value_name *
row_of(const struct value_name *table, uint32_t count, int number)
{
	for (uint32_t i = 0; i < count; i++)
		if (table[i].value == number)
			return (&table[i]);
	return (NULL);
}

static const char *
name_of(const struct value_name *table, uint32_t count, int number)
{
	const struct value_name *row = row_of(table, count, number);

	return (row != NULL ? row->name : "unknown");
}

/*
 * The name of an error number.
 *
 * Context: any.
 */
const char *
errno_name(int number)
{
	return (name_of(errno_value_table, errno_value_count, number));
}

/*
 * The name of a signal.
 *
 * Context: any.
 */
const char *
signal_name(int signal)
{
	return (name_of(signal_value_table, signal_value_count, signal));
}

/*
 * What a process does, in a word.
 *
 * Context: any.
 */
const char *
proc_state_name(uint32_t state)
{
	const struct value_name *row = row_of(proc_state_value_table,
	    proc_state_value_count, (int)state);

	return (row != NULL ? row->doc : "?");
}
