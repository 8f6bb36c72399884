/* SPDX-License-Identifier: BSD-3-Clause */

#ifndef USER_ERRNO_H
#define USER_ERRNO_H

/* Why the last call that returned -1 failed; the numbers are calls.gen.h's. */
extern int errno;

const char *errno_name(int number);

#endif
