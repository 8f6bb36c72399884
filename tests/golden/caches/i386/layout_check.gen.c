/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared structures.
 * Edit that, not this; the shape is templates/c/layout_check.c.j2.
 */

#include <stddef.h>

#include "caches.gen.h"
#include "percpu.gen.h"

#line 10 "kernel-src/caches/decl.py"
_Static_assert(offsetof(struct cpu, self) == 0,
    "the model has offsetof(struct cpu, self) = 0");
#line 11 "kernel-src/caches/decl.py"
_Static_assert(offsetof(struct cpu, id) == 4,
    "the model has offsetof(struct cpu, id) = 4");
#line 7 "kernel-src/caches/decl.py"
_Static_assert(sizeof(struct cpu) == 8,
    "the model has sizeof(struct cpu) = 8");
#line 7 "kernel-src/caches/decl.py"
_Static_assert(_Alignof(struct cpu) == 4,
    "the model has _Alignof(struct cpu) = 4");
#line 7 "kernel-src/caches/decl.py"
_Static_assert(offsetof(struct cpu_area, cpu) == 0,
    "the model has offsetof(struct cpu_area, cpu) = 0");
#line 21 "kernel-src/caches/decl.py"
_Static_assert(offsetof(struct cpu_area, hits) == 64,
    "the model has offsetof(struct cpu_area, hits) = 64");
#line 14 "kernel-src/caches/decl.py"
_Static_assert(offsetof(struct cpu_area, misses) == 128,
    "the model has offsetof(struct cpu_area, misses) = 128");
#line 7 "kernel-src/caches/decl.py"
_Static_assert(sizeof(struct cpu_area) == 256,
    "the model has sizeof(struct cpu_area) = 256");
#line 7 "kernel-src/caches/decl.py"
_Static_assert(_Alignof(struct cpu_area) == 64,
    "the model has _Alignof(struct cpu_area) = 64");
#line 24 "kernel-src/caches/decl.py"
_Static_assert(offsetof(struct hits, count) == 0,
    "the model has offsetof(struct hits, count) = 0");
#line 21 "kernel-src/caches/decl.py"
_Static_assert(sizeof(struct hits) == 8,
    "the model has sizeof(struct hits) = 8");
#line 21 "kernel-src/caches/decl.py"
_Static_assert(_Alignof(struct hits) == 4,
    "the model has _Alignof(struct hits) = 4");
#line 17 "kernel-src/caches/decl.py"
_Static_assert(offsetof(struct misses, count) == 0,
    "the model has offsetof(struct misses, count) = 0");
#line 18 "kernel-src/caches/decl.py"
_Static_assert(offsetof(struct misses, last) == 8,
    "the model has offsetof(struct misses, last) = 8");
#line 14 "kernel-src/caches/decl.py"
_Static_assert(sizeof(struct misses) == 72,
    "the model has sizeof(struct misses) = 72");
#line 14 "kernel-src/caches/decl.py"
_Static_assert(_Alignof(struct misses) == 4,
    "the model has _Alignof(struct misses) = 4");
