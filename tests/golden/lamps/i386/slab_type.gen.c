/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared types of memory.
 * Edit that, not this; the shape is templates/c/slab_type.c.j2.
 */

#include "slab/slab.h"
#include "lamps.gen.h"
#include "lamps/wire.h"

/* Name, size, whether there are many sizes, limit, what it is. */
const struct slab_type slab_type_table[] = {
	/* kernel-src/lamps/decl.py:14 */
	{ "bulb", sizeof(struct bulb), false, 12,
	    "Bulbs." },
	/* kernel-src/lamps/decl.py:16 */
	{ "label", 64, true, 0,
	    "What stands on lamps." },
	/* kernel-src/lamps/decl.py:15 */
	{ "wire", sizeof(struct copper_wire), false, 0,
	    "Wires." },
};
