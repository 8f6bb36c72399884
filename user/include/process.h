/* SPDX-License-Identifier: BSD-3-Clause */

#ifndef USER_PROCESS_H
#define USER_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	COMMAND_MAX = 256,		/* bytes of a command line */
	WORDS_MAX = 32			/* words of a command line */
};

/*
 * How a process ended, as wait4 stores it: a signal in the low 7 bits, or
 * the exit status in the 8 bits above them.
 */
struct ending {
	int	signal;			/* 0: it exited */
	int	status;
};

int command_split(char *line, char *words[], int max);
int32_t process_start(const char *command);
bool process_await(int32_t pid, struct ending *ending);
bool process_run(const char *command, struct ending *ending);
const char *signal_name(int signal);
const char *proc_state_name(uint32_t state);

#endif
