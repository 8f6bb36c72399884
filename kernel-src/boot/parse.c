/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The three loaders' blocks, read into one form.
 *
 * Everything here lies in the first GiB, which the boot page tables map at
 * KERNEL_BASE; what a loader puts elsewhere is not read.
 */

#include "arch.gen.h"
#include "boot/boot.h"
#include "kernel.h"

enum {
	EARLY_LIMIT = 0x20000000	/* what the boot page tables reach */
};

/* Multiboot 1 specification 3.3. */
struct multiboot1_info {
	uint32_t flags, mem_lower, mem_upper, boot_device, cmdline;
	uint32_t mods_count, mods_addr, syms[4], mmap_length, mmap_addr;
	uint32_t drives[2], config_table, boot_loader_name;
};

/* Multiboot 2 specification 3.4: every tag begins so. */
struct multiboot2_tag {
	uint32_t type, size;
};

/* Xen's hvm_start_info, version 1. */
struct pvh_info {
	uint32_t magic, version, flags, nr_modules;
	uint64_t modlist, cmdline, rsdp, memmap;
	uint32_t memmap_entries, reserved;
};

struct pvh_range {
	uint64_t base, len;
	uint32_t type, reserved;
};

struct pvh_module {
	uint64_t base, len, cmdline, reserved;
};

static const void *
early(uint64_t address)
{
	return ((const void *)(KERNEL_BASE + (uintptr_t)address));
}

static bool
readable(uint64_t address, uint64_t size)
{
	return (address != 0 && address < EARLY_LIMIT &&
	    size <= EARLY_LIMIT - address);
}

/* Context: boot */
void
boot_add_range(struct boot_info *info, uint64_t base, uint64_t len,
    uint32_t type)
{
	if (info->nranges < BOOT_RANGES)
		info->ranges[info->nranges++] =
		    (struct boot_range){ base, len, type };
}

/* Context: boot */
void
boot_add_module(struct boot_info *info, uint64_t start, uint64_t end)
{
	if (info->nmodules < BOOT_MODULES && end > start)
		info->modules[info->nmodules++] =
		    (struct boot_range){ start, end - start, BOOT_RESERVED };
}

/* Copy the loader's string at `from', cut to `size' with its NUL. */
void
boot_copy_string(char *to, size_t size, uint64_t from)
{
	size_t i = 0;

	if (readable(from, size)) {
		const char *text = early(from);

		for (; i < size - 1 && text[i] != '\0'; i++)
			to[i] = text[i];
	}
	to[i] = '\0';
}

/* Multiboot 1's command line begins with the file's name; drop it. */
static void
drop_first_word(char *text)
{
	size_t i = 0, n;

	while (text[i] != '\0' && text[i] != ' ')
		i++;
	while (text[i] == ' ')
		i++;
	n = strlen(text + i);
	memmove(text, text + i, n + 1);
}

/* Context: boot */
const char *
boot_parse_multiboot1(struct boot_info *info, uint32_t address)
{
	const struct multiboot1_info *mb;
	uint32_t at, size;

	if (!readable(address, sizeof(*mb)))
		return ("the Multiboot block is out of reach");
	mb = early(address);
	info->protocol = "Multiboot";
	if (mb->flags & 1 << 2) {
		boot_copy_string(info->cmdline, BOOT_CMDLINE, mb->cmdline);
		drop_first_word(info->cmdline);
	}
	if (mb->flags & 1 << 9)
		boot_copy_string(info->loader, sizeof(info->loader),
		    mb->boot_loader_name);
	if ((mb->flags & 1 << 6) == 0 ||
	    !readable(mb->mmap_addr, mb->mmap_length))
		return ("the loader gave no memory map");
	for (at = 0; at + 24 <= mb->mmap_length; at += size + 4) {
		const uint32_t *entry = early(mb->mmap_addr + at);
		uint64_t base, len;

		size = entry[0];
		if (size < 20 || size > mb->mmap_length)
			break;
		memcpy(&base, entry + 1, 8);
		memcpy(&len, entry + 3, 8);
		boot_add_range(info, base, len, entry[5]);
	}
	for (at = 0; (mb->flags & 1 << 3) && at < mb->mods_count &&
	    at < BOOT_MODULES; at++) {
		uint64_t place = mb->mods_addr + (uint64_t)at * 16;
		const uint32_t *module = early(place);

		if (readable(place, 16))
			boot_add_module(info, module[0], module[1]);
	}
	return (NULL);
}

