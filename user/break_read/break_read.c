/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Tries to read and write the kernel's memory.
 *
 *	break_read		every place, by children; each must die
 *	break_read PLACE	read there
 *	break_read PLACE write	write there
 */

#include <stdio.h>
#include <string.h>

#include <calls.gen.h>
#include <check.h>
#include <machine.h>
#include <process.h>

static uintptr_t
place_address(const char *name)
{
	if (strcmp(name, "idt") == 0)
		return (interrupt_table_address());
	for (size_t i = 0; i < forbidden_place_count; i++)
		if (strcmp(name, forbidden_place_table[i].name) == 0)
			return (forbidden_place_table[i].address);
	return ((uintptr_t)-1);
}

static void
place_try(const char *name)
{
	char command[COMMAND_MAX];

	(void)snprintf(command, sizeof(command), "break_read %s", name);
	check_ends(command, SIGSEGV, 0);
	(void)snprintf(command, sizeof(command), "break_read %s write", name);
	check_ends(command, SIGSEGV, 0);
}

int
main(int argc, char **argv)
{
	volatile uintptr_t *at;

	if (argc == 1) {
		for (size_t i = 0; i < forbidden_place_count; i++)
			place_try(forbidden_place_table[i].name);
		place_try("idt");
		return (check_result());
	}
	at = (volatile uintptr_t *)place_address(argv[1]);
	if (argc == 2)
		printf("# read %#lx there\n", (unsigned long)*at);
	else
		*at = 0;
	return (check_usage("break_read [PLACE [write]]"));
}
