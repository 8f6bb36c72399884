/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Who takes all memory is ended, and nobody else is.
 *
 *	hog			start a child that does, see how it ends
 *	hog all			take every page, and every one that comes back
 */

#include <string.h>

#include <arch.gen.h>
#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <machine.h>
#include <process.h>

enum {
	PIECE = 1 << 20,
	LARGE_PIECE = 512 << 20
};

static void *
map_memory(size_t size)
{
	return (mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_ANON | MAP_PRIVATE, -1, 0));
}

/* A signal ends this; on a machine of many GiB the addresses end first. */
static int
take_all(void)
{
	volatile char *at;

	while ((at = map_memory(LARGE_PIECE)) != (void *)-1)
		for (size_t i = 0; i < LARGE_PIECE; i += PAGE_SIZE)
			at[i] = 1;
	return (0);
}

static void
hog_is_ended(void)
{
	struct ending ending;
	struct kernel_info info;
	volatile char *at;

	if (!CHECK(process_run("hog all", &ending), "%s", errno_name(errno)))
		return;
	CHECK(kernel_info(&info) == 0, "%s", errno_name(errno));
	if (info.pages_total * PAGE_SIZE < LARGE_PIECE)
		CHECK(ending.signal == SIGKILL, "signal %d, status %d",
		    ending.signal, ending.status);
	at = map_memory(PIECE);
	if (!CHECK(at != (void *)-1, "%s", errno_name(errno)))
		return;
	for (size_t i = 0; i < PIECE; i += PAGE_SIZE)
		at[i] = 1;
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "all") == 0)
		return (take_all());
	hog_is_ended();
	return (argc == 1 ? check_result() : check_usage("hog [all]"));
}
