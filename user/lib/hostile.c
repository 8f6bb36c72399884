/* SPDX-License-Identifier: BSD-3-Clause */
/* What the generated hostile cases stand on. */

#include <arch.gen.h>
#include <calls.gen.h>
#include <errno.h>
#include <hostile.h>
#include <machine.h>
#include <process.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
	PATTERN = 0xa5,
	GATE_WORDS = 4,
	WRITABLE_PLACE = 0x30000000,	/* where no mapping without MAP_FIXED */
	READ_ONLY_PLACE = 0x30010000	/* is put: the holes stay */
};

/* A page each, with nothing mapped behind it. */
static char *writable, *read_only;
static const char no_program[] = "none";

static char *
page_before_hole(uintptr_t place, uint32_t prot)
{
	return (mmap((void *)place, PAGE_SIZE, prot,
	    MAP_ANON | MAP_PRIVATE | MAP_FIXED, -1, 0));
}

static uintptr_t
resolve(const struct hostile_word *word)
{
	uintptr_t end = (uintptr_t)writable + PAGE_SIZE;

	switch (word->kind) {
	case HOSTILE_GOOD:
		return ((uintptr_t)writable);
	case HOSTILE_STRING:
		return ((uintptr_t)no_program);
	case HOSTILE_KERNEL:
		return (KERNEL_BASE + KERNEL_LOAD);
	case HOSTILE_USER_END:
		return (USER_TOP + 1 - word->size);
	case HOSTILE_UNMAPPED:
		return (end);
	case HOSTILE_STRADDLE:
		return (end - word->size / 2);
	case HOSTILE_UNENDED:
		return (end - word->size / 2);
	case HOSTILE_READ_ONLY:
		return ((uintptr_t)read_only);
	case HOSTILE_TEXT:
		return ((uintptr_t)hostile_main);
	default:
		return (word->value);
	}
}

/* A call that failed must have written nothing. */
static bool
untouched(void)
{
	for (size_t i = 0; i < PAGE_SIZE; i++) {
		if ((unsigned char)writable[i] != PATTERN)
			return (false);
	}
	return (true);
}

/* Make one hostile call; say what is wrong with what came of it, or NULL. */
static const char *
wrong(const struct hostile_case *c, struct raw_call *call)
{
	pid_t self = getpid();

	*call = (struct raw_call){ .number = c->number };
	for (uint32_t i = 0; i < c->count; i++)
		call->word[i] = resolve(&c->words[i]);
	memset(writable, PATTERN, PAGE_SIZE);
	if (sizeof(void *) == 4 && c->count > GATE_WORDS)
		raw_interrupt_call(call);	/* more than sysenter carries */
	else
		raw_call(call);
	if (getpid() != self)
		return ("getpid changed");
	if (c->expected == HOSTILE_ALIVE)
		return (NULL);
	if (!call->failed)
		return ("it succeeded");
	if (call->result != (uintptr_t)c->expected)
		return ("another errno");
	return (untouched() ? NULL : "memory was written");
}

static uint32_t
number(const char *digits)
{
	uint32_t value = 0;

	for (; *digits >= '0' && *digits <= '9'; digits++)
		value = value * 10 + (uint32_t)(*digits - '0');
	return (value);
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

/*
 * Run the cases, a line of the test protocol each; the result is how many
 * failed, at most 255.
 *
 * Context: thread.
 */
int
hostile_main(int argc, char **argv, const struct hostile_case *table,
    size_t count)
{
	const char *run = "0", *only = "*", *problem;
	uint32_t first = 1, failed = 0;
	struct raw_call call;

	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "run=", 4) == 0)
			run = argv[i] + 4;
		else if (strncmp(argv[i], "first=", 6) == 0)
			first = number(argv[i] + 6);
		else if (strncmp(argv[i], "only=", 5) == 0)
			only = argv[i] + 5;
	}
	writable = page_before_hole(WRITABLE_PLACE,
	    PROT_READ | PROT_WRITE);
	read_only = page_before_hole(READ_ONLY_PLACE, PROT_READ);
	for (size_t i = 0; i < count; i++) {
		if (!matches(only, table[i].name))
			continue;
		problem = wrong(&table[i], &call);
		if (problem != NULL)
			printf("# %s: %s: %s %s, expected %s\n", table[i].name,
			    problem, call.failed ? "errno" : "result",
			    errno_name((int)call.result),
			    errno_name(table[i].expected));
		printf("%s %u %s run=%s\n", problem == NULL ? "ok" : "not ok",
		    first + (uint32_t)i, table[i].name, run);
		failed += problem != NULL;
	}
	return (failed > 255 ? 255 : (int)failed);
}
