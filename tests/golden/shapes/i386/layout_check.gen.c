/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared structures.
 * Edit that, not this; the shape is templates/c/layout_check.c.j2.
 */

#include <stddef.h>

#include "shapes.gen.h"

#line 46 "kernel-src/shapes/decl.py"
_Static_assert(sizeof(struct canvas) == 24 && _Alignof(struct canvas) == 4,
    "canvas with 24 bytes, aligned to 4");
#line 55 "kernel-src/shapes/decl.py"
_Static_assert(sizeof(struct point) == 8 && _Alignof(struct point) == 4,
    "point with 8 bytes, aligned to 4");
#line 58 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct point, x) == 0, "point.x at 0");
_Static_assert(offsetof(struct point, y) == 4, "point.y at 4");
#line 62 "kernel-src/shapes/decl.py"
_Static_assert(sizeof(struct shape) == 48 && _Alignof(struct shape) == 4,
    "shape with 48 bytes, aligned to 4");
#line 65 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct shape, colour) == 0, "shape.colour at 0");
_Static_assert(offsetof(struct shape, points) == 4, "shape.points at 4");
_Static_assert(offsetof(struct shape, _pad) == 36, "shape._pad at 36");
_Static_assert(offsetof(struct shape, area) == 40, "shape.area at 40");
