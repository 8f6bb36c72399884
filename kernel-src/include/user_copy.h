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

int	copyin(user_ptr_t, void *, size_t);
int	copyout(const void *, user_ptr_t, size_t);
int	copyinstr(user_ptr_t, char *, size_t);
int	user_in_copy(struct user_in *, void *, size_t);
int	user_out_copy(struct user_out *, const void *, size_t);
int	user_window_in(const struct user_in *);
int	user_window_out(const struct user_out *);
int	user_range_check(user_ptr_t, size_t);
int	user_probe_write(user_ptr_t, size_t);

#endif
