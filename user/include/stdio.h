/* SPDX-License-Identifier: BSD-3-Clause */

#ifndef USER_STDIO_H
#define USER_STDIO_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Output to the console.  Nothing is kept back: when a function returns, its
 * text is out, and a line of at most 255 bytes leaves in one write.
 */
int printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
int vprintf(const char *format, va_list ap)
    __attribute__((format(printf, 1, 0)));
int snprintf(char *to, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
int vsnprintf(char *to, size_t size, const char *format, va_list ap)
    __attribute__((format(printf, 3, 0)));

#endif
