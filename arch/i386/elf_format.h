/* SPDX-License-Identifier: BSD-3-Clause */
/* ELF32 (System V ABI, Intel386 supplement 4). */
#ifndef ARCH_ELF_FORMAT_H
#define ARCH_ELF_FORMAT_H

#include <stdint.h>

enum {
	ELF_CLASS = 1,
	ELF_MACHINE = 3
};

struct elf_header {
	unsigned char	ident[16];
	uint16_t	type, machine;
	uint32_t	version;
	uint32_t	entry, phoff, shoff;
	uint32_t	flags;
	uint16_t	ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
};

struct elf_segment {
	uint32_t	type, offset, vaddr, paddr, filesz, memsz, flags, align;
};

#endif
