/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * 64-bit division.  The compiler calls these; the 32-bit support library is
 * not on every machine, so they are ours.
 */

#include <stdint.h>

uint64_t	__udivmoddi4(uint64_t, uint64_t, uint64_t *);
uint64_t	__udivdi3(uint64_t, uint64_t);
uint64_t	__umoddi3(uint64_t, uint64_t);
int64_t		__divdi3(int64_t, int64_t);
int64_t		__moddi3(int64_t, int64_t);

/* Divide by a word: two DIVs, the first's remainder going into the second. */
static uint64_t
divide_by_word(uint64_t n, uint32_t d, uint64_t *rest)
{
	uint32_t high = (uint32_t)(n >> 32), low = (uint32_t)n;
	uint32_t q1 = high / d, r = high % d, q0;

	__asm__("divl %4" : "=a"(q0), "=d"(r) : "a"(low), "d"(r), "rm"(d));
	*rest = r;
	return ((uint64_t)q1 << 32 | q0);
}

/* Context: any */
uint64_t
__udivmoddi4(uint64_t n, uint64_t d, uint64_t *rest)
{
	uint64_t q = 0;
	int shift;

	if (d >> 32 == 0)
		return (divide_by_word(n, (uint32_t)d, rest));
	if (d > n) {
		*rest = n;
		return (0);
	}
	shift = __builtin_clz((uint32_t)(d >> 32));
	if (n >> 32 != 0)
		shift -= __builtin_clz((uint32_t)(n >> 32));
	for (d <<= shift; shift >= 0; shift--, d >>= 1) {
		q <<= 1;
		if (n >= d) {
			n -= d;
			q |= 1;
		}
	}
	*rest = n;
	return (q);
}

/* Context: any */
uint64_t
__udivdi3(uint64_t n, uint64_t d)
{
	uint64_t rest;

	return (__udivmoddi4(n, d, &rest));
}

/* Context: any */
uint64_t
__umoddi3(uint64_t n, uint64_t d)
{
	uint64_t rest;

	__udivmoddi4(n, d, &rest);
	return (rest);
}

static uint64_t
magnitude(int64_t value)
{
	return (value < 0 ? -(uint64_t)value : (uint64_t)value);
}

/* Context: any */
int64_t
__divdi3(int64_t n, int64_t d)
{
	uint64_t rest;
	uint64_t q = __udivmoddi4(magnitude(n), magnitude(d), &rest);

	return ((int64_t)((n < 0) != (d < 0) ? -q : q));
}

/* Context: any */
int64_t
__moddi3(int64_t n, int64_t d)
{
	uint64_t rest;

	__udivmoddi4(magnitude(n), magnitude(d), &rest);
	return ((int64_t)(n < 0 ? -rest : rest));
}
