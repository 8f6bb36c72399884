/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from kernel-src/uart/decl.py.
 * Edit that, not this; the shape is templates/c/register_dump.c.j2.
 */

#include "mapped.gen.h"

/*
 * Print every register that can be read without changing anything.
 * Left alone:
 *	eoi
 *
 * Context: any
 */
void
mapped_dump(uintptr_t base, void (*print)(const char *, ...))
{
	print("mapped at 0x%x: nothing can be read without changing it\n",
	    (unsigned int)base);
}
