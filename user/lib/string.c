/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Strings and memory.  Copying and filling are written as string
 * instructions: a loop in C would be turned into a call to the very function
 * that holds it.
 */

#include <stdint.h>

#include <string.h>

/*
 * Copy `n' bytes between areas that do not overlap.
 *
 * Context: any.
 */
void *
memcpy(void *restrict to, const void *restrict from, size_t n)
{
	void *at = to;

	__asm__ volatile ("rep movsb"
	    : "+D" (at), "+S" (from), "+c" (n) : : "memory");
	return (to);
}

/*
 * Copy `n' bytes between areas that may overlap.
 *
 * Context: any.
 */
void *
memmove(void *to, const void *from, size_t n)
{
	char *end = (char *)to + n - 1;
	const char *source = (const char *)from + n - 1;

	if ((uintptr_t)to - (uintptr_t)from >= n)
		return (memcpy(to, from, n));
	__asm__ volatile ("std; rep movsb; cld"
	    : "+D" (end), "+S" (source), "+c" (n) : : "memory");
	return (to);
}

/*
 * Fill `n' bytes with `byte'.
 *
 * Context: any.
 */
void *
memset(void *to, int byte, size_t n)
{
	void *at = to;

	__asm__ volatile ("rep stosb"
	    : "+D" (at), "+c" (n) : "a" (byte) : "memory");
	return (to);
}

/*
 * Compare `n' bytes: below, at or above zero as `a' sorts against `b'.
 *
 * Context: any.
 */
int
memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char *p = a, *q = b;

	for (; n > 0; n--, p++, q++)
		if (*p != *q)
			return (*p - *q);
	return (0);
}

/*
 * Bytes before the end of `s'.
 *
 * Context: any.
 */
size_t
strlen(const char *s)
{
	const char *end = strchr(s, '\0');

	return ((size_t)(end - s));
}

/*
 * The first `c' in `s' (its end when `c' is NUL), or NULL.
 *
 * Context: any.
 */
char *
strchr(const char *s, int c)
{
	for (; *s != (char)c; s++)
		if (*s == '\0')
			return (NULL);
	return ((char *)(uintptr_t)s);
}

/*
 * Compare two strings.
 *
 * Context: any.
 */
int
strcmp(const char *a, const char *b)
{
	return (strncmp(a, b, SIZE_MAX));
}

/*
 * Compare at most `n' bytes of two strings.
 *
 * Context: any.
 */
int
strncmp(const char *a, const char *b, size_t n)
{
	for (; n > 0; n--, a++, b++)
		if (*a != *b || *a == '\0')
			return ((unsigned char)*a - (unsigned char)*b);
	return (0);
}
