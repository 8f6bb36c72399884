/* SPDX-License-Identifier: BSD-3-Clause */
/* From a line to a command and its arguments, as they are declared. */

#include "ddb/ddb.h"

#include "ddb_command.gen.h"

/* A line as it is read; what stands behind a stroke is cut out first. */
struct words {
	const char	*at;
	const char	*modifier;
};

static void
skip(struct words *w)
{
	while (*w->at == ' ' || *w->at == ',')
		w->at++;
}

/* Does a line begin with a name, and then a blank or its end? */
static bool
begins(const char *line, const char *name)
{
	size_t n = strlen(name);

	return (n > 0 && strncmp(line, name, n) == 0 &&
	    (line[n] == ' ' || line[n] == '\0'));
}

/* The command that a line begins with: the longest name, or a brief one. */
static const struct ddb_command *
find(const char *line, size_t *length)
{
	const struct ddb_command *best = NULL;

	*length = 0;
	for (unsigned i = 0; i < DDB_COMMAND_COUNT; i++) {
		const struct ddb_command *c = &ddb_command_table[i];
		const char *name = begins(line, c->name) ? c->name :
		    begins(line, c->brief) ? c->brief : NULL;

		if (name != NULL && strlen(name) > *length) {
			best = c;
			*length = strlen(name);
		}
	}
	return (best);
}

/* How many characters two words have in common at their beginning. */
static size_t
common(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] != '\0' && a[n] != ' ' && a[n] == b[n])
		n++;
	return (n);
}

/* The name that begins most like a line. */
static const char *
nearest(const char *line)
{
	const char *best = NULL;
	size_t most = 0;

	for (unsigned i = 0; i < DDB_COMMAND_COUNT; i++) {
		const char *name = ddb_command_table[i].name;

		if (common(line, name) > most) {
			most = common(line, name);
			best = name;
		}
	}
	return (best);
}

static const struct ddb_command *
known(const char *line, size_t *length)
{
	const struct ddb_command *c = find(line, length);
	const char *near = nearest(line);

	if (c != NULL)
		return (c);
	if (near != NULL)
		ddb_fail("there is no command `%s'; did you mean `%s'? "
		    "`help' shows all", line, near);
	ddb_fail("there is no command `%s'; `help' shows all", line);
}

/* Cut off a word; it ends with a blank, or is all that is left. */
static const char *
word(struct words *w, bool rest)
{
	const char *start = w->at;
	char *end;

	while (*w->at != '\0' && (rest || *w->at != ' '))
		w->at++;
	/* The line is ours to cut. */
	end = (char *)(uintptr_t)w->at;
	if (*end != '\0') {
		*end = '\0';
		w->at++;
	}
	return (start);
}

/* One of the words that a parameter may be. */
static uint64_t
chosen(struct words *w, const struct ddb_command *c, const struct ddb_param *p)
{
	const char *text = word(w, false);

	for (unsigned i = 0; i < p->nwords; i++) {
		if (strcmp(p->words[i].word, text) == 0)
			return (p->words[i].value);
	}
	ddb_fail("`%s' is no %s; usage: %s", text, p->name, c->usage);
}

static uint64_t
number(struct words *w, const struct ddb_param *p, bool last)
{
	uint64_t value = ddb_expression(&w->at, last);

	if (p->size < sizeof(value) && value >> 8 * p->size != 0 &&
	    (int64_t)value >> (8 * p->size - 1) != -1)
		ddb_fail("%s is 0x%llx, and has %u bits", p->name,
		    (unsigned long long)value, 8u * p->size);
	return (value);
}

static struct ddb_value
argument(struct words *w, const struct ddb_command *c, unsigned i)
{
	const struct ddb_param *p = &c->params[i];
	bool last = i + 1 == c->nparams;

	if (p->kind == DDB_MODIFIER)
		return ((struct ddb_value){ .text = w->modifier });
	skip(w);
	if (*w->at == '\0') {
		if (!p->optional)
			ddb_fail("%s is missing; usage: %s", p->name, c->usage);
		return ((struct ddb_value){ .number = p->otherwise });
	}
	if (p->kind == DDB_TEXT)
		return ((struct ddb_value){ .text = word(w, last) });
	return ((struct ddb_value){ .number = p->kind == DDB_WORD ?
	    chosen(w, c, p) : number(w, p, last) });
}

/* Cut the stroke and what is behind it out of the first word. */
static const char *
cut_modifier(char *line)
{
	static char modifier[16];
	size_t n = 0;
	char *at = line;

	while (*at != '\0' && *at != ' ' && *at != '/')
		at++;
	if (*at == '/') {
		for (*at++ = ' '; *at != '\0' && *at != ' '; *at++ = ' ') {
			if (n + 1 < sizeof(modifier))
				modifier[n++] = *at;
		}
	}
	modifier[n] = '\0';
	return (modifier);
}

static bool
takes_modifier(const struct ddb_command *c)
{
	return (c->nparams > 0 && c->params[0].kind == DDB_MODIFIER);
}

/*
 * Do what a line says.
 *
 * Context: any
 */
void
ddb_command_run(char *line)
{
	struct ddb_value values[DDB_PARAMS];
	struct words w = { .at = line };
	const struct ddb_command *c;
	size_t length;

	skip(&w);
	if (*w.at == '\0')
		return;
	w.modifier = cut_modifier(line + (w.at - line));
	c = known(w.at, &length);
	if (w.modifier[0] != '\0' && !takes_modifier(c))
		ddb_fail("`%s' takes no `/%s'; usage: %s", c->name, w.modifier,
		    c->usage);
	w.at += length;
	for (unsigned i = 0; i < c->nparams; i++)
		values[i] = argument(&w, c, i);
	skip(&w);
	if (*w.at != '\0')
		ddb_fail("`%s' does not take `%s'; usage: %s", c->name, w.at,
		    c->usage);
	ddb_dispatch((unsigned)(c - ddb_command_table), values);
}

static void
explain(const struct ddb_command *c)
{
	kprintf("%s", c->usage);
	if (c->brief[0] != '\0')
		kprintf("	(or %s)", c->brief);
	kprintf("\n%s", c->help);
}

/* Context: any */
void
ddb_on_help_(const char *command)
{
	size_t length;

	if (command != NULL) {
		explain(known(command, &length));
		return;
	}
	for (unsigned i = 0; i < DDB_COMMAND_COUNT; i++) {
		const struct ddb_command *c = &ddb_command_table[i];
		size_t line = 0;

		while (c->help[line] != '\0' && c->help[line] != '\n')
			line++;
		kprintf("%-34s %.*s\n", c->usage, (int)line, c->help);
	}
}
