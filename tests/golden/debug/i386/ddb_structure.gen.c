/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared structures and enumerations, and arch/.
 * Edit that, not this; the shape is templates/c/ddb_structure.c.j2.
 */

#include <stddef.h>

#include "ddb_structure.gen.h"

/* kernel-src/debug/decl.py:33 */
static const struct ddb_field fields_of_lamp[] = {
	{ "shade", 0, 4, 1, DDB_ENUM, 1 },
	{ "next", 4, 4, 1, DDB_POINTER, 1 },
	{ "heights", 8, 2, 4, DDB_SIGNED, 0 },
	{ "rooms", 16, 1, 4, DDB_UNSIGNED, 0 },
	{ "name", 20, 16, 1, DDB_STRING, 0 },
	{ NULL, 0, 0, 0, 0, 0 }
};

const struct ddb_structure ddb_structure_table[] = {
	{ "lamp", fields_of_lamp, 36, 5 },
	{ NULL, NULL, 0, 0 }		/* an empty table is no C */
};

const struct named_values *const ddb_enum_table[] = {
	&errno_names,
	&shade_names,
	&watched_names,
	NULL				/* an empty table is no C */
};

const char *const ddb_target_table[] = {
	"",
	"struct lamp",
	NULL				/* an empty table is no C */
};

const struct ddb_register ddb_register_table[] = {
	{ "gs", 0 },
	{ "fs", 4 },
	{ "es", 8 },
	{ "ds", 12 },
	{ "edi", 16 },
	{ "esi", 20 },
	{ "ebp", 24 },
	{ "ebx", 28 },
	{ "edx", 32 },
	{ "ecx", 36 },
	{ "eax", 40 },
	{ "vector", 44 },
	{ "error", 48 },
	{ "eip", 52 },
	{ "cs", 56 },
	{ "eflags", 60 },
	{ "esp", 64 },
	{ "ss", 68 },
	{ "pc", 52 },
	{ "sp", 64 },
	{ "fp", 24 },
	{ "flags", 60 },
	{ NULL, 0 }			/* an empty table is no C */
};
