/* SPDX-License-Identifier: BSD-3-Clause */
/* The kernel's own symbols, by address and by name. */

#include "kernel.h"
#include "panic.h"

/*
 * Made from the linked kernel, by address: functions, then data.  Of an address
 * the table has 32 bits, which say all where a kernel may lie; the names follow
 * each other in the same order, and who wants one passes those before it: only
 * people read them.
 */
extern const int32_t ksym_table[];
extern const uint32_t ksym_count;
extern const char ksym_names[];
extern char text_start[], text_end[], kernel_end[];

static uintptr_t
address_of(uint32_t i)
{
	return ((uintptr_t)(intptr_t)ksym_table[i]);
}

static const char *
name_after(const char *name)
{
	return (name + strlen(name) + 1);
}

static const char *
name_of(uint32_t i)
{
	const char *name = ksym_names;

	while (i-- > 0)
		name = name_after(name);
	return (name);
}

/* How many symbols are not behind an address. */
static uint32_t
count_to(uintptr_t address)
{
	uint32_t low = 0, high = ksym_count;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (address_of(middle) <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return (low);
}

/*
 * Name the function that holds `pc', and how far in it is; NULL if none.
 *
 * Context: any
 */
const char *
ksym_name(uintptr_t pc, uintptr_t *offset)
{
	if (pc < (uintptr_t)text_start || pc >= (uintptr_t)text_end)
		return (NULL);
	return (ksym_object(pc, offset));
}

/*
 * Name the function or object that holds an address; NULL if none.
 *
 * Context: any
 */
const char *
ksym_object(uintptr_t address, uintptr_t *offset)
{
	uint32_t n = count_to(address);

	if (n == 0 || address >= (uintptr_t)kernel_end)
		return (NULL);
	*offset = address - address_of(n - 1);
	return (name_of(n - 1));
}

/*
 * The address of a symbol, and how many have that name: static ones may be
 * several.
 *
 * Context: any
 */
uintptr_t
ksym_address(const char *name, unsigned *found)
{
	const char *other = ksym_names;
	uintptr_t address = 0;

	*found = 0;
	for (uint32_t i = 0; i < ksym_count; i++) {
		if (strcmp(other, name) == 0 &&
		    (*found == 0 || address_of(i) != address)) {
			address = address_of(i);
			(*found)++;
		}
		other = name_after(other);
	}
	return (address);
}

/*
 * The symbol whose name begins most like `name', the shortest of them.
 *
 * Context: any
 */
const char *
ksym_nearest(const char *name)
{
	const char *best = "", *other = ksym_names;
	size_t most = 0;

	for (uint32_t i = 0; i < ksym_count; i++) {
		size_t n = 0;

		while (name[n] != '\0' && name[n] == other[n])
			n++;
		if (n > most || (n == most && strlen(other) < strlen(best))) {
			most = n;
			best = other;
		}
		other = name_after(other);
	}
	return (best);
}
