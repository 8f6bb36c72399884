/* SPDX-License-Identifier: BSD-3-Clause */

/* The program `every': what a parameter of each kind carries, both ways. */

#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <string.h>

static void
words_travel(void)
{
	uint64_t sum = 0;

	CHECK(every_words(7, 0x3000000000, 0x30, 0x400, -1, 5, &sum) == 0,
	    "%s", errno_name(errno));
	CHECK(sum == 0x300000043b, "%#llx", (unsigned long long)sum);
}

static void
structures_travel(void)
{
	struct outer o = { { 1, 9 }, "abc" };
	uint64_t more = 0xfffffffff;

	CHECK(every_struct(DARK, &o, &more) == 0, "%s", errno_name(errno));
	CHECK(o.inner.a == 2 && o.inner.b == 8, "%u, %u", o.inner.a,
	    o.inner.b);
	CHECK(strcmp(o.name, "Xbc") == 0, "%s", o.name);
	CHECK(more == 0x1000000004, "%#llx", (unsigned long long)more);
	CHECK(every_struct(GREY, &o, NULL) == 0, "%s", errno_name(errno));
	o.inner.a = 99;
	CHECK(every_struct(GREY, &o, NULL) == -1 && errno == EINVAL, "%s",
	    errno_name(errno));
	CHECK(o.inner.a == 99, "a call that failed stored %u", o.inner.a);
}

static void
room_is_filled(void)
{
	char room[65];

	memset(room, '?', sizeof(room));
	CHECK(every_room(room, 8, WIDE_TOP) == 8, "%s", errno_name(errno));
	CHECK(memcmp(room, "TTTT\0\0\0\0?", 9) == 0, "%.9s", room);
	CHECK(every_room(room, 8, 2) == (size_t)-1 && errno == EINVAL, "%s",
	    errno_name(errno));
	CHECK(every_room(room, 65, WIDE_LOW) == (size_t)-1 &&
	    errno == EINVAL, "%s", errno_name(errno));
}

static void
optional_arguments_may_lack(void)
{
	const char *longer = "0123456789abcdef";

	CHECK(every_optional("n", "d", 1, "w", 1) == 7, "all");
	CHECK(every_optional(NULL, NULL, 1, NULL, 1) == 0, "none");
	CHECK(every_optional(longer, NULL, 1, NULL, 1) == -1 &&
	    errno == ENAMETOOLONG, "%s", errno_name(errno));
}

int
main(void)
{
	words_travel();
	structures_travel();
	room_is_filled();
	optional_arguments_may_lack();
	return (check_result());
}
