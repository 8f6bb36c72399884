/* SPDX-License-Identifier: BSD-3-Clause */

#include <arch.gen.h>
#include <machine.h>

const struct forbidden_place forbidden_place_table[] = {
	{ "null", 0 },
	{ "text", KERNEL_BASE + KERNEL_LOAD },
	{ "heap", KVA_BASE },
	{ "direct_map", DMAP_BASE },
	{ "direct_map_text", DMAP_BASE + KERNEL_LOAD },
	{ "hole", (uintptr_t)1 << 47 },
	{ "last", UINTPTR_MAX - sizeof(uintptr_t) + 1 },
};

const size_t forbidden_place_count =
    sizeof(forbidden_place_table) / sizeof(forbidden_place_table[0]);
