/* SPDX-License-Identifier: BSD-3-Clause */
/* The first C that runs, and the command line. */

#include "boot/boot.h"
#include "cpu.h"
#include "ddb/ddb.h"
#include "init.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "tunable/tunable.h"

struct boot_info boot_info;

/*
 * Load the tables by which traps arrive, so that whatever goes wrong from here
 * on is told.  Read what the loader left, then take every start step in the
 * declared order; the last thing is to let the threads run.
 *
 * Context: boot
 */
void
boot_start(uint32_t magic, uint32_t info)
{
	const char *wrong = "an unknown loader";
	bool told;

	lwkt_boot_cpu();
	segment_init();
	cpu_identify();
	if (magic == BOOT_MAGIC_MULTIBOOT1)
		wrong = boot_parse_multiboot1(&boot_info, info);
	else if (magic == BOOT_MAGIC_MULTIBOOT2)
		wrong = boot_parse_multiboot2(&boot_info, info);
	else if (magic == BOOT_MAGIC_PVH)
		wrong = boot_parse_pvh(&boot_info, info);
	tunable_read();
	told = ddb_wanted(DEBUG_AT_INIT);
	for (unsigned i = 0; i < init_step_count; i++) {
		init_step_table[i].calls();
		if (told)
			kprintf("init: %s\n", init_step_table[i].name);
		if (wrong != NULL && i == 0)
			panic("boot: magic 0x%x: %s", magic, wrong);
	}
	lwkt_start();
}

/*
 * Look for the word `name' or `name=value' on the command line; copy the
 * value, or an empty string.
 *
 * Context: any
 */
bool
boot_option(const char *name, char *value, size_t size)
{
	const char *at = boot_info.cmdline;
	size_t length = strlen(name), n;

	for (; *at != '\0'; at += n) {
		while (*at == ' ')
			at++;
		for (n = 0; at[n] != '\0' && at[n] != ' '; n++)
			continue;
		if (n < length || strncmp(at, name, length) != 0 ||
		    (n > length && at[length] != '='))
			continue;
		if (size > 0) {
			size_t from = n > length ? length + 1 : n;
			size_t copied = n - from < size ? n - from : size - 1;

			memcpy(value, at + from, copied);
			value[copied] = '\0';
		}
		return (true);
	}
	return (false);
}
