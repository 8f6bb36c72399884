/* SPDX-License-Identifier: BSD-3-Clause */
/* ELF64 (System V ABI, AMD64 supplement 4.1). */
#ifndef ARCH_ELF_FORMAT_H
#define ARCH_ELF_FORMAT_H

#include <stdint.h>

enum {
	ELF_CLASS = 2,
	ELF_MACHINE = 62
};

struct elf_header {
	unsigned char	ident[16];
	uint16_t	type, machine;
	uint32_t	version;
	uint64_t	entry, phoff, shoff;
	uint32_t	flags;
	uint16_t	ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
};

struct elf_segment {
	uint32_t	type, flags;
	uint64_t	offset, vaddr, paddr, filesz, memsz, align;
};

#endif
