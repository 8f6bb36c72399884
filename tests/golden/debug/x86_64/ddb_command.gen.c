/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared commands of the debugger.
 * Edit that, not this; the shape is templates/c/ddb_command.c.j2.
 */

#include "ddb_command.gen.h"
#include "kernel.h"

static const struct ddb_param params_of_find[] = {
	{ "NAME", DDB_TEXT, 0, false, 0u, NULL, 0 },
};

static const struct ddb_word words_of_show_lamp_shade[] = {
	{ "light", 0u },
	{ "dark", 7u },
};

static const struct ddb_param params_of_show_lamp[] = {
	{ "FORM", DDB_MODIFIER, 0, false, 0u, NULL, 0 },
	{ "LAMP", DDB_NUMBER, 8, false, 0u, NULL, 0 },
	{ "SHADE", DDB_WORD, 4, true, 7u, words_of_show_lamp_shade, 2 },
};

const struct ddb_command ddb_command_table[] = {
	/* kernel-src/debug/decl.py:52 */
	{ "find", "", "find NAME",
	    "Find a lamp by its name.\n",
	    params_of_find, 1 },
	/* kernel-src/debug/decl.py:44 */
	{ "show lamp", "l", "show lamp[/FORMAT] LAMP [light|dark]",
	    "Show a lamp.\n"
	    "\n"
	    "FORM is how; SHADE says which side.\n",
	    params_of_show_lamp, 3 },
	{ NULL, NULL, NULL, NULL, NULL, 0 }	/* an empty table is no C */
};

/*
 * Do a command.
 *
 * Context: any
 */
void
ddb_dispatch(unsigned number, const struct ddb_value *v)
{
	switch (number) {
	case DDB_COMMAND_FIND:
		ddb_on_find(v[0].text);
		return;
	case DDB_COMMAND_SHOW_LAMP:
		ddb_on_show_lamp(v[0].text, (size_t)v[1].number,
		    (uint32_t)v[2].number);
		return;
	}
	panic("ddb_dispatch: there is no command %u, of %p", number,
	    (const void *)v);
}
