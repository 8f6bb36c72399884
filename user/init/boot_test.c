/* SPDX-License-Identifier: BSD-3-Clause */

/* The declared boot tests: at the prompt, and in a test boot's protocol. */

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
 * Whether a test boot is to run the test `name'.
 */
static bool
is_chosen(const struct boot_words *words, const char *name)
{
	return (words->only == NULL || glob_matches(words->only, name));
}

/*
 * Run the generated program that tries every argument of every call; it
 * prints its own results, and exits with the number of failures.
 */
static uint32_t
hostile_run(const struct boot_words *words, uint32_t first, uint32_t *ran)
{
	char command[COMMAND_MAX];
	struct ending ending;
	uint32_t chosen = 0;

	for (uint32_t i = 0; i < hostile_test_count; i++)
		chosen += is_chosen(words, hostile_name_table[i]);
	*ran += chosen;
	(void)snprintf(command, sizeof(command), "hostile run=%s first=%u%s%s",
	    words->run, first, words->only != NULL ? " only=" : "",
	    words->only != NULL ? words->only : "");
	if (!process_run(command, &ending)) {
		printf("# hostile: %s\n", errno_name(errno));
		return (chosen);
	}
	if (ending.signal != 0) {
		printf("# hostile: died by signal %d (%s)\n", ending.signal,
		    signal_name(ending.signal));
		return (chosen);
	}
	return ((uint32_t)ending.status);
}

/*
 * What is in use, but for this program's own memory: its stack may grow.
 */
static void
resources_read(struct kernel_info *info)
{
	struct proc_info p;
	int32_t self = getpid();

	memset(info, 0, sizeof(*info));
	(void)kernel_info(info);
	info->pages_free += info->heap_pages;	/* its objects are counted */
	for (uint32_t index = 0; proc_info(index, &p) == 0; index++)
		if (p.pid == self)
			info->pages_free += p.pages;
}

static void
resources_print(const char *when, const struct kernel_info *info,
    const char *run)
{
	printf("# resources %s pages=%llu objects=%llu threads=%u procs=%u "
	    "spaces=%u run=%s\n", when, (unsigned long long)info->pages_free,
	    (unsigned long long)info->objects, info->threads, info->procs,
	    info->spaces, run);
}

static bool
resources_agree(const struct kernel_info *a, const struct kernel_info *b)
{
	return (a->pages_free == b->pages_free && a->objects == b->objects &&
	    a->threads == b->threads &&
	    a->procs == b->procs && a->spaces == b->spaces);
}

/*
 * Run what `only' chooses of the boot tests; the result is how many failed.
 */
static uint32_t
boot_tests_run(const struct boot_words *words, uint32_t *ran)
{
	const struct boot_test *test;
	uint32_t failed = 0;
	bool passes;

	for (uint32_t i = 0; i < boot_test_count; i++) {
		test = &boot_test_table[i];
		if (!is_chosen(words, test->name))
			continue;
		passes = boot_test_passes(test);
		printf("%s %u %s run=%s\n", passes ? "ok" : "not ok",
		    words->next + i, test->name, words->run);
		*ran += 1;
		failed += !passes;
	}
	return (failed);
}

/*
 * Continue the test protocol where the kernel's own tests ended; the result
 * is 0 when all passed, theirs too, and nothing is lost.
 *
 * Context: thread, may sleep.
 */
int
boot_test_protocol(const struct boot_words *words)
{
	struct kernel_info before, after;
	uint32_t ran = words->passed + words->failed, failed = words->failed;

	resources_read(&before);
	resources_print("user", &before, words->run);
	failed += boot_tests_run(words, &ran);
	failed += hostile_run(words, words->next + boot_test_count, &ran);
	orphans_reap();
	resources_read(&after);
	resources_print("after", &after, words->run);
	printf("# end run=%s passed=%u failed=%u\n", words->run,
	    ran - failed, failed);
	if (!resources_agree(&before, &after))
		printf("# something is lost run=%s\n", words->run);
	return (failed != 0 || !resources_agree(&before, &after));
}
