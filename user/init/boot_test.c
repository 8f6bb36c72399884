/* SPDX-License-Identifier: BSD-3-Clause */

/* The declared boot tests: at the prompt, and in the protocol of a test boot. */

#include <stdio.h>
#include <string.h>

#include <boot_test.h>
#include <calls.gen.h>
#include <errno.h>
#include <process.h>

#include "init.h"

/*
 * Whether `name' matches `glob', in which `*' stands for any letters and `?'
 * for one.
 *
 * Context: any.
 */
bool
glob_matches(const char *glob, const char *name)
{
	for (; *glob != '*'; glob++, name++) {
		if (*glob == '\0')
			return (*name == '\0');
		if (*name == '\0' || (*glob != '?' && *glob != *name))
			return (false);
	}
	for (; !glob_matches(glob + 1, name); name++)
		if (*name == '\0')
			return (false);
	return (true);
}

/*
 * Run one test; on failure say what was seen.
 */
static bool
boot_test_passes(const struct boot_test *test)
{
	struct ending ending;
	bool dies = test->kind == BOOT_TEST_DIES;
	int value = (int)test->value;

	if (!process_run(test->command, &ending)) {
		printf("# %s: `%s' did not run: %s\n", test->name,
		    test->command, errno_name(errno));
		return (false);
	}
	if (ending.signal == (dies ? value : 0) &&
	    (dies || ending.status == value))
		return (true);
	if (dies)
		printf("# %s: must die by signal %d (%s)\n", test->name, value,
		    signal_name(value));
	else
		printf("# %s: must exit with %d\n", test->name, value);
	if (ending.signal != 0)
		printf("# %s: died by signal %d (%s)\n", test->name,
		    ending.signal, signal_name(ending.signal));
	else
		printf("# %s: exited with %d\n", test->name, ending.status);
	return (false);
}

/*
 * Run the tests whose names match `glob', at the prompt.
 *
 * Context: thread, may sleep.
 */
int
boot_test_one(const char *glob)
{
	const struct boot_test *test;
	unsigned ran = 0, failed = 0;
	bool passes;

	for (uint32_t i = 0; i < boot_test_count; i++) {
		test = &boot_test_table[i];
		if (!glob_matches(glob, test->name))
			continue;
		passes = boot_test_passes(test);
		printf("%-6s %s\n", passes ? "ok" : "FAILED", test->name);
		ran++;
		failed += !passes;
	}
	if (ran == 0) {
		printf("test: no test is called `%s'\n", glob);
		return (1);
	}
	printf("%u of %u passed\n", ran - failed, ran);
	return (failed != 0);
}

/*
 * Run the generated program that tries every argument of every call; it
 * prints its own results, and exits with the number of failures.
 */
static unsigned
hostile_run(const struct boot_words *words, uint32_t first)
{
	char command[COMMAND_MAX];
	struct ending ending;

	(void)snprintf(command, sizeof(command), "hostile run=%s first=%u%s%s",
	    words->run, first, words->only != NULL ? " only=" : "",
	    words->only != NULL ? words->only : "");
	if (!process_run(command, &ending)) {
		printf("# hostile: %s\n", errno_name(errno));
		return (hostile_test_count);
	}
	if (ending.signal != 0) {
		printf("# hostile: died by signal %d (%s)\n", ending.signal,
		    signal_name(ending.signal));
		return (hostile_test_count);
	}
	return ((unsigned)ending.status);
}

/*
 * Continue the test protocol where the kernel's own tests ended; the result
 * is 0 when all passed, theirs too.
 *
 * Context: thread, may sleep.
 */
int
boot_test_protocol(const struct boot_words *words)
{
	const struct boot_test *test;
	uint32_t passed = words->passed, failed = words->failed, bad;
	uint32_t number = words->next;
	bool passes;

	for (uint32_t i = 0; i < boot_test_count; i++, number++) {
		test = &boot_test_table[i];
		if (words->only != NULL &&
		    !glob_matches(words->only, test->name))
			continue;
		passes = boot_test_passes(test);
		printf("%s %u %s run=%s\n", passes ? "ok" : "not ok", number,
		    test->name, words->run);
		passed += passes;
		failed += !passes;
	}
	bad = hostile_run(words, number);
	failed += bad;
	passed += hostile_test_count - bad;
	printf("# end run=%s passed=%u failed=%u\n", words->run, passed,
	    failed);
	return (failed != 0);
}
