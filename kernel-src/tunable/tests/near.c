/* SPDX-License-Identifier: BSD-3-Clause */
/* Which words are nearly a name. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "tunable/tunable.h"

static bool
is_near(const char *name, const char *word)
{
	return (tunable_is_near(name, word, strlen(word)));
}

void
ktest_tunable_one_mistake_is_near(struct ktest *t)
{
	static const char *const words[] = {
		"lock", "cock", "cloc", "clocks", "xclock", "cllock", "clokc",
		"lcock", "clock1", "cl0ck", "Clock"
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		KTEST_ASSERT(t, is_near("clock", words[i]), "%s is not",
		    words[i]);
}

void
ktest_tunable_nothing_else_is_near(struct ktest *t)
{
	static const char *const words[] = {
		"clock", "", "clo", "clocked", "colkc", "lcokc", "exec", "kcolc"
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		KTEST_ASSERT(t, !is_near("clock", words[i]), "%s is",
		    words[i]);
	KTEST_ASSERT(t, !is_near("ab", "ac"), "a short name has a neighbour");
	KTEST_ASSERT(t, !is_near("exit", "exec") && !is_near("exact", "exec"),
	    "exec= is told");
}
