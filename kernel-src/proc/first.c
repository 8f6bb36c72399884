/* SPDX-License-Identifier: BSD-3-Clause */
/* The first process, and what the kernel tells it. */

#include "boot/boot.h"
#include "init.gen.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "ktest/torture.h"
#include "panic.h"
#include "proc/proc.h"
#include "smp/smp.h"

enum {
	WORDS = 1024,
	WORDS_MAX = ARGUMENTS_MAX - 4	/* beside its name, and three results */
};

/*
 * The command line's words, and the results of the in-kernel tests.  A program
 * takes so many arguments: words that come later are not handed on.
 */
static size_t
first_arguments(char *to, size_t size)
{
	size_t n = strlcpy(to, "init", size) + 1;
	const char *at = boot_info.cmdline;
	unsigned count = 0;

	for (;;) {
		while (*at == ' ')
			at++;
		if (*at == '\0' || count++ == WORDS_MAX)
			break;
		while (*at != '\0' && *at != ' ')
			to[n++] = *at++;
		to[n++] = '\0';
	}
	if (*at != '\0')
		kprintf("init: only %u words of the command line are taken, "
		    "not %s\n", (unsigned)WORDS_MAX, at);
	n += (size_t)ksnprintf(to + n, size - n, "next=%u", ktest_next()) + 1;
	n += (size_t)ksnprintf(to + n, size - n, "passed=%u",
	    ktest_passed()) + 1;
	n += (size_t)ksnprintf(to + n, size - n, "failed=%u",
	    ktest_failed()) + 1;
	return (n);
}

/*
 * Processes need nothing before the first one.
 *
 * Context: boot
 */
void
proc_init(void)
{
	KASSERT(root_image_count > 0, "proc_init: the root image is empty");
}

/*
 * The thread that starts the first process, after the in-kernel tests.
 *
 * Context: thread
 */
void
starter_main(void)
{
	char words[WORDS + BOOT_CMDLINE];
	pid_t pid;
	int error;

	smp_start();
	/* A test's steps come one after the other. */
	curthread()->flags |= TDF_STEADY;
	ktest_run();
	torture_run();
	curthread()->flags &= ~(uint32_t)TDF_STEADY;
	error = proc_spawn("init", words,
	    first_arguments(words, sizeof(words)), NULL, &pid);
	if (error != 0)
		panic("starter_main: init does not start: errno %d", error);
}
