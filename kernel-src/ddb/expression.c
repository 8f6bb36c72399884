/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Expressions, as C has them: numbers, symbols, $registers, and operators from
 * `*' down to `|'.  Blanks end one, unless it is the last on its line, or in
 * parentheses.
 */

#include "ddb/ddb.h"

#include "ddb_structure.gen.h"
#include "panic.h"

enum {
	NAME = 64,
	DEEPEST = 16			/* parts within parts */
};

/* What is read, and how. */
struct reader {
	const char	*at;
	unsigned	 depth;
	bool		 blanks;	/* do not end it */
};

struct operator {
	char		 sign[3];
	uint8_t		 binding;
};

static const struct operator operators[] = {
	{ "<<", 3 }, { ">>", 3 }, { "*", 5 }, { "/", 5 }, { "%", 5 },
	{ "+", 4 }, { "-", 4 }, { "&", 2 }, { "^", 1 }, { "|", 1 }
};

static uint64_t binary(struct reader *, unsigned);

static bool
is_letter(char c)
{
	return ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_');
}

static bool
is_digit(char c)
{
	return (c >= '0' && c <= '9');
}

static void
skip(struct reader *r)
{
	while (r->blanks && *r->at == ' ')
		r->at++;
}

/* The value of a digit in base 16; 16 when it is none. */
static unsigned
digit(char c)
{
	if (is_digit(c))
		return ((unsigned)(c - '0'));
	c |= 'a' - 'A';
	return (c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 16);
}

static uint64_t
number(struct reader *r)
{
	const char *start = r->at;
	unsigned base = 10;
	uint64_t value = 0;

	if (r->at[0] == '0' && (r->at[1] | ('a' - 'A')) == 'x') {
		base = 16;
		r->at += 2;
	}
	for (; digit(*r->at) < base; r->at++)
		value = value * base + digit(*r->at);
	if (is_letter(*r->at) || is_digit(*r->at) || r->at[-1] == 'x')
		ddb_fail("`%s' is no number: write 12 or 0x1f", start);
	return (value);
}

/* Read a name: letters, digits, and the dots that compilers put in. */
static void
name(struct reader *r, char *to)
{
	size_t n = 0;

	while (is_letter(*r->at) || is_digit(*r->at) || *r->at == '.') {
		if (n + 1 < NAME)
			to[n++] = *r->at;
		r->at++;
	}
	to[n] = '\0';
}

static uint64_t
register_value(struct reader *r)
{
	char text[NAME];
	uintptr_t value;
	bool known;

	r->at++;
	name(r, text);
	value = ddb_register(text, &known);
	if (!known)
		ddb_fail("there is no register `$%s'; `registers' shows all, "
		    "and there are $pc, $sp, $fp and $flags", text);
	return (value);
}

static uint64_t
symbol_value(struct reader *r)
{
	char text[NAME];
	unsigned found;
	uintptr_t value;

	name(r, text);
	value = ksym_address(text, &found);
	if (found == 0)
		ddb_fail("there is no symbol `%s'; the nearest is `%s'", text,
		    ksym_nearest(text));
	if (found > 1)
		ddb_fail("%u things are called `%s'; say the address, as in "
		    "0x%zx", found, text, value);
	return (value);
}

/* A part of an expression begins, which ends where the caller says. */
static void
deeper(struct reader *r)
{
	if (++r->depth > DEEPEST)
		ddb_fail("more than %u signs, operators and parentheses "
		    "within each other", DEEPEST);
}

/*
 * Depth: DEEPEST, counted
 */
static uint64_t
parenthesis(struct reader *r)
{
	bool blanks = r->blanks;
	uint64_t value;

	r->at++;
	r->blanks = true;
	value = binary(r, 0);
	skip(r);
	if (*r->at != ')')
		ddb_fail("`)' is missing before `%s'", r->at);
	r->at++;
	r->blanks = blanks;
	return (value);
}

/*
 * Depth: DEEPEST, counted
 */
static uint64_t
unary(struct reader *r)
{
	uint64_t value;

	deeper(r);
	skip(r);
	if (*r->at == '*') {
		r->at++;
		value = ddb_fetch((uintptr_t)unary(r), sizeof(uintptr_t));
	} else if (*r->at == '-' || *r->at == '~') {
		bool minus = *r->at++ == '-';

		value = unary(r);
		value = minus ? 0 - value : ~value;
	} else if (*r->at == '(') {
		value = parenthesis(r);
	} else if (is_digit(*r->at)) {
		value = number(r);
	} else if (*r->at == '$') {
		value = register_value(r);
	} else if (is_letter(*r->at)) {
		value = symbol_value(r);
	} else if (*r->at == '\0') {
		ddb_fail("a value is missing at the end");
	} else {
		ddb_fail("`%s' is no value: write a number, a symbol or a "
		    "$register", r->at);
	}
	r->depth--;
	return (value);
}

/* The operator that comes next, if it binds closer than `floor'. */
static const struct operator *
operator_at(struct reader *r, unsigned floor)
{
	skip(r);
	for (unsigned i = 0; i < nitems(operators); i++) {
		const struct operator *o = &operators[i];

		if (strncmp(r->at, o->sign, strlen(o->sign)) == 0)
			return (o->binding > floor ? o : NULL);
	}
	return (NULL);
}

static uint64_t
applied(const struct operator *o, uint64_t left, uint64_t right)
{
	switch (o->sign[0]) {
	case '<':
		return (right < 64 ? left << right : 0);
	case '>':
		return (right < 64 ? left >> right : 0);
	case '*':
		return (left * right);
	case '+':
		return (left + right);
	case '-':
		return (left - right);
	case '&':
		return (left & right);
	case '^':
		return (left ^ right);
	case '|':
		return (left | right);
	}
	if (right == 0)
		ddb_fail("division by zero");
	return (o->sign[0] == '/' ? left / right : left % right);
}

/*
 * Depth: DEEPEST, counted
 */
static uint64_t
binary(struct reader *r, unsigned floor)
{
	const struct operator *o;
	uint64_t value;

	deeper(r);
	value = unary(r);
	while ((o = operator_at(r, floor)) != NULL) {
		r->at += strlen(o->sign);
		value = applied(o, value, binary(r, o->binding));
	}
	r->depth--;
	return (value);
}

/*
 * Read an expression, and go on behind it; what is wrong leads back to the
 * prompt.
 *
 * Context: any
 */
uint64_t
ddb_expression(const char **text, bool last)
{
	struct reader r = { .at = *text, .blanks = last };
	uint64_t value = binary(&r, 0);

	skip(&r);
	if (*r.at != '\0' && *r.at != ' ')
		ddb_fail("`%s' is not understood behind a value", r.at);
	*text = r.at;
	return (value);
}
