/* SPDX-License-Identifier: BSD-3-Clause */

#ifndef USER_BOOT_TEST_H
#define USER_BOOT_TEST_H

#include <stdint.h>

/* How a program must end. */
enum {
	BOOT_TEST_EXITS,		/* with the status `value' */
	BOOT_TEST_DIES			/* by the signal `value' */
};

/* A declared boot test; all fields are fixed at build. */
struct boot_test {
	const char	*name;		/* <subsystem>.<name> */
	const char	*command;	/* program and arguments, by blanks */
	uint32_t	 kind;
	uint32_t	 value;
};

/* Generated from the boot_test rows; ended by size. */
extern const struct boot_test boot_test_table[];
extern const uint32_t boot_test_count;

/* What the generated program `hostile' reports; ended by size. */
extern const char *const hostile_name_table[];
extern const uint32_t hostile_test_count;

#endif
