/* SPDX-License-Identifier: BSD-3-Clause */

/* Programs divide 64 bits as the kernel does. */

#include "../../../arch/i386/divide64.c"
