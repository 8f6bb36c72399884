/* SPDX-License-Identifier: BSD-3-Clause */
/* The stack that a new program finds (System V ABI, 3.4.1). */

#include "cpu.h"
#include "kernel.h"
#include "proc/elf.h"
#include "proc/proc.h"
#include "syscall.gen.h"

enum {
	AUXV_WORDS = 8,
	WORDS_MAX = 1 + ARGUMENTS_MAX + 2 + AUXV_WORDS
					/* argc, argv, two ends, auxv */
};

/*
 * Put the arguments, `size' bytes of NUL-terminated strings, at the top of a
 * new stack, with their vectors below.  Returns 0, E2BIG or ENOMEM.
 *
 * Context: thread
 */
int
stack_build(struct vm_space *space, const char *args, size_t size,
    uintptr_t entry, uintptr_t *sp)
{
	uintptr_t words[WORDS_MAX], strings, placed;
	unsigned argc = 0, n = 1;
	int error;

	error = vm_map_anonymous(space, USER_STACK_TOP - USER_STACK_SIZE,
	    USER_STACK_SIZE, PROT_READ | PROT_WRITE, MAP_FIXED, &placed);
	if (error != 0)
		return (error);
	strings = (USER_STACK_TOP - size) & ~(uintptr_t)15;
	for (size_t at = 0; at < size; at += strlen(args + at) + 1) {
		if (argc == ARGUMENTS_MAX)
			return (E2BIG);
		words[n++] = strings + at;
		argc++;
	}
	words[0] = argc;
	words[n++] = 0;			/* the end of argv */
	words[n++] = 0;			/* an empty environment */
	words[n++] = AT_PAGESZ;
	words[n++] = PAGE_SIZE;
	words[n++] = AT_ENTRY;
	words[n++] = entry;
	words[n++] = AT_DARNER_GATE;
	words[n++] = cpu_features.sep;
	words[n++] = AT_NULL;
	words[n++] = 0;
	*sp = (strings - n * sizeof(words[0])) & ~(uintptr_t)15;
	error = vm_write(space, strings, args, size);
	return (error != 0 ? error :
	    vm_write(space, *sp, words, n * sizeof(words[0])));
}
