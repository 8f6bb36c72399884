/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The three loaders' blocks, read into one form.
 *
 * Nothing that a loader says is believed before it is looked at: every
 * address goes through boot_reach(), every size is compared with what holds
 * it.
 */

#include "boot/boot.h"
#include "boot_reach.h"
#include "kernel.h"

/* Multiboot 1 specification 3.3. */
struct multiboot1_info {
	uint32_t flags, mem_lower, mem_upper, boot_device, cmdline;
	uint32_t mods_count, mods_addr, syms[4], mmap_length, mmap_addr;
	uint32_t drives[2], config_table, boot_loader_name;
};

/* Which of its words mean something. */
enum {
	MB1_MEMORY = 1 << 0,
	MB1_CMDLINE = 1 << 2,
	MB1_MODULES = 1 << 3,
	MB1_MAP = 1 << 6,
	MB1_LOADER = 1 << 9
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

/*
 * Note an entry of the map.  When the table is full, more RAM is dropped, but
 * a reservation takes the place of the last RAM: too little memory is better
 * than memory that is not ours.
 *
 * Context: boot
 */
void
boot_add_range(struct boot_info *info, uint64_t base, uint64_t len,
    uint32_t type)
{
	uint32_t at = info->nranges;

	if (at == BOOT_RANGES) {
		while (at > 0 && info->ranges[at - 1].type != BOOT_RAM)
			at--;
		if (type == BOOT_RAM || at == 0)
			return;
		at--;
	} else
		info->nranges++;
	info->ranges[at] = (struct boot_range){ base, len, type };
}

/* Context: boot */
void
boot_add_module(struct boot_info *info, uint64_t start, uint64_t end)
{
	if (info->nmodules < BOOT_MODULES && end > start)
		info->modules[info->nmodules++] =
		    (struct boot_range){ start, end - start, BOOT_RESERVED };
}

/*
 * Copy the loader's string at `from', cut to `size' with its NUL.
 *
 * Context: boot
 */
void
boot_copy_string(char *to, size_t size, uint64_t from)
{
	size_t i = 0;

	for (; i < size - 1; i++) {
		const char *at = boot_reach(from + i, 1);

		if (at == NULL || *at == '\0')
			break;
		to[i] = *at;
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

/* The entries of a Multiboot 1 map: each says how much follows its size. */
static void
multiboot1_map(struct boot_info *info, uint64_t at, uint64_t end)
{
	const uint32_t *entry;
	uint64_t base, len;

	while (end - at >= 24 && (entry = boot_reach(at, 24)) != NULL &&
	    entry[0] >= 20) {
		memcpy(&base, entry + 1, 8);
		memcpy(&len, entry + 3, 8);
		boot_add_range(info, base, len, entry[5]);
		if (entry[0] > end - at - 4)
			break;
		at += (uint64_t)entry[0] + 4;
	}
}

/* Context: boot */
const char *
boot_parse_multiboot1(struct boot_info *info, uint32_t address)
{
	const struct multiboot1_info *mb;

	mb = boot_reach(address, sizeof(*mb));
	if (mb == NULL)
		return ("the Multiboot block is out of reach");
	info->protocol = "Multiboot";
	if (mb->flags & MB1_CMDLINE) {
		boot_copy_string(info->cmdline, BOOT_CMDLINE, mb->cmdline);
		drop_first_word(info->cmdline);
	}
	if (mb->flags & MB1_LOADER)
		boot_copy_string(info->loader, sizeof(info->loader),
		    mb->boot_loader_name);
	if (mb->flags & MB1_MAP)
		multiboot1_map(info, mb->mmap_addr,
		    (uint64_t)mb->mmap_addr + mb->mmap_length);
	else if (mb->flags & MB1_MEMORY)	/* KiB from 1 MiB on */
		boot_add_range(info, 0x100000,
		    (uint64_t)mb->mem_upper * 1024, BOOT_RAM);
	for (uint32_t i = 0; (mb->flags & MB1_MODULES) &&
	    i < mb->mods_count && i < BOOT_MODULES; i++) {
		const uint32_t *module =
		    boot_reach(mb->mods_addr + (uint64_t)i * 16, 16);

		if (module != NULL)
			boot_add_module(info, module[0], module[1]);
	}
	return (info->nranges == 0 ? "the loader gave no memory map" : NULL);
}

/* A Multiboot 2 memory map tag: entry size at 8, entries from 16 on. */
static void
multiboot2_map(struct boot_info *info, const struct multiboot2_tag *tag)
{
	const uint32_t *words = (const uint32_t *)tag;
	const char *entry = (const char *)tag + 16;
	uint32_t left, step;
	uint64_t base, len;
	uint32_t type;

	if (tag->size < 16 || words[2] < 20)
		return;
	step = words[2];
	for (left = tag->size - 16; left >= step; left -= step) {
		memcpy(&base, entry, 8);
		memcpy(&len, entry + 8, 8);
		memcpy(&type, entry + 16, 4);
		boot_add_range(info, base, len, type);
		entry += step;
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
	const uint32_t *total = boot_reach(address, 8);
	uint64_t at, end;

	if (total == NULL || boot_reach(address, *total) == NULL)
		return ("the Multiboot 2 block is out of reach");
	info->protocol = "Multiboot 2";
	end = (uint64_t)address + *total;
	for (at = (uint64_t)address + 8; end > at && end - at >= sizeof(*tag);
	    at += ((uint64_t)tag->size + 7) & ~(uint64_t)7) {
		tag = boot_reach(at, sizeof(*tag));
		if (tag->type == 0 || tag->size < sizeof(*tag) ||
		    tag->size > end - at)
			break;
		multiboot2_tag(info, tag, at);
	}
	return (info->nranges == 0 ? "the loader gave no memory map" : NULL);
}

/* Context: boot */
const char *
boot_parse_pvh(struct boot_info *info, uint32_t address)
{
	const struct pvh_info *pvh = boot_reach(address, sizeof(*pvh));
	const struct pvh_range *range;
	const struct pvh_module *module;
	uint32_t i;

	if (pvh == NULL || pvh->magic != BOOT_MAGIC_PVH)
		return ("the PVH block is out of reach, or is none");
	info->protocol = "PVH";
	info->rsdp = pvh->rsdp;
	boot_copy_string(info->cmdline, BOOT_CMDLINE, pvh->cmdline);
	strlcpy(info->loader, "PVH", sizeof(info->loader));
	for (i = 0; pvh->version >= 1 && i < pvh->memmap_entries; i++) {
		range = boot_reach(pvh->memmap + (uint64_t)i * sizeof(*range),
		    sizeof(*range));
		if (range == NULL)
			break;
		boot_add_range(info, range->base, range->len, range->type);
	}
	for (i = 0; i < pvh->nr_modules && i < BOOT_MODULES; i++) {
		module = boot_reach(pvh->modlist +
		    (uint64_t)i * sizeof(*module), sizeof(*module));
		if (module != NULL)
			boot_add_module(info, module->base,
			    module->base + module->len);
	}
	return (info->nranges == 0 ? "the loader gave no memory map" : NULL);
}
