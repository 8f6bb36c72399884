/* SPDX-License-Identifier: BSD-3-Clause */

#ifndef INIT_INIT_H
#define INIT_INIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * init is the first program.  The words of the kernel's command line are its
 * arguments, and choose what it is:
 *
 *	(none)		a prompt, on the console
 *	exec=COMMAND	one command of the prompt, whose output alone appears
 *			between two marks; blanks are written %20
 *	test		the declared boot tests, after the kernel's own
 *
 * In every case it ends the machine itself, and says by how it does so whether
 * all was well.
 */
struct boot_words {
	const char	*run;		/* marks the lines of this boot */
	const char	*exec;		/* the command, or NULL */
	const char	*only;		/* glob over test names, or NULL */
	uint32_t	 next;		/* number of the first boot test */
	uint32_t	 passed;	/* of the kernel's own tests */
	uint32_t	 failed;
	bool		 test;
};

/* A command of the prompt. */
struct command {
	const char	*name;
	const char	*arguments;	/* as help shows them */
	const char	*doc;		/* one line */
	int		(*run)(int argc, char **argv);
};

/* Ended by size. */
extern const struct command command_table[];
extern const size_t command_count;

int command_run(char *line);
int command_help(int argc, char **argv);
int command_ps(int argc, char **argv);
int command_calls(int argc, char **argv);
int command_mem(int argc, char **argv);
int command_counters(int argc, char **argv);
int command_memory(int argc, char **argv);
int command_locks(int argc, char **argv);
int command_tunables(int argc, char **argv);
int command_uname(int argc, char **argv);
int command_uptime(int argc, char **argv);
int command_start(int argc, char **argv);
int command_test(int argc, char **argv);
int command_trace(int argc, char **argv);
int command_debugger(int argc, char **argv);
int command_halt(int argc, char **argv);
int command_reboot(int argc, char **argv);

void banner_print(void);
void prompt_run(void);
void orphans_reap(void);
int boot_test_one(const char *name);
int boot_test_protocol(const struct boot_words *words);
const char *nearest(const char *wrong);
bool glob_matches(const char *glob, const char *name);

#endif
