/* SPDX-License-Identifier: BSD-3-Clause */
/* What ELF files of both classes share. */
#ifndef PROC_ELF_H
#define PROC_ELF_H

#include "elf_format.h"

enum {
	ELF_LITTLE = 1,
	ELF_CURRENT = 1,
	ELF_EXEC = 2,
	ELF_LOAD = 1,
	ELF_EXECUTE = 1,
	ELF_WRITE = 2,
	ELF_READ = 4,
	ELF_SEGMENTS = 16		/* more are refused */
};

#endif
