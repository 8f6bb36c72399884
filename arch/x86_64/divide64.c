/* SPDX-License-Identifier: BSD-3-Clause */
/* 64-bit division: the CPU has it; i386's file of this name holds functions. */

#include "types.h"

_Static_assert(sizeof(uintptr_t) == 8, "the CPU divides 64 bits");
