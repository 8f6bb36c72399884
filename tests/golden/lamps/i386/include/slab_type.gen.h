/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared types of memory.
 * Edit that, not this; the shape is templates/c/slab_type.h.j2.
 */

#ifndef SLAB_TYPE_GEN_H
#define SLAB_TYPE_GEN_H

enum {
	SLAB_TYPES = 3
};

/* Types of memory: places in slab_type_table[]. */
#define SLAB_BULB                0	/* kernel-src/lamps/decl.py:14 */
#define SLAB_LABEL               1	/* kernel-src/lamps/decl.py:16 */
#define SLAB_WIRE                2	/* kernel-src/lamps/decl.py:15 */

#endif