/* Read a Multiboot 2 memory map tag: entry size at 8, entries from 16 on. */
static void
multiboot2_map(struct boot_info *info, const struct multiboot2_tag *tag)
{
	const uint32_t *words = (const uint32_t *)tag;
	const char *entry, *end;
	uint32_t step;

	if (tag->size < 16)
		return;
	step = words[2];
	entry = (const char *)tag + 16;
	end = (const char *)tag + tag->size;
	if (step < 20 || step > tag->size)
		return;
	for (; entry + step <= end; entry += step) {
		uint64_t base, len;
		uint32_t type;

		memcpy(&base, entry, 8);
		memcpy(&len, entry + 8, 8);
		memcpy(&type, entry + 16, 4);
		boot_add_range(info, base, len, type);
	}
}

static void
multiboot2_tag(struct boot_info *info, const struct multiboot2_tag *tag,
    uint64_t place)
{
	const uint32_t *words = (const uint32_t *)tag;

	switch (tag->type) {
	case 1:
		boot_copy_string(info->cmdline, BOOT_CMDLINE, place + 8);
		break;
	case 2:
		boot_copy_string(info->loader, sizeof(info->loader),
		    place + 8);
		break;
	case 3:
		if (tag->size >= 16)
			boot_add_module(info, words[2], words[3]);
		break;
	case 6:
		multiboot2_map(info, tag);
		break;
	case 14:
	case 15:
		info->rsdp = place + 8;
		break;
	default:
		break;
	}
}

/* Context: boot */
const char *
boot_parse_multiboot2(struct boot_info *info, uint32_t address)
{
	const struct multiboot2_tag *tag;
	uint32_t total, at;

	if (!readable(address, 8))
		return ("the Multiboot 2 block is out of reach");
	total = *(const uint32_t *)early(address);
	if (!readable(address, total))
		return ("the Multiboot 2 block is out of reach");
	info->protocol = "Multiboot 2";
	for (at = 8; at + sizeof(*tag) <= total;
	    at += (tag->size + 7) & ~7u) {
		tag = early(address + at);
		if (tag->type == 0 || tag->size < 8 || tag->size > total - at)
			break;
		multiboot2_tag(info, tag, address + at);
	}
	return (info->nranges == 0 ? "the loader gave no memory map" : NULL);
}

/* Context: boot */
const char *
boot_parse_pvh(struct boot_info *info, uint32_t address)
{
	const struct pvh_info *pvh;
	const struct pvh_range *range;
	const struct pvh_module *module;
	uint32_t i;

	if (!readable(address, sizeof(*pvh)))
		return ("the PVH block is out of reach");
	pvh = early(address);
	info->protocol = "PVH";
	info->rsdp = pvh->rsdp;
	boot_copy_string(info->cmdline, BOOT_CMDLINE, pvh->cmdline);
	strlcpy(info->loader, "PVH", sizeof(info->loader));
	if (pvh->version < 1 || pvh->memmap_entries > BOOT_RANGES ||
	    !readable(pvh->memmap, pvh->memmap_entries * sizeof(*range)))
		return ("the loader gave no memory map");
	range = early(pvh->memmap);
	for (i = 0; i < pvh->memmap_entries; i++)
		boot_add_range(info, range[i].base, range[i].len,
		    range[i].type);
	if (pvh->nr_modules <= BOOT_MODULES &&
	    readable(pvh->modlist, pvh->nr_modules * sizeof(*module))) {
		module = early(pvh->modlist);
		for (i = 0; i < pvh->nr_modules; i++)
			boot_add_module(info, module[i].base,
			    module[i].base + module[i].len);
	}
	return (NULL);
}
