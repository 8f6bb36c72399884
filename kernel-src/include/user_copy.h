/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The only ways between a program's memory and the kernel's.
 *
 * Each checks the range against the user's space, survives a fault anywhere
 * in it, and returns 0 or an errno.  What a program may change while we look
 * is read once, into kernel memory, and looked at there.
 */
#ifndef KERNEL_USER_COPY_H
#define KERNEL_USER_COPY_H

#include "cpu.h"
#include "kernel.h"
#include "syscall.gen.h"
#include "types.h"

/* Bytes that a program offers; each is read once, front to back. */
struct user_in {
	user_ptr_t	at;
	size_t		left;
};

/* Room that a program offers; written front to back. */
struct user_out {
	user_ptr_t	at;
	size_t		left;
};

int	copyinstr(user_ptr_t, char *, size_t);
int	user_in_copy(struct user_in *, void *, size_t);
int	user_out_copy(struct user_out *, const void *, size_t);
int	user_window_in(const struct user_in *);
int	user_window_out(const struct user_out *);

/* In assembly: for those below alone, which check the range. */
size_t	copy_words(void *, const void *, size_t) REGISTER_CALL;
int	copy_touch(void *, void *) REGISTER_CALL;

/*
 * Is [at, at + size) in the program's half, without wrapping?  One comparison
 * where the size is known.
 *
 * Context: any
 */
static inline int
user_range_check(user_ptr_t at, size_t size)
{
	const size_t span = USER_TOP - USER_BOTTOM;

	if (size != 0 && (size > span || at.va - USER_BOTTOM > span - size))
		return (EFAULT);
	return (0);
}

/* Context: thread */
static inline int
copyin(user_ptr_t from, void *to, size_t size)
{
	if (user_range_check(from, size) != 0 ||
	    copy_words(to, (const void *)from.va, size) != 0)
		return (EFAULT);
	return (0);
}

/* Context: thread */
static inline int
copyout(const void *from, user_ptr_t to, size_t size)
{
	if (user_range_check(to, size) != 0 ||
	    copy_words((void *)to.va, from, size) != 0)
		return (EFAULT);
	return (0);
}

/*
 * Make sure that [at, at + size) can be written, page by page: what the first
 * phase of a copy-out asks before the call acts.
 *
 * Context: thread
 */
static inline int
user_probe_write(user_ptr_t at, size_t size)
{
	if (user_range_check(at, size) != 0 || (size != 0 &&
	    copy_touch((void *)at.va, (void *)(at.va + size - 1)) != 0))
		return (EFAULT);
	return (0);
}

/*
 * Make sure that [at, at + size) can be written, and clear our copy of what
 * will be: what a handler leaves unset tells a program nothing.
 *
 * Context: thread
 */
static inline int
user_room(user_ptr_t at, void *copy, size_t size)
{
	int error = user_probe_write(at, size);

	if (error == 0)
		memset(copy, 0, size);
	return (error);
}

#endif
