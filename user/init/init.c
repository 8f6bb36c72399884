/* SPDX-License-Identifier: BSD-3-Clause */

#include <stdio.h>
#include <string.h>

#include <calls.gen.h>
#include <errno.h>

#include "init.h"

enum { EXEC_MAX = 512 };

static uint32_t
number(const char *digits)
{
	uint32_t value = 0;

	for (; *digits >= '0' && *digits <= '9'; digits++)
		value = value * 10 + (uint32_t)(*digits - '0');
	return (value);
}

/*
 * What follows `key' in `word', or NULL when the word is another.
 */
static const char *
after(const char *word, const char *key)
{
	size_t length = strlen(key);

	return (strncmp(word, key, length) == 0 ? word + length : NULL);
}

static void
word_read(struct boot_words *words, const char *word)
{
	const char *value;

	if (strcmp(word, "test") == 0)
		words->test = true;
	else if ((value = after(word, "run=")) != NULL)
		words->run = value;
	else if ((value = after(word, "exec=")) != NULL)
		words->exec = value;
	else if ((value = after(word, "only=")) != NULL)
		words->only = value;
	else if ((value = after(word, "next=")) != NULL)
		words->next = number(value);
	else if ((value = after(word, "passed=")) != NULL)
		words->passed = number(value);
	else if ((value = after(word, "failed=")) != NULL)
		words->failed = number(value);
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (c - '0');
	c |= 'a' - 'A';
	return (c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1);
}

/*
 * Copy the command, its %xx turned into bytes.
 */
static void
command_decode(char *to, size_t size, const char *from)
{
	size_t used = 0;

	for (; *from != '\0' && used < size - 1; from++) {
		if (from[0] == '%' && hex_digit(from[1]) >= 0 &&
		    hex_digit(from[2]) >= 0) {
			to[used++] = (char)(hex_digit(from[1]) << 4 |
			    hex_digit(from[2]));
			from += 2;
		} else
			to[used++] = *from;
	}
	to[used] = '\0';
}

/*
 * Run one command between two marks, by which the host finds its output.
 */
static int
exec_run(const struct boot_words *words)
{
	char line[EXEC_MAX];
	int status;

	command_decode(line, sizeof(line), words->exec);
	printf("\036DARNER-BEGIN %s\n", words->run);
	status = command_run(line);
	printf("\036DARNER-END %s %d\n", words->run, status);
	return (status);
}

static void
machine_end(uint32_t how)
{
	(void)reboot(how);
	printf("init: reboot: %s\n", errno_name(errno));
}

int
main(int argc, char **argv)
{
	struct boot_words words = { .run = "0", .next = 1 };
	int status = 0;

	for (int i = 1; i < argc; i++)
		word_read(&words, argv[i]);
	if (words.exec != NULL)
		status = exec_run(&words);
	else if (words.test)
		status = boot_test_protocol(&words);
	else {
		banner_print();
		prompt_run();
	}
	machine_end(status == 0 ? RB_POWEROFF : RB_POWEROFF | RB_FAILED);
	return (1);
}
