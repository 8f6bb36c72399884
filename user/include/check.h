/* SPDX-License-Identifier: BSD-3-Clause */

#ifndef USER_CHECK_H
#define USER_CHECK_H

#include <stdbool.h>

/*
 * What a test program expects of the kernel.  A failed check prints where it
 * stands and what was seen, as a diagnostic line of the test protocol; the
 * program goes on, and ends with check_result().
 */
#define CHECK(condition, ...)						\
	check_that((condition), __FILE__, __LINE__, #condition, __VA_ARGS__)

bool check_that(bool holds, const char *file, int line, const char *condition,
    const char *format, ...) __attribute__((format(printf, 5, 6)));
int check_result(void);

void check_ends(const char *command, int signal, int status);
int check_usage(const char *usage);

#endif
