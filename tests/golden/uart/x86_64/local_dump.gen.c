/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from kernel-src/uart/decl.py.
 * Edit that, not this; the shape is templates/c/register_dump.c.j2.
 */

#include "local.gen.h"

/*
 * Print every register that can be read without changing anything.
 *
 * Context: any
 */
void
local_dump(uintptr_t base, void (*print)(const char *, ...))
{
	uint32_t value;
	unsigned long long wide;

	value = local_read_id(base);
	print("local.id = 0x%08x\n", value);
	wide = local_read_command(base);
	print("local.command = 0x%016llx\n", wide);
}
