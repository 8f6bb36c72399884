/* SPDX-License-Identifier: BSD-3-Clause */

#ifndef USER_CALL_NAME_H
#define USER_CALL_NAME_H

#include <stdint.h>

/* A declared system call, for people; all fields are fixed at build. */
struct call_name {
	uint32_t	 number;
	const char	*name;
	const char	*prototype;	/* as C has it */
	const char	*doc;		/* one line */
};

/* Generated from the syscall rows, by number; ended by size. */
extern const struct call_name call_name_table[];
extern const uint32_t call_name_count;

/* A declared value; `doc' may be empty. */
struct value_name {
	int64_t		 value;
	const char	*name;
	const char	*doc;		/* one line */
};

/* Generated from the enumerations: a table for each, ended by size. */
extern const struct value_name errno_value_table[];
extern const uint32_t errno_value_count;
extern const struct value_name signal_value_table[];
extern const uint32_t signal_value_count;
extern const struct value_name proc_state_value_table[];
extern const uint32_t proc_state_value_count;
extern const struct value_name trace_kind_value_table[];
extern const uint32_t trace_kind_value_count;

#endif
