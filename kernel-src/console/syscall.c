/* SPDX-License-Identifier: BSD-3-Clause */
/* Reading and writing: there is the console, as descriptors 0, 1 and 2. */

#include "console.gen.h"
#include "console.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "syscall.gen.h"
#include "user_copy.h"

enum {
	CHUNK = 256,
	LAST_FD = 2
};

/* Context: thread */
intptr_t
sys_write(int fd, struct user_in *buf)
{
	char chunk[CHUNK];
	size_t whole = buf->left;

	if (fd < 1 || fd > LAST_FD)
		return (-EBADF);
	do {
		size_t n = buf->left < CHUNK ? buf->left : CHUNK;
		int error = user_in_copy(buf, chunk, n);

		if (error != 0)
			return (-error);
		console_write(chunk, n);
	} while (buf->left > 0 && lwkt_interlude() == 0);
	return ((intptr_t)(whole - buf->left));
}

/* Context: thread */
intptr_t
sys_read(int fd, struct user_out *buf)
{
	char chunk[CHUNK];
	ssize_t n;
	int error;

	if (fd != 0)
		return (-EBADF);
	if (buf->left == 0)
		return (0);
	n = console_read(chunk, buf->left < CHUNK ? buf->left : CHUNK);
	if (n <= 0)
		return (n);
	error = user_out_copy(buf, chunk, (size_t)n);
	return (error != 0 ? -error : n);
}
