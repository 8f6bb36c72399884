/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Hands kernel addresses and pointers that run out of mapped memory to every
 * declared call, by every gate.  A call that takes a pointer must refuse them.
 *
 *	break_calls		every call
 *	break_calls exit	exit with kernel addresses; comes back by a bug
 */

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <arch.gen.h>
#include <call_name.h>
#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <machine.h>

enum {
	PARAMETERS_MAX = 8,
	STRADDLE_PLACE = 0x30000000
};

/* What a parameter is, as far as its type in the prototype tells. */
struct parameter {
	bool		pointer;
	bool		size;
	unsigned	words;
};

struct signature {
	unsigned		count;
	unsigned		words;		/* of all parameters */
	bool			takes_pointer;
	struct parameter	parameter[PARAMETERS_MAX];
};

static char safe[PAGE_SIZE];

static bool
contains(const char *text, size_t length, const char *what)
{
	size_t width = strlen(what);

	for (; length >= width; text++, length--)
		if (memcmp(text, what, width) == 0)
			return (true);
	return (false);
}

/*
 * Read the parameters of a prototype from its text.
 */
static struct signature
signature_read(const char *prototype)
{
	struct signature s = { 0 };
	const char *at = strchr(prototype, '('), *end;
	struct parameter *p;
	bool last = strcmp(at, "(void)") == 0;

	while (!last && s.count < PARAMETERS_MAX) {
		at++;
		for (end = at; *end != ',' && *end != ')'; end++)
			continue;
		p = &s.parameter[s.count++];
		p->pointer = contains(at, (size_t)(end - at), "*");
		p->size = contains(at, (size_t)(end - at), "size_t");
		p->words = !p->pointer &&
		    contains(at, (size_t)(end - at), "int64_t") ?
		    8 / sizeof(uintptr_t) : 1;
		s.words += p->words;
		s.takes_pointer |= p->pointer;
		last = *end == ')';
		at = end;
	}
	return (s);
}

/*
 * Words for `s' in which the parameter `bad' is `address', and the others
 * are harmless.  With `bad' beyond the last, all are `address'.
 */
static void
words_fill(uintptr_t *word, const struct signature *s, unsigned bad,
    uintptr_t address)
{
	const struct parameter *p;
	uintptr_t value;

	for (unsigned i = 0; i < s->count; i++) {
		p = &s->parameter[i];
		value = 1;
		if (p->size)
			value = PAGE_SIZE;
		if (p->pointer)
			value = (uintptr_t)safe;
		if (i == bad || bad >= s->count)
			value = address;
		for (unsigned j = 0; j < p->words; j++)
			*word++ = value;
	}
}

static void
call_with(const struct call_name *c, const struct signature *s, unsigned bad,
    uintptr_t address, void (*gate)(struct raw_call *))
{
	struct raw_call call = { .number = c->number };

	words_fill(call.word, s, bad, address);
	gate(&call);
	CHECK(call.failed != 0 || !s->takes_pointer,
	    "%s with %#lx as argument %u returned %ld", c->name,
	    (unsigned long)address, bad + 1, (long)call.result);
}

static void
call_with_address(const struct call_name *c, uintptr_t address,
    void (*gate)(struct raw_call *))
{
	struct signature s = signature_read(c->prototype);

	if (gate == raw_call && s.words > gate_words)
		return;
	for (unsigned i = 0; i < s.count; i++)
		if (s.parameter[i].pointer)
			call_with(c, &s, i, address, gate);
	call_with(c, &s, s.count, address, gate);
}

/*
 * The address of the last byte before unmapped memory; the byte is no NUL.
 */
static uintptr_t
straddling(void)
{
	char *page = mmap((void *)STRADDLE_PLACE, PAGE_SIZE,
	    PROT_READ | PROT_WRITE, MAP_ANON | MAP_PRIVATE | MAP_FIXED, -1, 0);

	if (!CHECK(page == (char *)STRADDLE_PLACE, "%s", errno_name(errno)))
		return (0);
	memset(page, 'x', PAGE_SIZE);
	return ((uintptr_t)page + PAGE_SIZE - 1);
}

static void
break_call(const struct call_name *c, uintptr_t straddle,
    void (*gate)(struct raw_call *))
{
	for (size_t i = 0; i < forbidden_place_count; i++)
		if (forbidden_place_table[i].address != 0)
			call_with_address(c, forbidden_place_table[i].address,
			    gate);
	call_with_address(c, straddle, gate);
	call_with_address(c, USER_TOP - 1, gate);
	call_with_address(c, 1, gate);
}

static void
break_all_calls(uintptr_t straddle, void (*gate)(struct raw_call *))
{
	for (uint32_t i = 0; i < call_name_count; i++)
		if (call_name_table[i].number != SYS_exit)
			break_call(&call_name_table[i], straddle, gate);
}

static void
break_exit(void)
{
	struct raw_call call = { .number = SYS_exit };

	for (unsigned i = 0; i < CALL_WORDS; i++)
		call.word[i] = KERNEL_BASE + KERNEL_LOAD;
	raw_call(&call);
}

int
main(int argc, char **argv)
{
	uintptr_t straddle = straddling();

	if (argc > 1 && strcmp(argv[1], "exit") == 0)
		break_exit();
	if (argc > 1)
		return (check_usage("break_calls [exit]"));
	break_all_calls(straddle, raw_call);
	if (interrupt_is_gate)
		break_all_calls(straddle, raw_interrupt_call);
	check_ends("break_calls exit", 0, 0);
	return (check_result());
}
