/* SPDX-License-Identifier: BSD-3-Clause */

#include <stdint.h>

#include <auxv.h>
#include <calls.gen.h>

char **environ;

static const uintptr_t *auxv;

int main(int argc, char **argv);
void gate_choose(uintptr_t fast);
void start(uintptr_t *stack);

/*
 * The value of the auxiliary vector's entry `type', or 0.
 *
 * Context: thread.
 */
uintptr_t
auxv_value(uintptr_t type)
{
	const uintptr_t *entry;

	for (entry = auxv; entry[0] != AT_NULL; entry += 2)
		if (entry[0] == type)
			return (entry[1]);
	return (0);
}

/*
 * Run main on what the kernel left on the first stack.
 *
 * Context: thread, called by _start.
 */
void
start(uintptr_t *stack)
{
	int argc = (int)stack[0];
	char **argv = (char **)&stack[1];
	char **end;

	environ = argv + argc + 1;
	for (end = environ; *end != 0; end++)
		continue;
	auxv = (const uintptr_t *)(end + 1);
	gate_choose(auxv_value(AT_DARNER_GATE));
	exit(main(argc, argv));
}
