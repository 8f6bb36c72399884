/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the loader told us, whichever loader it was.
 *
 * Three protocols lead here: Multiboot 1 and 2, and PVH.  Each leaves a block
 * of its own somewhere in low memory, where the kernel will soon hand out
 * pages; so the first thing that runs copies everything worth knowing into
 * `boot_info', and nobody looks at the loader's memory again.
 *
 * A loader's word is not trusted further than that.  Its memory map may be
 * unsorted, overlap itself, wrap around or name memory that no CPU of this
 * kind reaches; memory_map_usable() makes page ranges of it that do none of
 * these things.
 */
#ifndef BOOT_BOOT_H
#define BOOT_BOOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	BOOT_CMDLINE = 512,	/* bytes, with the NUL */
	BOOT_RANGES = 128,	/* entries of the loader's map that we keep */
	BOOT_MODULES = 8,
	BOOT_USABLE = 64,	/* page ranges after normalisation */
};

/* Values of boot_range.type: ACPI's, which all three protocols use. */
enum {
	BOOT_RAM = 1,
	BOOT_RESERVED = 2,
	BOOT_ACPI_RECLAIM = 3,
	BOOT_ACPI_NVS = 4,
	BOOT_BAD = 5,
};

/* What the entry code hands over in `magic'. */
enum {
	BOOT_MAGIC_MULTIBOOT1 = 0x2badb002,
	BOOT_MAGIC_MULTIBOOT2 = 0x36d76289,
	BOOT_MAGIC_PVH = 0x336ec578,
};

/* Physical memory as the loader describes it, in bytes. */
struct boot_range {
	uint64_t base;
	uint64_t len;
	uint32_t type;
};

/* Whole pages: [first, end) in page frame numbers. */
struct frame_range {
	uint64_t first;
	uint64_t end;
};

/* Written by boot_start() alone; constant from then on. */
struct boot_info {
	char			 loader[32];
	const char		*protocol;
	char			 cmdline[BOOT_CMDLINE];
	uint64_t		 rsdp;		/* 0 when nobody said */
	uint32_t		 nranges;
	uint32_t		 nmodules;
	struct boot_range	 ranges[BOOT_RANGES];
	struct boot_range	 modules[BOOT_MODULES];
};

extern struct boot_info boot_info;

void boot_start(uint32_t magic, uint32_t info) __attribute__((noreturn));

/*
 * One parser per protocol; each returns NULL or what was wrong.  What runs once
 * is cold: the compiler makes it small rather than fast.
 */
const char *boot_parse_multiboot1(struct boot_info *, uint32_t info)
    __attribute__((cold));
const char *boot_parse_multiboot2(struct boot_info *, uint32_t info)
    __attribute__((cold));
const char *boot_parse_pvh(struct boot_info *, uint32_t info)
    __attribute__((cold));

void boot_add_range(struct boot_info *, uint64_t base, uint64_t len,
    uint32_t type) __attribute__((cold));
void boot_add_module(struct boot_info *, uint64_t start, uint64_t end);
void boot_copy_string(char *to, size_t size, uint64_t from);

bool boot_option(const char *name, char *value, size_t size);

unsigned memory_map_usable(const struct boot_range *map, unsigned nmap,
    const struct frame_range *holes, unsigned nholes, uint64_t frame_limit,
    struct frame_range *out, unsigned max) __attribute__((cold));

#endif
