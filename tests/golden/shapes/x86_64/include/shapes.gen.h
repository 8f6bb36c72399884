/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from kernel-src/shapes/decl.py.
 * Edit that, not this; the shape is templates/c/structure.h.j2.
 */

#ifndef SHAPES_GEN_H
#define SHAPES_GEN_H

#include <stddef.h>
#include <stdint.h>

#include "types.h"

struct log;

/* What a shape is painted with. */
#define COLOUR_NONE             0	/* kernel-src/shapes/decl.py:29 */
#define COLOUR_RED              1	/* kernel-src/shapes/decl.py:29 */
#define COLOUR_BLUE             5	/* kernel-src/shapes/decl.py:29 */

/* How a shape is drawn. */
#define STYLE_FILL              0x1	/* kernel-src/shapes/decl.py:35 */
#define STYLE_DASH              0x4	/* kernel-src/shapes/decl.py:36 */

/* A pen, packed. */
#define PEN_WIDTH                       0xf
#define PEN_WIDTH_SHIFT                 0
#define PEN_ROUND                       0x10

/* What shapes are drawn on; programs never see it. */
struct canvas {				/* kernel-src/shapes/decl.py:46 */
	char		name[12];	/* at 0 */
	size_t		pixels;		/* at 16 */
	struct canvas	*next;		/* at 24 */
	struct log	*log;		/* at 32 */
};					/* 40 bytes */

/* A place. */
struct point {				/* kernel-src/shapes/decl.py:55 */
	int32_t		x;		/* at 0 */
	int32_t		y;		/* at 4 */
};					/* 8 bytes */

/* A line from place to place. */
struct shape {				/* kernel-src/shapes/decl.py:62 */
	uint32_t	colour;		/* at 0 */
	struct point	points[4];	/* at 4 */
	uint8_t		_pad[4];	/* at 36 */
	uint64_t	area;		/* at 40 */
};					/* 48 bytes */

/* Handlers: hand-written, called from the table or from their wrappers. */
#line 72 "kernel-src/shapes/decl.py"
intptr_t	sys_draw(const struct shape *shape, uint32_t colour,
	    uint32_t style, uint32_t layer);

#endif
