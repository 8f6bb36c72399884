/* SPDX-License-Identifier: BSD-3-Clause */
/* Looking at memory, values and registers. */

#include "ddb/ddb.h"

#include "ddb_command.gen.h"
#include "ddb_structure.gen.h"
#include "panic.h"

enum {
	NEAR = 0x10000,			/* how far from a symbol is still it */
	MOST = 4096,			/* items of one command */
	LINE = 16			/* bytes of memory on one */
};

/* How memory is shown: set by the letters of a command. */
struct form {
	uint32_t	count;
	uint8_t		size;
	char		letter;
};

/* What `x' without an address goes on with. */
static uintptr_t next;

/*
 * The value of a register of what is looked at.
 *
 * Context: any
 */
uintptr_t
ddb_register(const char *name, bool *known)
{
	const struct trap_frame *frame = ddb_view.frame;

	*known = true;
	if (strcmp(name, "sp") == 0 || strcmp(name, "esp") == 0)
		return (frame_sp(frame));
	for (unsigned i = 0; i < DDB_REGISTERS; i++) {
		const struct ddb_register *r = &ddb_register_table[i];

		if (strcmp(r->name, name) == 0)
			return (*(const uintptr_t *)((const char *)frame +
			    r->offset));
	}
	*known = false;
	return (0);
}

/* Context: any */
void
ddb_on_registers(void)
{
	unsigned shown = 0;

	for (unsigned i = 0; i < DDB_REGISTERS; i++) {
		const char *name = ddb_register_table[i].name;
		bool known;

		/* The last four are other names for registers. */
		if (i + 4 >= DDB_REGISTERS)
			break;
		kprintf("%-6s %0*zx%s", name, 2 * (int)sizeof(uintptr_t),
		    ddb_register(name, &known), ++shown % 3 ? "  " : "\n");
	}
	kprintf("%scr2 %zx  cr3 %zx\n", shown % 3 ? "\n" : "", read_cr2(),
	    read_cr3());
	ddb_print_symbol(frame_pc(ddb_view.frame));
	kprintf("\n");
}

/*
 * Print an address, and the symbol that it is at or behind.
 *
 * Context: any
 */
void
ddb_print_symbol(uintptr_t at)
{
	uintptr_t offset;
	const char *name = ksym_object(at, &offset);

	kprintf("0x%zx", at);
	if (name != NULL && offset == 0)
		kprintf(" %s", name);
	else if (name != NULL && offset < NEAR)
		kprintf(" %s+0x%zx", name, offset);
}

/* Read what stands behind the stroke. */
static struct form
form_of(const char *text, const char *letters, struct form form)
{
	uint32_t count = 0;

	for (; *text >= '0' && *text <= '9'; text++)
		count = count * 10 + (uint32_t)(*text - '0');
	if (count > MOST)
		ddb_fail("at most %u at a time", MOST);
	if (count > 0)
		form.count = count;
	for (; *text != '\0'; text++) {
		static const char sizes[] = "bhwg";
		unsigned i = 0;

		while (sizes[i] != '\0' && sizes[i] != *text)
			i++;
		if (sizes[i] != '\0') {
			form.size = (uint8_t)(1u << i);
			continue;
		}
		for (i = 0; letters[i] != '\0' && letters[i] != *text; i++)
			continue;
		if (letters[i] == '\0')
			ddb_fail("`%c' is no format: there are %s, and the "
			    "sizes b, h, w, g", *text, letters);
		form.letter = *text;
	}
	return (form);
}

static void
print_value(uint64_t value, struct form form)
{
	unsigned shift = 64 - 8 * form.size;

	switch (form.letter) {
	case 'd':
		kprintf("%lld", (long long)(value << shift) >> shift);
		break;
	case 'u':
		kprintf("%llu", (unsigned long long)value);
		break;
	case 'c':
		kprintf("%c", value >= ' ' && value < 127 ? (int)value : '.');
		break;
	case 'a':
		ddb_print_symbol((uintptr_t)value);
		break;
	default:
		kprintf("0x%0*llx", 2 * form.size, (unsigned long long)value);
	}
}

/* Context: any */
void
ddb_on_print_(const char *format, uint64_t value)
{
	struct form form = { .size = 8, .letter = 0 };

	form = form_of(format, "xdua", form);
	if (form.letter != 0) {
		print_value(value, form);
		kprintf("\n");
		return;
	}
	kprintf("%llu = ", (unsigned long long)value);
	ddb_print_symbol((uintptr_t)value);
	kprintf("\n");
}

/* A text; the address behind it. */
static uintptr_t
print_string(uintptr_t at)
{
	char c;

	kprintf("\"");
	for (unsigned i = 0; i < MOST; i++) {
		c = (char)ddb_fetch(at++, 1);
		if (c == '\0')
			break;
		kprintf("%c", c >= ' ' && c < 127 ? c : '.');
	}
	kprintf("\"");
	return (at);
}

/* Where a line of memory begins. */
static void
print_place(uintptr_t at)
{
	ddb_print_symbol(at);
	kprintf(":");
}

/* Context: any */
void
ddb_on_examine(const char *format, size_t where)
{
	static struct form form = { .count = 1, .size = 4, .letter = 'x' };
	unsigned column = 0;
	uintptr_t at = where != 0 ? where : next;

	form.count = 1;
	form = form_of(format, "xduacs", form);
	if (form.letter == 'a')
		form.size = sizeof(uintptr_t);
	if (form.letter == 'c' || form.letter == 's')
		form.size = 1;
	for (uint32_t i = 0; i < form.count && !ddb_interrupted(); i++) {
		uint64_t value = ddb_fetch(at, form.size);

		if (column == 0)
			print_place(at);
		kprintf(" ");
		if (form.letter == 's') {
			at = print_string(at);
			column = LINE;
		} else {
			print_value(value, form);
			at += form.size;
			column += form.letter == 'a' ? LINE : form.size;
		}
		if (column >= LINE || i + 1 == form.count) {
			kprintf("\n");
			column = 0;
		}
	}
	next = at;
}

/* Context: any */
void
ddb_on_write_(size_t where, uint64_t value, uint32_t size)
{
	if (size == 0 || size > 8 || (size & (size - 1)) != 0)
		ddb_fail("SIZE must be 1, 2, 4 or 8, not %u", size);
	if (!ddb_write(where, &value, size))
		ddb_fail("0x%zx cannot be written", where);
}
