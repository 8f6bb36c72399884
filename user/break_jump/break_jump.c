/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Tries to run the kernel's memory.
 *
 *	break_jump		every place, by children; each must die
 *	break_jump PLACE	jump there
 *	break_jump far		return to there in the kernel's code segment
 */

#include <stdio.h>
#include <string.h>

#include <arch.gen.h>
#include <calls.gen.h>
#include <check.h>
#include <machine.h>
#include <process.h>

static void
jump(uintptr_t address)
{
	void (*function)(void) = (void (*)(void))address;

	function();
}

static void
jump_by_name(const char *name)
{
	for (size_t i = 0; i < forbidden_place_count; i++)
		if (strcmp(name, forbidden_place_table[i].name) == 0)
			jump(forbidden_place_table[i].address);
}

int
main(int argc, char **argv)
{
	char command[COMMAND_MAX];

	if (argc == 1) {
		for (size_t i = 0; i < forbidden_place_count; i++) {
			(void)snprintf(command, sizeof(command),
			    "break_jump %s", forbidden_place_table[i].name);
			check_ends(command, SIGSEGV, 0);
		}
		check_ends("break_jump far", SIGSEGV, 0);
		return (check_result());
	}
	if (strcmp(argv[1], "far") == 0)
		far_return(SEL_KERNEL_CODE, KERNEL_BASE + KERNEL_LOAD);
	else
		jump_by_name(argv[1]);
	return (check_usage("break_jump [PLACE|far]"));
}
