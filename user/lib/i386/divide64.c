/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * 64-bit division, which the compiler asks for by these names: a stock gcc
 * has no 32-bit libgcc.
 */

#include <stdint.h>

uint64_t __udivdi3(uint64_t dividend, uint64_t divisor);
uint64_t __umoddi3(uint64_t dividend, uint64_t divisor);
uint64_t __udivmoddi4(uint64_t dividend, uint64_t divisor, uint64_t *rest);
int64_t __divdi3(int64_t dividend, int64_t divisor);
int64_t __moddi3(int64_t dividend, int64_t divisor);

/*
 * Divide 32 bits at a time: the rest of the high half is below the divisor,
 * so the second quotient fits a register.
 */
static uint64_t
divide_by_word(uint64_t dividend, uint32_t divisor, uint64_t *rest)
{
	uint32_t high = (uint32_t)(dividend >> 32), low = (uint32_t)dividend;
	uint32_t high_quotient = high / divisor, remainder = high % divisor;

	__asm__ ("divl %2"
	    : "+a" (low), "+d" (remainder) : "rm" (divisor) : "cc");
	*rest = remainder;
	return ((uint64_t)high_quotient << 32 | low);
}

/*
 * Quotient and rest of `dividend' by `divisor'.
 *
 * Context: any.
 */
uint64_t
__udivmoddi4(uint64_t dividend, uint64_t divisor, uint64_t *rest)
{
	uint64_t quotient = 0;
	int shift;

	if (divisor >> 32 == 0)
		return (divide_by_word(dividend, (uint32_t)divisor, rest));
	for (shift = __builtin_clzll(divisor); shift >= 0; shift--) {
		quotient <<= 1;
		if (divisor << shift <= dividend) {
			dividend -= divisor << shift;
			quotient |= 1;
		}
	}
	*rest = dividend;
	return (quotient);
}

/*
 * Context: any.
 */
uint64_t
__udivdi3(uint64_t dividend, uint64_t divisor)
{
	uint64_t rest;

	return (__udivmoddi4(dividend, divisor, &rest));
}

/*
 * Context: any.
 */
uint64_t
__umoddi3(uint64_t dividend, uint64_t divisor)
{
	uint64_t rest;

	(void)__udivmoddi4(dividend, divisor, &rest);
	return (rest);
}

static uint64_t
magnitude(int64_t value)
{
	return (value < 0 ? -(uint64_t)value : (uint64_t)value);
}

/*
 * Context: any.
 */
int64_t
__divdi3(int64_t dividend, int64_t divisor)
{
	uint64_t quotient;

	quotient = __udivdi3(magnitude(dividend), magnitude(divisor));
	if ((dividend < 0) != (divisor < 0))
		quotient = -quotient;
	return ((int64_t)quotient);
}

/*
 * Context: any.
 */
int64_t
__moddi3(int64_t dividend, int64_t divisor)
{
	uint64_t rest = __umoddi3(magnitude(dividend), magnitude(divisor));

	return ((int64_t)(dividend < 0 ? -rest : rest));
}
