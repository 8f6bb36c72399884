/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What generated wrappers want of the kernel, written down instead of done:
 * a program's words go in, and what was read, written and called comes out.
 */
#ifndef ABI_KERNEL_H
#define ABI_KERNEL_H

#include <stdbool.h>

#include "host.h"

typedef int32_t		pid_t;
typedef intptr_t	ssize_t;
typedef uintptr_t	word_t;
typedef struct {
	uintptr_t va;
} user_ptr_t;

struct user_in {
	user_ptr_t	at;
	size_t		left;
};

struct user_out {
	user_ptr_t	at;
	size_t		left;
};

enum {
	WORDS = 16,		/* the most words of a call */
	CONTENTS = 4,		/* the most arguments with a content */
	CONTENT = 1024,		/* the most bytes of one */
	STACK = 0x700000,	/* where a program's stack words are */
	LOG = 1 << 16,
	ENAMETOOLONG_HERE = 63
};

/* What happened, as letters with two numbers each. */
enum {
	READ = 'I', WRITTEN = 'O', STRING = 'S', CALLED = 'H', ARGUMENT = 'A',
	ANSWERED = 'Z', REFUSED = 'R', ABSENT = 'N', VALID = 'V', END = '.'
};

struct request {
	uint32_t	section;
	uint32_t	number;
	uint64_t	words[WORDS];
	uint32_t	contents;
};

struct content {
	uint32_t	index;
	uint32_t	size;
	uint8_t		bytes[CONTENT];
};

static int64_t log_rows[LOG][3];
static size_t log_count;
static struct content contents[CONTENTS];
static size_t content_count;
static uintptr_t stack_words[WORDS];

#define memset(to, byte, size)		__builtin_memset(to, byte, size)
#define memcpy(to, from, size)		__builtin_memcpy(to, from, size)

void *
(memset)(void *to, int byte, size_t size)
{
	volatile char *at = to;

	while (size-- > 0)
		*at++ = (char)byte;
	return (to);
}

void *
(memcpy)(void *restrict to, const void *restrict from, size_t size)
{
	volatile char *at = to;

	for (size_t i = 0; i < size; i++)
		at[i] = ((const char *)from)[i];
	return (to);
}

static void
told(int what, int64_t a, int64_t b)
{
	log_rows[log_count][0] = what;
	log_rows[log_count][1] = a;
	log_rows[log_count][2] = b;
	if (++log_count == LOG) {
		host_write(log_rows, sizeof(log_rows));
		log_count = 0;
	}
}

static inline user_ptr_t
at(uintptr_t word)
{
	return ((user_ptr_t){ word });
}

__attribute__((unused)) static uintptr_t
syscall_user_sp(void)
{
	return (STACK);
}

__attribute__((unused)) static int
copyin(user_ptr_t from, void *to, size_t size)
{
	size_t room;

	(memset)(to, 0, size);
	if (from.va >= STACK && from.va < STACK + 64) {
		(memcpy)(to, stack_words, size);
		return (0);
	}
	told(READ, (int64_t)from.va, (int64_t)size);
	for (size_t i = 0; i < content_count; i++) {
		room = contents[i].size < size ? contents[i].size : size;
		if (from.va >> 16 == contents[i].index + 1)
			(memcpy)(to, contents[i].bytes, room);
	}
	return (0);
}

__attribute__((unused)) static int
copyinstr(user_ptr_t from, char *to, size_t size)
{
	size_t length = 0;

	for (size_t i = 0; i < content_count; i++)
		if (from.va >> 16 == contents[i].index + 1)
			length = contents[i].size;
	*to = '\0';
	if (length >= size)
		return (ENAMETOOLONG_HERE);
	told(STRING, (int64_t)from.va, (int64_t)length);
	return (0);
}

__attribute__((unused)) static int
copyout(const void *from, user_ptr_t to, size_t size)
{
	(void)from;
	told(WRITTEN, (int64_t)to.va, (int64_t)size);
	return (0);
}

__attribute__((unused)) static intptr_t
copyout_whole(const void *from, user_ptr_t to, size_t size, intptr_t result)
{
	return (copyout(from, to, size) == 0 ? result : -1);
}

__attribute__((unused)) static int
user_probe_write(user_ptr_t to, size_t size)
{
	(void)to;
	(void)size;
	return (0);
}

__attribute__((unused)) static int
user_room(user_ptr_t to, void *copy, size_t size)
{
	(memset)(copy, 0, size);
	return (user_probe_write(to, size));
}

__attribute__((unused)) static int
user_window_in(const struct user_in *window)
{
	told(READ, (int64_t)window->at.va, (int64_t)window->left);
	return (0);
}

__attribute__((unused)) static int
user_window_out(const struct user_out *window)
{
	told(WRITTEN, (int64_t)window->at.va, (int64_t)window->left);
	return (0);
}

#endif
