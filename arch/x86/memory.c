/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Copying and filling, a word at a time: a rep iteration costs the same for a
 * byte as for a word, unless the CPU has fast short strings.
 */

#include "cpu.h"
#include "kernel.h"

#undef memcpy
#undef memset

/* Context: any */
void *
memcpy(void *restrict to, const void *restrict from, size_t size)
{
	void *at = to;
	size_t words = size / sizeof(uintptr_t);
	size_t rest = size % sizeof(uintptr_t);

	__asm__ volatile("rep movs" WORD_SUFFIX
	    : "+D"(at), "+S"(from), "+c"(words) : : "memory");
	__asm__ volatile("rep movsb"
	    : "+D"(at), "+S"(from), "+c"(rest) : : "memory");
	return (to);
}

/* Context: any */
void *
memmove(void *to, const void *from, size_t size)
{
	char *at = to;
	const char *source = from;

	if ((uintptr_t)to - (uintptr_t)from >= size)
		return (memcpy(to, from, size));
	while (size-- > 0)
		at[size] = source[size];
	return (to);
}

/* Context: any */
void *
memset(void *to, int value, size_t size)
{
	void *at = to;
	uintptr_t word = (UINTPTR_MAX / 255) * (unsigned char)value;
	size_t words = size / sizeof(uintptr_t);
	size_t rest = size % sizeof(uintptr_t);

	__asm__ volatile("rep stos" WORD_SUFFIX
	    : "+D"(at), "+c"(words) : "a"(word) : "memory");
	__asm__ volatile("rep stosb"
	    : "+D"(at), "+c"(rest) : "a"(word) : "memory");
	return (to);
}

/* Context: any */
int
memcmp(const void *a, const void *b, size_t size)
{
	const unsigned char *x = a, *y = b;

	for (; size > 0; size--, x++, y++) {
		if (*x != *y)
			return (*x - *y);
	}
	return (0);
}
