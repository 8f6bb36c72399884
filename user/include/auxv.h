/* SPDX-License-Identifier: BSD-3-Clause */

#ifndef USER_AUXV_H
#define USER_AUXV_H

#include <stdint.h>

/*
 * The auxiliary vector: what the kernel tells a new program beyond its
 * arguments.  The types are calls.gen.h's AT_*; 0 when it does not tell.
 */
uintptr_t auxv_value(uintptr_t type);

#endif
