/* SPDX-License-Identifier: BSD-3-Clause */

#include "kernel.h"
#include "ktest/ktest.h"
#include "syscall.gen.h"
#include "translation.gen.h"

/* An old program's reading goes to the new handler and comes back. */
void
ktest_version_old_call_reaches_new_handler(struct ktest *t)
{
	struct reading1 old = {
		.spot = { -3, INT32_MAX }, .level = 41, .weather = SNOW,
		.samples = { 1, 2, 3, 65535 },
		.path = { { 5, 6 }, { 7, INT32_MIN } },
		.name = "harbour"
	};
	struct reading1 before;
	intptr_t result;

	result = sys_reading1(&old, &before);
	KTEST_ASSERT(t, result > 0, "%d readings", (int)result);
	KTEST_ASSERT(t, old.level == 42, "the level is %u", old.level);
	KTEST_ASSERT(t, before.level == 41, "it was %u", before.level);
	old.level = 41;
	KTEST_ASSERT(t, memcmp(&old, &before, sizeof(old)) == 0,
	    "what the handler left alone came back otherwise");
}

/* A number that old programs have no room for is an error, not another one. */
void
ktest_version_number_that_does_not_fit_is_refused(struct ktest *t)
{
	struct reading1 old = { .level = UINT32_MAX };
	struct reading now = { .path = { { 0, 0 }, { 0, (int64_t)1 << 40 } } };
	intptr_t result;

	result = sys_reading1(&old, NULL);
	KTEST_ASSERT(t, result == -EOVERFLOW, "result %d", (int)result);
	KTEST_ASSERT(t, reading1_from_reading(&old, &now) == EOVERFLOW,
	    "a spot beyond 32 bits became one of 32");
}

/* A name that is too long is cut, and ends. */
void
ktest_version_long_name_is_cut(struct ktest *t)
{
	struct reading now = { .name = "lighthouse west" };
	struct reading1 old;
	int error;

	error = reading1_from_reading(&old, &now);
	KTEST_ASSERT(t, error == 0, "error %d", error);
	KTEST_ASSERT(t, strcmp(old.name, "lightho") == 0, "name %s", old.name);
}
