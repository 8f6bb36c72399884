/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The generated parsers on the host.  Each record of the input is the number
 * of a table, a size, and so many bytes, which get memory of exactly that
 * size; a line of the output says what was wrong, or how many steps the walk
 * over the table had.
 */

#include <stdio.h>
#include <stdlib.h>

#include "acpi_table.gen.h"
#include "mptable_table.gen.h"

static const char *wrong;
static size_t steps;

#define HEAD(name)							\
static void								\
try_##name(const void *at, size_t size)					\
{									\
	struct name head;						\
	struct table t;							\
									\
	wrong = name##_open(&t, at, size);				\
	if (wrong == NULL)						\
		name##_read(&t, &head);					\
}

#define WALK(name, step)						\
static void								\
try_##name(const void *at, size_t size)					\
{									\
	struct name head;						\
	struct table t;							\
	step next;							\
									\
	wrong = name##_open(&t, at, size);				\
	if (wrong != NULL)						\
		return;							\
	name##_read(&t, &head);						\
	while (name##_next(&t, &next) && steps <= size)			\
		steps++;						\
}

HEAD(rsdp)
HEAD(rsdp2)
WALK(rsdt, uint64_t)
WALK(xsdt, uint64_t)
WALK(madt, struct madt_entry)
HEAD(fadt)
HEAD(hpet_table)
HEAD(mp_pointer)
WALK(mp_config, struct mp_config_entry)

static void (*const tries[])(const void *, size_t) = {
	try_rsdp, try_rsdp2, try_rsdt, try_xsdt, try_madt, try_fadt,
	try_hpet_table, try_mp_pointer, try_mp_config
};

int
main(void)
{
	uint32_t record[2];

	while (fread(record, sizeof(record), 1, stdin) == 1) {
		uint8_t *bytes = malloc(record[1]);

		if (fread(bytes, 1, record[1], stdin) != record[1])
			return (2);
		steps = 0;
		tries[record[0]](bytes, record[1]);
		if (wrong != NULL)
			printf("%s\n", wrong);
		else
			printf("ok %zu\n", steps);
		free(bytes);
	}
	return (0);
}
