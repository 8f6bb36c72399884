/* SPDX-License-Identifier: BSD-3-Clause */
/* What a tunable takes and refuses, on rows that nobody declares. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "tunable/tunable.h"

enum {
	ROOM = 64,
	OLD = 77
};

static const struct tunable_word words[] = {
	{ "on", 1 }, { "one", 2 }, { "off", 4 }, { NULL, 0 }
};

static uint32_t number;
static char text[4];

static const struct tunable_row count = {
	.name = "count", .is = TUNABLE_IS_NUMBER, .least = 4, .most = 256,
	.value = &number
};
static const struct tunable_row power = {
	.name = "power", .is = TUNABLE_IS_NUMBER, .most = UINT32_MAX,
	.power = true, .value = &number
};
static const struct tunable_row choice = {
	.name = "choice", .is = TUNABLE_IS_CHOICE, .words = words,
	.value = &number
};
static const struct tunable_row set = {
	.name = "set", .is = TUNABLE_IS_SET, .words = words, .value = &number
};
static const struct tunable_row flag = {
	.name = "flag", .is = TUNABLE_IS_FLAG, .value = &number
};
static const struct tunable_row word = {
	.name = "word", .is = TUNABLE_IS_TEXT, .size = sizeof(text),
	.value = text
};

/* A value is taken, and told as it was typed. */
static void
takes(struct ktest *t, const struct tunable_row *row, const char *typed,
    uint32_t value)
{
	char told[ROOM];

	number = OLD;
	KTEST_ASSERT(t, tunable_set(row, typed) && number == value,
	    "%s=%s: %u", row->name, typed, number);
	tunable_tell(row, told, sizeof(told));
	KTEST_ASSERT(t, strcmp(told, typed) == 0, "%s is told as %s", typed,
	    told);
}

/* A value is refused, and nothing happens. */
static void
refuses(struct ktest *t, const struct tunable_row *row, const char *typed)
{
	number = OLD;
	KTEST_ASSERT(t, !tunable_set(row, typed) && number == OLD,
	    "%s=%s: %u", row->name, typed, number);
}

void
ktest_tunable_numbers_are_within_their_bounds(struct ktest *t)
{
	takes(t, &count, "4", 4);
	takes(t, &count, "256", 256);
	refuses(t, &count, "3");
	refuses(t, &count, "257");
	refuses(t, &count, "");
	refuses(t, &count, "-5");
	refuses(t, &count, "5x");
	refuses(t, &count, "0x10");
	refuses(t, &count, "4294967300");
	refuses(t, &count, "99999999999999999999999");
}

void
ktest_tunable_powers_have_one_bit(struct ktest *t)
{
	takes(t, &power, "2147483648", 1u << 31);
	takes(t, &power, "1", 1);
	refuses(t, &power, "6");
	refuses(t, &power, "4294967296");
}

void
ktest_tunable_words_are_whole(struct ktest *t)
{
	takes(t, &choice, "on", 1);
	takes(t, &choice, "one", 2);
	refuses(t, &choice, "o");
	refuses(t, &choice, "ones");
	refuses(t, &choice, "");
	refuses(t, &choice, "on,off");
}

void
ktest_tunable_sets_are_lists(struct ktest *t)
{
	takes(t, &set, "off", 4);
	takes(t, &set, "on,off", 5);
	refuses(t, &set, "on,");
	refuses(t, &set, ",on");
	refuses(t, &set, "on,of");
	refuses(t, &set, "on off");
	number = 0;
	KTEST_ASSERT(t, tunable_set(&set, "off,on,off") && number == 5,
	    "0x%x", number);
}

void
ktest_tunable_flags_stand_alone(struct ktest *t)
{
	refuses(t, &flag, "yes");
	KTEST_ASSERT(t, tunable_set(&flag, "") && number == 1, "%u", number);
}

void
ktest_tunable_texts_have_room(struct ktest *t)
{
	KTEST_ASSERT(t, tunable_set(&word, "abc") && !tunable_set(&word, "abcd")
	    && strcmp(text, "abc") == 0, "it is %s", text);
	KTEST_ASSERT(t, tunable_set(&word, "") && text[0] == '\0', "it is %s",
	    text);
}
