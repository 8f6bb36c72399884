/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared structures.
 * Edit that, not this; the shape is templates/c/layout_check.c.j2.
 */

#include <stddef.h>

#include "caches.gen.h"
#include "percpu.gen.h"

#line 7 "kernel-src/caches/decl.py"
_Static_assert(sizeof(struct cpu) == 8 && _Alignof(struct cpu) == 4,
    "cpu with 8 bytes, aligned to 4");
#line 7 "kernel-src/caches/decl.py"
_Static_assert(
    sizeof(struct cpu_area) == 256 && _Alignof(struct cpu_area) == 64,
    "cpu_area with 256 bytes, aligned to 64");
#line 21 "kernel-src/caches/decl.py"
_Static_assert(sizeof(struct hits) == 8 && _Alignof(struct hits) == 4,
    "hits with 8 bytes, aligned to 4");
#line 14 "kernel-src/caches/decl.py"
_Static_assert(sizeof(struct misses) == 72 && _Alignof(struct misses) == 4,
    "misses with 72 bytes, aligned to 4");
