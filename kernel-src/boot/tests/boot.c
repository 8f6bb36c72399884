/* SPDX-License-Identifier: BSD-3-Clause */
/* Loaders' maps, and the command line. */

#include "boot/boot.h"
#include "arch.gen.h"
#include "kernel.h"
#include "ktest/ktest.h"

enum {
	P = PAGE_SIZE,
	LIMIT = 1000
};

static unsigned
usable(const struct boot_range *map, unsigned n, struct frame_range *out)
{
	return (memory_map_usable(map, n, NULL, 0, LIMIT, out, 8));
}

void
ktest_boot_map_is_sorted_and_joined(struct ktest *t)
{
	const struct boot_range map[] = {
		{ 20 * P, 10 * P, BOOT_RAM },
		{ 0, 10 * P, BOOT_RAM },
		{ 5 * P, 7 * P, BOOT_RAM }
	};
	struct frame_range out[8];
	unsigned n = usable(map, nitems(map), out);

	KTEST_ASSERT(t, n == 2, "%u ranges", n);
	KTEST_ASSERT(t, out[0].first == 0 && out[0].end == 12, "%u to %u",
	    (unsigned)out[0].first, (unsigned)out[0].end);
	KTEST_ASSERT(t, out[1].first == 20 && out[1].end == 30, "%u to %u",
	    (unsigned)out[1].first, (unsigned)out[1].end);
}

void
ktest_boot_map_reserved_wins(struct ktest *t)
{
	const struct boot_range map[] = {
		{ 0, 10 * P, BOOT_RAM },
		{ 3 * P + 1, 1, BOOT_RESERVED }
	};
	struct frame_range out[8];
	unsigned n = usable(map, nitems(map), out);

	KTEST_ASSERT(t, n == 2 && out[0].end == 3 && out[1].first == 4,
	    "%u ranges, %u, %u", n, (unsigned)out[0].end,
	    (unsigned)out[1].first);
}

void
ktest_boot_map_hostile_entries_do_no_harm(struct ktest *t)
{
	const struct boot_range map[] = {
		{ UINT64_MAX - 5, 100, BOOT_RAM },
		{ 10 * P, UINT64_MAX, BOOT_RAM },
		{ 1, P - 1, BOOT_RAM },
		{ 0, 0, BOOT_RAM }
	};
	struct frame_range out[8];
	unsigned n = usable(map, nitems(map), out);

	KTEST_ASSERT(t, n == 1 && out[0].first == 10 && out[0].end <= LIMIT,
	    "%u ranges, %u to %u", n, (unsigned)out[0].first,
	    (unsigned)out[0].end);
}

void
ktest_boot_option_reads_whole_words(struct ktest *t)
{
	char value[8];

	KTEST_ASSERT(t, boot_option("test", NULL, 0), "test is missing");
	KTEST_ASSERT(t, !boot_option("tes", NULL, 0), "tes is no word");
	KTEST_ASSERT(t, !boot_option("testing", NULL, 0), "nor testing");
	KTEST_ASSERT(t, boot_option("exit", value, sizeof(value)) &&
	    strcmp(value, "debugco") == 0, "cut to `%s'", value);
}
