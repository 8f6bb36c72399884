/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * The thread-local area belongs to its process: it survives switches, and one
 * outside the program's space is refused.
 *
 *	tls			start two, wait for them, try what is refused
 *	tls WORD		hold an area whose first word is WORD
 */

#include <arch.gen.h>
#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <machine.h>
#include <process.h>

enum { ROUNDS = 50 };

static volatile uintptr_t area[2][4];

static int
hold(uintptr_t word)
{
	unsigned which = word & 1;
	struct tls_info info;

	area[which][0] = word;
	area[!which][0] = ~word;
	if (!CHECK(tls_load((uintptr_t)area[which]), "%s", errno_name(errno)))
		return (check_result());
	for (int round = 0; round < ROUNDS; round++) {
		(void)sched_yield();
		if (!CHECK(tls_first_word() == word, "round %d: %#lx", round,
		    (unsigned long)tls_first_word()))
			break;
	}
	CHECK(get_tls_area(TLS_AREA, &info, sizeof(info)) >= 0, "%s",
	    errno_name(errno));
	CHECK(info.base == (uintptr_t)area[which], "base %#lx",
	    (unsigned long)info.base);
	return (check_result());
}

static void
refused(uintptr_t base)
{
	struct tls_info info = { .base = base, .size = -1 };

	CHECK(set_tls_area(TLS_AREA, &info, sizeof(info)) == -1, "base %#lx",
	    (unsigned long)base);
	CHECK(errno == EINVAL, "base %#lx: %s", (unsigned long)base,
	    errno_name(errno));
}

int
main(int argc, char **argv)
{
	int32_t child[2];
	struct ending ending;

	if (argc > 1)
		return (hold((uintptr_t)argv[1][0]));
	child[0] = process_start("tls A");
	child[1] = process_start("tls B");
	for (int i = 0; i < 2; i++) {
		CHECK(process_await(child[i], &ending), "child %d: %s", i,
		    errno_name(errno));
		CHECK(ending.signal == 0 && ending.status == 0,
		    "child %d: signal %d, status %d", i, ending.signal,
		    ending.status);
	}
	refused(KERNEL_BASE);
	refused(USER_TOP + PAGE_SIZE);
	refused(UINTPTR_MAX);
	return (check_result());
}
