/* SPDX-License-Identifier: BSD-3-Clause */
/* Declared structures, printed from their declarations. */

#include "ddb/ddb.h"

#include "ddb_command.gen.h"
#include "ddb_structure.gen.h"

enum {
	MANY = 16,			/* elements of an array, shown */
	DEEPEST = 4,			/* structures in structures */
	TEXT = 64
};

static void print_fields(const struct ddb_structure *, uintptr_t, unsigned);

static void
print_enum(const struct named_values *known, uint64_t value)
{
	for (size_t i = 0; i < known->count; i++) {
		if ((uint32_t)known->values[i].value == (uint32_t)value) {
			kprintf("%s", known->values[i].name);
			return;
		}
	}
	kprintf("%llu, which has no name", (unsigned long long)value);
}

static void
print_flags(const struct named_values *known, uint64_t value)
{
	const char *between = "";

	for (size_t i = 0; i < known->count; i++) {
		const struct named_value *flag = &known->values[i];

		if ((value & flag->value) != 0) {
			kprintf("%s%s", between, flag->name);
			between = "|";
			value &= ~flag->value;
		}
	}
	if (value != 0 || between[0] == '\0')
		kprintf("%s0x%llx", between, (unsigned long long)value);
}

static void
print_pointer(const struct ddb_field *f, uintptr_t at)
{
	uintptr_t value = (uintptr_t)ddb_fetch(at, sizeof(value));
	const char *target = ddb_target_table[f->of];

	if (value == 0) {
		kprintf("NULL");
		return;
	}
	ddb_print_symbol(value);
	if (target[0] != '\0')
		kprintf(" (%s)", target);
}

static void
print_string(const struct ddb_field *f, uintptr_t at)
{
	char text[TEXT];
	size_t size = f->size < sizeof(text) ? f->size : sizeof(text) - 1;

	if (!ddb_read(at, text, size))
		ddb_fail("nothing is mapped at 0x%zx", at);
	text[size] = '\0';
	kprintf("\"%s\"", text);
}

/*
 * One value of a field.
 *
 * Depth: DEEPEST, for structures are in structures
 */
static void
print_one(const struct ddb_field *f, uintptr_t at, unsigned depth)
{
	unsigned shift = 64 - 8u * f->size;

	switch (f->kind) {
	case DDB_SIGNED:
		kprintf("%lld", (long long)(ddb_fetch(at, f->size) << shift) >>
		    shift);
		break;
	case DDB_POINTER:
		print_pointer(f, at);
		break;
	case DDB_STRING:
		print_string(f, at);
		break;
	case DDB_ENUM:
		print_enum(ddb_enum_table[f->of], ddb_fetch(at, f->size));
		break;
	case DDB_FLAGS:
		print_flags(ddb_enum_table[f->of], ddb_fetch(at, f->size));
		break;
	case DDB_STRUCT:
		kprintf("struct %s\n", ddb_structure_table[f->of].name);
		if (depth < DEEPEST)
			print_fields(&ddb_structure_table[f->of], at,
			    depth + 1);
		break;
	default:
		kprintf("%llu", (unsigned long long)ddb_fetch(at, f->size));
		if (ddb_fetch(at, f->size) > 9)
			kprintf(" (0x%llx)",
			    (unsigned long long)ddb_fetch(at, f->size));
	}
}

/*
 * All of a field: of an array, the first elements.
 *
 * Depth: DEEPEST, for structures are in structures
 */
static void
print_field(const struct ddb_field *f, uintptr_t at, unsigned depth)
{
	unsigned shown = f->count < MANY ? f->count : MANY;

	kprintf("%*s%s = ", 2 * (int)depth, "", f->name);
	for (unsigned i = 0; i < shown; i++) {
		if (i > 0 && f->kind != DDB_STRUCT)
			kprintf(", ");
		print_one(f, at + (uintptr_t)i * f->size, depth);
	}
	if (shown < f->count)
		kprintf(", and %u more", f->count - shown);
	if (f->kind != DDB_STRUCT)
		kprintf("\n");
}

/*
 * Depth: DEEPEST, for structures are in structures
 */
static void
print_fields(const struct ddb_structure *s, uintptr_t at, unsigned depth)
{
	for (uint32_t i = 0; i < s->nfields && !ddb_interrupted(); i++)
		print_field(&s->fields[i], at + s->fields[i].offset, depth);
}

/* The structure of a name; NULL when none is declared. */
static const struct ddb_structure *
structure_of(const char *name)
{
	for (unsigned i = 0; i < DDB_STRUCTURES; i++) {
		if (strcmp(ddb_structure_table[i].name, name) == 0)
			return (&ddb_structure_table[i]);
	}
	return (NULL);
}

/*
 * Print a declared structure at an address.
 *
 * Context: any
 */
void
ddb_print_structure(const char *name, uintptr_t at)
{
	const struct ddb_structure *s = structure_of(name);
	uint8_t byte;

	if (s == NULL) {
		kprintf("declared are:");
		for (unsigned i = 0; i < DDB_STRUCTURES; i++)
			kprintf(" %s", ddb_structure_table[i].name);
		kprintf("\n");
		ddb_fail("`%s' is no structure that is declared", name);
	}
	if (!ddb_read(at, &byte, 1) || !ddb_read(at + s->size - 1, &byte, 1))
		ddb_fail("nothing is mapped at 0x%zx", at);
	kprintf("struct %s at ", s->name);
	ddb_print_symbol(at);
	kprintf("\n");
	print_fields(s, at, 1);
}

/* Context: any */
void
ddb_on_show(const char *structure, size_t where)
{
	ddb_print_structure(structure, where);
}
