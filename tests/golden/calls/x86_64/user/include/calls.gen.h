/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared calls.
 * Edit that, not this; the shape is templates/c/calls.h.j2.
 */

#ifndef CALLS_GEN_H
#define CALLS_GEN_H

#include <stddef.h>
#include <stdint.h>

#include <syscall_number.gen.h>

typedef int32_t		pid_t;
typedef intptr_t	ssize_t;

/* The most words that a call takes. */
enum {
	CALL_WORDS = 8
};

/* Shades of grey. */
#define DARK                    0	/* kernel-src/calls/decl.py:31 */
#define GREY                    1	/* kernel-src/calls/decl.py:31 */
#define LIGHT                   4	/* kernel-src/calls/decl.py:31 */

/* Error numbers, as DragonFly 2.0 numbers them. */
#define EPERM                   1	/* kernel-src/syscall/decl.py:39 */
#define ENOENT                  2	/* kernel-src/syscall/decl.py:40 */
#define ESRCH                   3	/* kernel-src/syscall/decl.py:41 */
#define EINTR                   4	/* kernel-src/syscall/decl.py:42 */
#define EIO                     5	/* kernel-src/syscall/decl.py:43 */
#define E2BIG                   7	/* kernel-src/syscall/decl.py:44 */
#define ENOEXEC                 8	/* kernel-src/syscall/decl.py:45 */
#define EBADF                   9	/* kernel-src/syscall/decl.py:46 */
#define ECHILD                  10	/* kernel-src/syscall/decl.py:47 */
#define EDEADLK                 11	/* kernel-src/syscall/decl.py:48 */
#define ENOMEM                  12	/* kernel-src/syscall/decl.py:49 */
#define EACCES                  13	/* kernel-src/syscall/decl.py:50 */
#define EFAULT                  14	/* kernel-src/syscall/decl.py:51 */
#define EBUSY                   16	/* kernel-src/syscall/decl.py:52 */
#define EEXIST                  17	/* kernel-src/syscall/decl.py:53 */
#define EINVAL                  22	/* kernel-src/syscall/decl.py:54 */
#define EFBIG                   27	/* kernel-src/syscall/decl.py:55 */
#define ERANGE                  34	/* kernel-src/syscall/decl.py:56 */
#define EAGAIN                  35	/* kernel-src/syscall/decl.py:57 */
#define ENOBUFS                 55	/* kernel-src/syscall/decl.py:58 */
#define ENAMETOOLONG            63	/* kernel-src/syscall/decl.py:59 */
#define ENOLCK                  77	/* kernel-src/syscall/decl.py:60 */
#define ENOSYS                  78	/* kernel-src/syscall/decl.py:61 */
#define EOVERFLOW               84	/* kernel-src/syscall/decl.py:62 */
#define EASYNC                  99	/* kernel-src/syscall/decl.py:63 */

/* What can be marked. */
#define MARK_TOP                0x1	/* kernel-src/calls/decl.py:37 */
#define MARK_END                0x8	/* kernel-src/calls/decl.py:38 */

/* A place on the screen. */
struct point {				/* kernel-src/calls/decl.py:41 */
	uint32_t	x;		/* at 0 */
	uint32_t	y;		/* at 4 */
};					/* 8 bytes */

/* What to paint with. */
struct brush {				/* kernel-src/calls/decl.py:48 */
	uint32_t	shade;		/* at 0 */
	uint32_t	ends[2];	/* at 4 */
	struct point	tip;		/* at 12 */
};					/* 20 bytes */

/*
 * The calls.  One that fails returns -1, cast to its type, and leaves the
 * reason in errno.
 */

/*
 * Return the owner of the screen.
 * kernel-src/calls/decl.py:57
 */
pid_t	owner(void);

/*
 * Draw a point. Fails with EINVAL or EFAULT.
 * kernel-src/calls/decl.py:63
 */
int	draw(uint32_t shade, const struct point *at, uint32_t marks,
	    struct point *drawn);

/*
 * Write `text', in the `nfont' bytes of `font', at `level'. Fails with EINVAL,
 * EFAULT or ENAMETOOLONG.
 * kernel-src/calls/decl.py:73
 */
int	label(const char *text, const void *font, size_t nfont, uint8_t level);

/*
 * Read the pixels of lines. Fails with EINVAL or EFAULT.
 * kernel-src/calls/decl.py:79
 */
size_t	scan_lines(void *pixels, size_t npixels, int64_t first, int64_t last,
	    uint32_t *step, uint32_t way);

/*
 * Paint with `brush', or with the last one; change `marks'. Fails with EINVAL
 * or EFAULT.
 * kernel-src/calls/decl.py:90
 */
int	paint(const struct brush *brush, uint32_t *marks);

/*
 * Store in `at' where the last point was drawn. Fails with EFAULT.
 * kernel-src/calls/decl.py:96
 */
int	where(struct point *at);

#endif
