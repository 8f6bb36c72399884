/* SPDX-License-Identifier: BSD-3-Clause */
/* Strings and windows of a program's memory. */

#include "user_copy.h"

#include "kernel.h"
#include "syscall.gen.h"

enum {
	WINDOW_PROBE = 65536
};

size_t	copy_string(char *, const char *, size_t);

/*
 * Copy a string with its NUL, at most `size' bytes of it; ENAMETOOLONG when
 * the NUL is not among them.
 *
 * Context: thread
 */
int
copyinstr(user_ptr_t from, char *to, size_t size)
{
	size_t most, length;

	if (size == 0)
		return (ENAMETOOLONG);
	if (user_range_check(from, 1) != 0)
		return (EFAULT);
	most = size < USER_TOP - from.va ? size : USER_TOP - from.va;
	length = copy_string(to, (const char *)from.va, most);
	if (length == SIZE_MAX)
		return (EFAULT);
	if (length < most)
		return (0);
	return (most < size ? EFAULT : ENAMETOOLONG);
}

/*
 * May a program offer this?  Each byte is tried when it is read.
 *
 * Context: thread
 */
int
user_window_in(const struct user_in *in)
{
	return (user_range_check(in->at, in->left));
}

/*
 * May a program offer this room?  What most calls fill is proved writable
 * now, so that they do not act in vain; the rest when it is written.
 *
 * Context: thread
 */
int
user_window_out(const struct user_out *out)
{
	size_t size = out->left < WINDOW_PROBE ? out->left : WINDOW_PROBE;

	if (user_range_check(out->at, out->left) != 0)
		return (EFAULT);
	return (user_probe_write(out->at, size));
}

/*
 * Take the next `size' bytes of what the program offers.
 *
 * Context: thread
 */
int
user_in_copy(struct user_in *in, void *to, size_t size)
{
	int error;

	KASSERT(size <= in->left, "user_in_copy: %zu bytes of %zu", size,
	    in->left);
	error = copyin(in->at, to, size);
	if (error == 0) {
		in->at.va += size;
		in->left -= size;
	}
	return (error);
}

/*
 * Fill the next `size' bytes of the program's room.
 *
 * Context: thread
 */
int
user_out_copy(struct user_out *out, const void *from, size_t size)
{
	int error;

	KASSERT(size <= out->left, "user_out_copy: %zu bytes of %zu", size,
	    out->left);
	error = copyout(from, out->at, size);
	if (error == 0) {
		out->at.va += size;
		out->left -= size;
	}
	return (error);
}

/*
 * The same for what may lie in several pages: when each can be written.
 *
 * Context: thread
 */
intptr_t
user_store_proved(const void *from, user_ptr_t to, size_t size,
    intptr_t result)
{
	if (user_probe_write(to, size) != 0 || copyout(from, to, size) != 0)
		return (-EFAULT);
	return (result);
}
