/* SPDX-License-Identifier: BSD-3-Clause */

#include <stdio.h>

#include <calls.gen.h>

int
main(int argc, char **argv)
{
	printf("hello from process %d, child of %d\n", getpid(), getppid());
	for (int i = 1; i < argc; i++)
		printf("  word %d: %s\n", i, argv[i]);
	return (0);
}
