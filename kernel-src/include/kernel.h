/* SPDX-License-Identifier: BSD-3-Clause */
/* Saying something, and giving up. */
#ifndef KERNEL_KERNEL_H
#define KERNEL_KERNEL_H

#include <stdarg.h>

#include "config.gen.h"
#include "types.h"

/* The process exit values of the emulator's debug-exit device. */
enum {
	EXIT_PASSED = 0x10,
	EXIT_FAILED = 0x11,
	EXIT_PANIC = 0x12
};

#define KASSERT(condition, ...) do {					\
	if (KERN_INVARIANTS && !(condition))				\
		panic(__VA_ARGS__);					\
} while (0)

#define nitems(array)	(sizeof(array) / sizeof((array)[0]))
#define round_page(x)	(((x) + PAGE_MASK) & ~(uintptr_t)PAGE_MASK)
#define trunc_page(x)	((x) & ~(uintptr_t)PAGE_MASK)

void	kprintf(const char *, ...) __attribute__((format(printf, 1, 2)));
void	kvprintf(const char *, va_list) __attribute__((format(printf, 1, 0)));
int	ksnprintf(char *, size_t, const char *, ...)
	    __attribute__((format(printf, 3, 4)));
int	kvsnprintf(char *, size_t, const char *, va_list)
	    __attribute__((format(printf, 3, 0)));
void	panic(const char *, ...)
	    __attribute__((noreturn, format(printf, 1, 2)));

void	*memcpy(void *restrict, const void *restrict, size_t);
void	*memmove(void *, const void *, size_t);
void	*memset(void *, int, size_t);
int	 memcmp(const void *, const void *, size_t);

/* Small pieces of a constant size need no call. */
#define memcpy(to, from, size)	__builtin_memcpy(to, from, size)
#define memset(to, byte, size)	__builtin_memset(to, byte, size)

size_t	 strlen(const char *);
int	 strcmp(const char *, const char *);
int	 strncmp(const char *, const char *, size_t);
size_t	 strlcpy(char *, const char *, size_t);

#endif
