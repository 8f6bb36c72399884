/* SPDX-License-Identifier: BSD-3-Clause */

/* Making the generated hostile calls, and judging what came of them. */

#include <hostile.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <calls.gen.h>
#include <errno.h>

enum {
	SIDE = HOSTILE_SLOTS * PAGE_SIZE,
	FAILURES_MAX = 255		/* what an exit status can tell */
};

/* The memory that harmless arguments point at, and what fills it. */
struct ground {
	uintptr_t	at;
	unsigned char	content;
};

static const struct ground ground_table[] = {
	{ ZEROS(0), 0 },		/* structures, and the empty string */
	{ LINES(0), '\n' },		/* text that may reach the console */
	{ OUT(0), 0xa5 }		/* room, and a string without an end */
};

enum {
	GROUNDS = sizeof(ground_table) / sizeof(ground_table[0])
};

/* What the command line says. */
static const char *run = "0", *only = "*";
static uint32_t next = 1, failures;

static void
ground_fill(void)
{
	for (size_t i = 0; i < GROUNDS; i++)
		memset((void *)ground_table[i].at, ground_table[i].content,
		    SIDE);
}

static bool
ground_map(void)
{
	const uint32_t how = MAP_ANON | MAP_PRIVATE | MAP_FIXED;

	for (size_t i = 0; i < GROUNDS; i++)
		if (mmap((void *)ground_table[i].at, SIDE,
		    PROT_READ | PROT_WRITE, how, -1, 0) == (void *)-1)
			return (false);
	if (mmap((void *)READ_ONLY, PAGE_SIZE, PROT_READ, how, -1, 0) ==
	    (void *)-1)
		return (false);
	ground_fill();
	return (true);
}

/*
 * The first address whose content a call has changed, or 0.
 */
static uintptr_t
ground_changed(void)
{
	const uintptr_t *word;
	uintptr_t pattern;

	for (size_t i = 0; i < GROUNDS; i++) {
		memset(&pattern, ground_table[i].content, sizeof(pattern));
		word = (const uintptr_t *)ground_table[i].at;
		for (size_t j = 0; j < SIDE / sizeof(*word); j++)
			if (word[j] != pattern)
				return ((uintptr_t)&word[j]);
	}
	return (0);
}

static bool
is_declared(const int32_t *errors, uintptr_t error)
{
	for (; *errors != 0; errors++)
		if ((uintptr_t)*errors == error)
			return (true);
	return (false);
}

/*
 * Whether what came of a call is what must; `same' is what came of harmless
 * words.
 */
static bool
outcome_is_right(const struct hostile_case *c, const struct raw_call *call,
    const struct raw_call *same)
{
	bool failed = call->failed != 0;

	switch (c->outcome) {
	case HOSTILE_FAILS:
		return (failed && call->result == (uintptr_t)c->error);
	case HOSTILE_REFUSED:
		return (failed && is_declared(c->call->errors, call->result));
	case HOSTILE_BORNE:
		return (!failed || is_declared(c->call->errors, call->result));
	default:
		return (failed == (same->failed != 0) &&
		    (!failed || call->result == same->result));
	}
}

static void
outcome_print(const char *name, const char *wrong, const struct raw_call *call)
{
	if (call->failed)
		printf("# %s: %s: failed with %s (%lu)\n", name, wrong,
		    errno_name((int)call->result),
		    (unsigned long)call->result);
	else
		printf("# %s: %s: returned %#lx\n", name, wrong,
		    (unsigned long)call->result);
}

/*
 * After any call the kernel must be alive; after one that failed, memory as
 * it was.
 */
static bool
aftermath_is_right(const char *name, const struct raw_call *call, pid_t self)
{
	uintptr_t at = call->failed ? ground_changed() : 0;

	if (at != 0)
		printf("# %s: it failed, but changed %#lx\n", name,
		    (unsigned long)at);
	if (at != 0 || !call->failed)
		ground_fill();
	if (getpid() == self)
		return (at == 0);
	printf("# %s: getpid is not what it was\n", name);
	return (false);
}

static struct raw_call
call_with(const struct hostile_call *c, const uintptr_t *word)
{
	struct raw_call call = { .number = c->number };

	memcpy(call.word, word, sizeof(call.word));
	return (call);
}

static bool
case_passes(const struct hostile_case *c, void (*gate)(struct raw_call *))
{
	struct raw_call same = call_with(c->call, c->call->good);
	struct raw_call call = call_with(c->call, c->word);
	pid_t self = getpid();
	bool right;

	if (c->outcome == HOSTILE_SAME) {
		gate(&same);
		ground_fill();
	}
	if (c->stack != 0)
		raw_stack_call(&call, c->stack);
	else
		gate(&call);
	right = outcome_is_right(c, &call, &same);
	if (!right)
		outcome_print(c->name, "wrong outcome", &call);
	return (aftermath_is_right(c->name, &call, self) && right);
}

static bool
number_passes(const struct hostile_number *n, void (*gate)(struct raw_call *))
{
	struct raw_call call = { .number = n->number };
	pid_t self = getpid();
	bool right;

	gate(&call);
	right = call.failed != 0 && call.result == ENOSYS;
	if (!right)
		outcome_print(n->name, "not ENOSYS", &call);
	return (aftermath_is_right(n->name, &call, self) && right);
}

static bool
matches(const char *glob, const char *name)
{
	if (*glob == '*')
		return (matches(glob + 1, name) ||
		    (*name != '\0' && matches(glob, name + 1)));
	return (*glob == *name && (*glob == '\0' ||
	    matches(glob + 1, name + 1)));
}

static void
report(const char *name, bool passes)
{
	printf("%s %u %s run=%s\n", passes ? "ok" : "not ok", next, name, run);
	failures += !passes;
}

static void
cases_run(const struct hostile_case *c)
{
	bool passes;

	for (; c->name != NULL; c++, next++) {
		if (!matches(only, c->name))
			continue;
		passes = case_passes(c, c->call->gate);
		if (interrupt_is_gate && c->call->gate == raw_call)
			passes &= case_passes(c, raw_interrupt_call);
		report(c->name, passes);
	}
}

static void
numbers_run(const struct hostile_number *n)
{
	bool passes;

	for (; n->name != NULL; n++, next++) {
		if (!matches(only, n->name))
			continue;
		passes = number_passes(n, raw_call);
		if (interrupt_is_gate)
			passes &= number_passes(n, raw_interrupt_call);
		report(n->name, passes);
	}
}

static uint32_t
decimal(const char *digits)
{
	uint32_t value = 0;

	for (; *digits >= '0' && *digits <= '9'; digits++)
		value = value * 10 + (uint32_t)(*digits - '0');
	return (value);
}

/*
 * Run the cases that the command line chooses, a line of the test protocol
 * each; the result is how many failed, as far as an exit status can tell.
 *
 *	run=ID		marks the lines
 *	first=NUMBER	of the first case
 *	only=GLOB	over the cases' names
 *
 * Context: thread.
 */
int
hostile_main(int argc, char **argv, const struct hostile_case *cases,
    const struct hostile_number *numbers)
{
	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "run=", 4) == 0)
			run = argv[i] + 4;
		else if (strncmp(argv[i], "first=", 6) == 0)
			next = decimal(argv[i] + 6);
		else if (strncmp(argv[i], "only=", 5) == 0)
			only = argv[i] + 5;
	}
	if (!ground_map()) {
		printf("# hostile: no memory: %s\n", errno_name(errno));
		return (FAILURES_MAX);
	}
	cases_run(cases);
	numbers_run(numbers);
	return (failures > FAILURES_MAX ? FAILURES_MAX : (int)failures);
}
