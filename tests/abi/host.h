/* SPDX-License-Identifier: BSD-3-Clause */
/* A program without a library: the host's kernel reads and writes for it. */
#ifndef ABI_HOST_H
#define ABI_HOST_H

#include <stddef.h>
#include <stdint.h>

static intptr_t
host_call(intptr_t number32, intptr_t number64, intptr_t a, const void *b,
    size_t c)
{
	intptr_t result = sizeof(void *) == 4 ? number32 : number64;

	if (sizeof(void *) == 4)
		__asm__ volatile("int $0x80" : "+a"(result)
		    : "b"(a), "c"(b), "d"(c) : "memory");
	else
		__asm__ volatile("syscall" : "+a"(result)
		    : "D"(a), "S"(b), "d"(c) : "cc", "memory", HOST_SPENT);
	return (result);
}

__attribute__((unused)) static size_t
host_read(void *to, size_t size)
{
	size_t done = 0;
	intptr_t now;

	while (done < size) {
		now = host_call(3, 0, 0, (char *)to + done, size - done);
		if (now <= 0)
			break;
		done += (size_t)now;
	}
	return (done);
}

__attribute__((unused)) static void
host_write(const void *from, size_t size)
{
	const char *at = from;
	intptr_t now;

	while (size > 0) {
		now = host_call(4, 1, 1, at, size);
		if (now <= 0)
			host_call(1, 60, 1, NULL, 0);
		at += now;
		size -= (size_t)now;
	}
}

void	host_main(void);

/* The stack is as the host leaves it; C wants it aligned as behind a call. */
__attribute__((force_align_arg_pointer)) void
_start(void)
{
	host_main();
	host_call(1, 60, 0, NULL, 0);
}

#endif
