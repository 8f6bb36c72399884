/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared calls.
 * Edit that, not this; the shape is templates/c/call_name.c.j2.
 */

#include <call_name.h>
#include <calls.gen.h>

const struct call_name call_name_table[] = {
	{ 2, "owner",			/* kernel-src/calls/decl.py:57 */
	    "pid_t owner(void)",
	    "Return the owner of the screen." },
	{ 3, "draw",			/* kernel-src/calls/decl.py:63 */
	    "int draw(uint32_t shade, const struct point *at, uint32_t marks, "
	    "struct point *drawn)",
	    "Draw a point." },
	{ 4, "label",			/* kernel-src/calls/decl.py:73 */
	    "int label(const char *text, const void *font, size_t nfont, "
	    "uint8_t level)",
	    "Write *text*, in the *nfont* bytes of *font*, at *level*." },
	{ 9, "scan_lines",		/* kernel-src/calls/decl.py:79 */
	    "size_t scan_lines(void *pixels, size_t npixels, int64_t first, "
	    "int64_t last, uint32_t *step, uint32_t way)",
	    "Read the pixels of lines." },
	{ 10, "paint",			/* kernel-src/calls/decl.py:90 */
	    "int paint(const struct brush *brush, uint32_t *marks)",
	    "Paint with *brush*, or with the last one; change *marks*." },
	{ 11, "where",			/* kernel-src/calls/decl.py:96 */
	    "int where(struct point *at)",
	    "Store in *at* where the last point was drawn." },
};

const uint32_t call_name_count =
    sizeof(call_name_table) / sizeof(call_name_table[0]);

/* kernel-src/calls/decl.py:28 */
const struct value_name shade_value_table[] = {
	{ DARK, "DARK", "" },
	{ GREY, "GREY", "" },
	{ LIGHT, "LIGHT", "" },
};

const uint32_t shade_value_count =
    sizeof(shade_value_table) / sizeof(shade_value_table[0]);

/* kernel-src/syscall/decl.py:9 */
const struct value_name errno_value_table[] = {
	{ EPERM, "EPERM", "Operation not permitted" },
	{ ENOENT, "ENOENT", "No such file or directory" },
	{ ESRCH, "ESRCH", "No such process" },
	{ EINTR, "EINTR", "Interrupted system call" },
	{ EIO, "EIO", "Input/output error" },
	{ E2BIG, "E2BIG", "Argument list too long" },
	{ ENOEXEC, "ENOEXEC", "Exec format error" },
	{ EBADF, "EBADF", "Bad file descriptor" },
	{ ECHILD, "ECHILD", "No child processes" },
	{ EDEADLK, "EDEADLK", "Resource deadlock avoided" },
	{ ENOMEM, "ENOMEM", "Cannot allocate memory" },
	{ EACCES, "EACCES", "Permission denied" },
	{ EFAULT, "EFAULT", "Bad address" },
	{ EBUSY, "EBUSY", "Device busy" },
	{ EEXIST, "EEXIST", "File exists" },
	{ EINVAL, "EINVAL", "Invalid argument" },
	{ EFBIG, "EFBIG", "File too large" },
	{ ERANGE, "ERANGE", "Result too large" },
	{ EAGAIN, "EAGAIN", "Resource temporarily unavailable" },
	{ ENOBUFS, "ENOBUFS", "No buffer space available" },
	{ ENAMETOOLONG, "ENAMETOOLONG", "File name too long" },
	{ ENOLCK, "ENOLCK", "No locks available" },
	{ ENOSYS, "ENOSYS", "Function not implemented" },
	{ EOVERFLOW, "EOVERFLOW",
	    "Value too large to be stored in data type" },
	{ EASYNC, "EASYNC", "The reply comes later (in the kernel alone)" },
};

const uint32_t errno_value_count =
    sizeof(errno_value_table) / sizeof(errno_value_table[0]);

/* kernel-src/calls/decl.py:34 */
const struct value_name marks_value_table[] = {
	{ MARK_TOP, "MARK_TOP", "" },
	{ MARK_END, "MARK_END", "" },
};

const uint32_t marks_value_count =
    sizeof(marks_value_table) / sizeof(marks_value_table[0]);
