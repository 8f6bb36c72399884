/* SPDX-License-Identifier: BSD-3-Clause */
/* What programs may know of the kernel's memory. */

#include "kernel.h"
#include "slab/slab.h"
#include "slab.gen.h"
#include "slab_memory.gen.h"
#include "syscall.gen.h"

/* Context: thread */
intptr_t
sys_memory_info(uint32_t index, struct memory_info *info)
{
	const struct slab_type *type;
	struct slab_usage usage;

	if (index >= SLAB_TYPES)
		return (-ESRCH);
	type = &slab_type_table[index];
	usage = slab_usage(index);
	strlcpy(info->name, type->name, sizeof(info->name));
	strlcpy(info->doc, type->doc, sizeof(info->doc));
	info->objects = usage.objects;
	info->bytes = usage.bytes;
	info->limit = usage.limit;
	info->many = type->many;
	return (0);
}
