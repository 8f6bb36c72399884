/* SPDX-License-Identifier: BSD-3-Clause */

#ifndef USER_AUXV_H
#define USER_AUXV_H

#include <stdint.h>

/*
 * The auxiliary vector: what the kernel tells a new program beyond its
 * arguments.  The numbers below 0x1000 are those of the System V ABI.
 */
enum {
	AT_NULL = 0,
	AT_PHDR = 3,
	AT_PHENT = 4,
	AT_PHNUM = 5,
	AT_PAGESZ = 6,
	AT_ENTRY = 9,
	AT_DARNER_GATE = 0x1000		/* 1: sysenter may be used */
};

uintptr_t auxv_value(uintptr_t type);

#endif
