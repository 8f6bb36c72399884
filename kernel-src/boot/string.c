/* SPDX-License-Identifier: BSD-3-Clause */
/* Strings; memory is copied by the architecture's own code. */

#include "kernel.h"

/* Context: any */
size_t
strlen(const char *text)
{
	size_t length = 0;

	while (text[length] != '\0')
		length++;
	return (length);
}

/* Context: any */
int
strcmp(const char *a, const char *b)
{
	while (*a != '\0' && *a == *b) {
		a++;
		b++;
	}
	return ((unsigned char)*a - (unsigned char)*b);
}

/* Context: any */
int
strncmp(const char *a, const char *b, size_t size)
{
	for (; size > 0; size--, a++, b++) {
		if (*a != *b || *a == '\0')
			return ((unsigned char)*a - (unsigned char)*b);
	}
	return (0);
}

/*
 * Copy what fits, always with a NUL; return the length of `from'.
 *
 * Context: any
 */
size_t
strlcpy(char *to, const char *from, size_t size)
{
	size_t length = strlen(from);
	size_t n = length < size ? length : size - 1;

	if (size > 0) {
		memcpy(to, from, n);
		to[n] = '\0';
	}
	return (length);
}
