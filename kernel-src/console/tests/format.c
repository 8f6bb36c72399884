/* SPDX-License-Identifier: BSD-3-Clause */
/* The formats of kprintf. */

#include "kernel.h"
#include "ktest/ktest.h"

#define PRINTS(t, wanted, ...) do {					\
	char text[64];							\
	int length = ksnprintf(text, sizeof(text), __VA_ARGS__);	\
									\
	KTEST_ASSERT(t, strcmp(text, wanted) == 0 &&			\
	    length == (int)strlen(wanted), "`%s' for `%s'", text,	\
	    wanted);							\
} while (0)

void
ktest_console_formats_are_c(struct ktest *t)
{
	char small[4];

	PRINTS(t, "-5 5 ff FF", "%d %u %x %X", -5, 5u, 255u, 255u);
	PRINTS(t, "-9223372036854775808", "%lld", (long long)INT64_MIN);
	PRINTS(t, "18446744073709551615", "%llu",
	    (unsigned long long)UINT64_MAX);
	PRINTS(t, "[   7][7   ][0007]", "[%4d][%-4d][%04d]", 7, 7, 7);
	PRINTS(t, "ab|abc|    x", "%.2s|%s|%5s", "abc", "abc", "x");
	PRINTS(t, "c%", "%c%%", 'c');
	PRINTS(t, "0x1000", "%p", (void *)0x1000);
	KTEST_ASSERT(t, ksnprintf(small, sizeof(small), "%s", "abcdef") == 6 &&
	    strcmp(small, "abc") == 0, "cut to `%s'", small);
}
