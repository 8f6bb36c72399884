/* SPDX-License-Identifier: BSD-3-Clause */

#include <calls.gen.h>
#include <errno.h>
#include <process.h>
#include <string.h>

/*
 * Cut `line' into words at blanks, in place; the result is their number, at
 * most `max'.
 *
 * Context: any.
 */
int
command_split(char *line, char *words[], int max)
{
	int count = 0;

	for (;;) {
		while (*line == ' ' || *line == '\t')
			*line++ = '\0';
		if (*line == '\0' || count == max)
			return (count);
		words[count++] = line;
		while (*line != '\0' && *line != ' ' && *line != '\t')
			line++;
	}
}

/*
 * Start the program that `command' names, with the arguments that follow it.
 * The result is its process id, or -1 with errno set.
 *
 * Context: thread.
 */
int32_t
process_start(const char *command)
{
	char line[COMMAND_MAX], block[COMMAND_MAX], *words[WORDS_MAX];
	size_t used = 0, length = strlen(command);
	int count;

	if (length >= COMMAND_MAX) {
		errno = E2BIG;
		return (-1);
	}
	memcpy(line, command, length + 1);
	count = command_split(line, words, WORDS_MAX);
	if (count == 0) {
		errno = ENOENT;
		return (-1);
	}
	for (int i = 0; i < count; i++) {
		length = strlen(words[i]) + 1;
		memcpy(block + used, words[i], length);
		used += length;
	}
	return (spawn(block, block, used));
}

/*
 * Wait until the child `pid' has ended, and say how.
 *
 * Context: thread, may sleep.
 */
bool
process_await(int32_t pid, struct ending *ending)
{
	int32_t status;

	if (wait4(pid, &status, 0, NULL) != pid)
		return (false);
	ending->signal = status & 0x7f;
	ending->status = status >> 8 & 0xff;
	return (true);
}

/*
 * Run `command' to its end; false with errno set when it could not start.
 *
 * Context: thread, may sleep.
 */
bool
process_run(const char *command, struct ending *ending)
{
	int32_t pid = process_start(command);

	return (pid > 0 && process_await(pid, ending));
}
