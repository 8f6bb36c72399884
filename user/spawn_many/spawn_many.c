/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Many processes, one after the other and at once: what they used comes back.
 *
 *	spawn_many		all of it
 *	spawn_many leaf		touch some memory, end
 *	spawn_many fault	touch some memory, die
 */

#include <stdint.h>
#include <string.h>

#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <process.h>

enum {
	ROUNDS = 30,
	AT_ONCE = 8,
	TOUCHED = 64 * 1024
};

static volatile char memory[TOUCHED];

static void
several_at_once(void)
{
	int32_t child[AT_ONCE];
	struct ending ending;

	for (int i = 0; i < AT_ONCE; i++)
		child[i] = process_start(i & 1 ? "spawn_many fault" :
		    "spawn_many leaf");
	for (int i = 0; i < AT_ONCE; i++) {
		CHECK(process_await(child[i], &ending), "child %d: %s", i,
		    errno_name(errno));
		CHECK(ending.signal == (i & 1 ? SIGSEGV : 0),
		    "child %d: signal %d", i, ending.signal);
	}
}

static void
figures(struct kernel_info *info)
{
	CHECK(kernel_info(info) == 0, "%s", errno_name(errno));
}

static void
nothing_is_lost(const struct kernel_info *before,
    const struct kernel_info *after)
{
	uint64_t pages_before = before->pages_free + before->heap_pages;
	uint64_t pages_after = after->pages_free + after->heap_pages;

	CHECK(pages_before == pages_after, "%llu pages free, then %llu",
	    (unsigned long long)pages_before, (unsigned long long)pages_after);
	CHECK(before->objects == after->objects, "%llu objects, then %llu",
	    (unsigned long long)before->objects,
	    (unsigned long long)after->objects);
	CHECK(before->threads == after->threads, "%u threads, then %u",
	    before->threads, after->threads);
	CHECK(before->procs == after->procs, "%u processes, then %u",
	    before->procs, after->procs);
	CHECK(before->spaces == after->spaces, "%u spaces, then %u",
	    before->spaces, after->spaces);
}

static void
touch_memory(void)
{
	for (int i = 0; i < TOUCHED; i += 512)
		memory[i] = 1;
}

int
main(int argc, char **argv)
{
	struct kernel_info before, after;

	if (argc == 1) {
		several_at_once();
		figures(&before);
		for (int round = 0; round < ROUNDS; round++) {
			check_ends("spawn_many leaf", 0, 0);
			check_ends("spawn_many fault", SIGSEGV, 0);
		}
		several_at_once();
		CHECK(process_start("no_such_program") == -1 &&
		    errno == ENOENT, "%s", errno_name(errno));
		figures(&after);
		nothing_is_lost(&before, &after);
		return (check_result());
	}
	touch_memory();
	if (strcmp(argv[1], "fault") == 0)
		*(volatile char *)0 = 1;
	return (0);
}
