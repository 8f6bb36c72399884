/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared commands of the debugger.
 * Edit that, not this; the shape is templates/c/ddb_command.h.j2.
 */

#ifndef DDB_COMMAND_GEN_H
#define DDB_COMMAND_GEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How an argument is typed. */
enum {
	DDB_NUMBER,
	DDB_WORD,
	DDB_TEXT,
	DDB_MODIFIER
};

struct ddb_word {
	const char	*word;
	uint32_t	 value;
};

struct ddb_param {
	const char	*name;
	uint8_t		 kind;
	uint8_t		 size;		/* of a number, in bytes */
	bool		 optional;
	uint64_t	 otherwise;
	const struct ddb_word *words;
	unsigned	 nwords;
};

struct ddb_command {
	const char	*name;
	const char	*brief;		/* another name, or "" */
	const char	*usage;
	const char	*help;
	const struct ddb_param *params;
	unsigned	 nparams;
};

/* An argument, read: by its kind, a number or a text. */
struct ddb_value {
	uint64_t	 number;
	const char	*text;
};

enum {
	DDB_PARAMS = 3		/* of any command, at most */
};

#define DDB_COMMAND_FIND            0
	/* kernel-src/debug/decl.py:52 */
#define DDB_COMMAND_SHOW_LAMP       1
	/* kernel-src/debug/decl.py:44 */
#define DDB_COMMAND_COUNT		2

extern const struct ddb_command ddb_command_table[];

void	ddb_dispatch(unsigned, const struct ddb_value *);

/* Hand-written, called on the CPU that is in the debugger: small, not fast. */
void	ddb_on_find(const char *name)
	    __attribute__((cold));
void	ddb_on_show_lamp(const char *form, size_t lamp, uint32_t shade)
	    __attribute__((cold));

#endif
