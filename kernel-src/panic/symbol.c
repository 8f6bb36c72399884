/* SPDX-License-Identifier: BSD-3-Clause */
/* The kernel's own symbols, by address and by name. */

#include "kernel.h"
#include "panic.h"

/* Made from the linked kernel, by address: functions, then data. */
struct ksym {
	uintptr_t	 address;
	const char	*name;
};

extern const struct ksym ksym_table[];
extern const uint32_t ksym_count;
extern char text_start[], text_end[], kernel_end[];

/* The last symbol that is not behind an address; NULL if all are. */
static const struct ksym *
before(uintptr_t address)
{
	uint32_t low = 0, high = ksym_count;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (ksym_table[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return (low > 0 ? &ksym_table[low - 1] : NULL);
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
	const struct ksym *found = before(address);

	if (found == NULL || address >= (uintptr_t)kernel_end)
		return (NULL);
	*offset = address - found->address;
	return (found->name);
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
	uintptr_t address = 0;

	*found = 0;
	for (uint32_t i = 0; i < ksym_count; i++) {
		if (strcmp(ksym_table[i].name, name) == 0 &&
		    (*found == 0 || ksym_table[i].address != address)) {
			address = ksym_table[i].address;
			(*found)++;
		}
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
	const char *best = "";
	size_t most = 0;

	for (uint32_t i = 0; i < ksym_count; i++) {
		const char *other = ksym_table[i].name;
		size_t n = 0;

		while (name[n] != '\0' && name[n] == other[n])
			n++;
		if (n > most || (n == most && strlen(other) < strlen(best))) {
			most = n;
			best = other;
		}
	}
	return (best);
}
