/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared structures.
 * Edit that, not this; the shape is templates/c/layout_check.c.j2.
 */

#include <stddef.h>

#include "shapes.gen.h"

#line 49 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct canvas, name) == 0,
    "the model has offsetof(struct canvas, name) = 0");
#line 50 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct canvas, pixels) == 16,
    "the model has offsetof(struct canvas, pixels) = 16");
#line 51 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct canvas, next) == 24,
    "the model has offsetof(struct canvas, next) = 24");
#line 52 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct canvas, log) == 32,
    "the model has offsetof(struct canvas, log) = 32");
#line 46 "kernel-src/shapes/decl.py"
_Static_assert(sizeof(struct canvas) == 40,
    "the model has sizeof(struct canvas) = 40");
#line 46 "kernel-src/shapes/decl.py"
_Static_assert(_Alignof(struct canvas) == 8,
    "the model has _Alignof(struct canvas) = 8");
#line 58 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct point, x) == 0,
    "the model has offsetof(struct point, x) = 0");
#line 59 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct point, y) == 4,
    "the model has offsetof(struct point, y) = 4");
#line 55 "kernel-src/shapes/decl.py"
_Static_assert(sizeof(struct point) == 8,
    "the model has sizeof(struct point) = 8");
#line 55 "kernel-src/shapes/decl.py"
_Static_assert(_Alignof(struct point) == 4,
    "the model has _Alignof(struct point) = 4");
#line 65 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct shape, colour) == 0,
    "the model has offsetof(struct shape, colour) = 0");
#line 66 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct shape, points) == 4,
    "the model has offsetof(struct shape, points) = 4");
#line 67 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct shape, _pad) == 36,
    "the model has offsetof(struct shape, _pad) = 36");
#line 68 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct shape, area) == 40,
    "the model has offsetof(struct shape, area) = 40");
#line 62 "kernel-src/shapes/decl.py"
_Static_assert(sizeof(struct shape) == 48,
    "the model has sizeof(struct shape) = 48");
#line 62 "kernel-src/shapes/decl.py"
_Static_assert(_Alignof(struct shape) == 8,
    "the model has _Alignof(struct shape) = 8");
