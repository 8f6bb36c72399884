/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared interfaces.
 * Edit that, not this; the shape is templates/c/interface.c.j2.
 */

#include "interface.gen.h"

#include "kernel.h"

/* Who implements order, by name. */
static const struct {
	const char	*name;
	int		 number;
} order_table[] = {
	{ "fifo", 0 },
	{ "lifo", 3 },
};

/*
 * Context: any
 */
int
order_find(const char *name)
{
	for (size_t i = 0; i < nitems(order_table); i++) {
		if (strcmp(order_table[i].name, name) == 0)
			return (order_table[i].number);
	}
	return (-1);
}
