/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared percpu structures.
 * Edit that, not this; the shape is templates/c/percpu.c.j2.
 */

#include "percpu.gen.h"

/* What the CPUs have, by their numbers. */
struct cpu_area cpu_area_table[CPU_MAX];
