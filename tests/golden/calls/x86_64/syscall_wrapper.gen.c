/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared calls.
 * Edit that, not this; the shape is templates/c/syscall_wrapper.c.j2.
 */

#include "frame.h"
#include "kernel.h"
#include "user_copy.h"
#include "calls.gen.h"
#include "syscall.gen.h"
#include "syscall_wrapper.gen.h"
#include "validity.gen.h"

/* A handler's result is an errno, negated, in the last 4095 values. */
#define FAILED(result)	\
	__builtin_expect((uintptr_t)(result) >= (uintptr_t)-4095, false)

/* A word as an address of the program's. */
static inline user_ptr_t
at(word_t word)
{
	return ((user_ptr_t){ word });
}

/* kernel-src/calls/decl.py:63 */
intptr_t
call_draw(word_t w0, word_t w1, word_t w2, word_t w3)
{
	struct point k_at;
	struct point k_drawn;
	intptr_t result;

	if (!is_shade((uint32_t)w0))
		return (-EINVAL);
	if (!is_marks((uint32_t)w2))
		return (-EINVAL);
	if (copyin(at(w1), &k_at, sizeof(k_at)) != 0 ||
	    (w3 != 0 && user_room(at(w3), &k_drawn, sizeof(k_drawn)) != 0))
		return (-EFAULT);
	result = sys_draw((uint32_t)w0, &k_at, (uint32_t)w2,
	    w3 != 0 ? &k_drawn : NULL);
	if (!FAILED(result) && w3 != 0 &&
	    copyout(&k_drawn, at(w3), sizeof(k_drawn)) != 0)
		return (-EFAULT);
	return (result);
}

/* kernel-src/calls/decl.py:73 */
intptr_t
call_label(word_t w0, word_t w1, word_t w2, word_t w3)
{
	char k_text[32];
	char k_font[64];
	int error;

	if (w2 > 64)
		return (-EINVAL);
	error = copyinstr(at(w0), k_text, sizeof(k_text));
	if (error != 0)
		return (-error);
	if (copyin(at(w1), k_font, w2) != 0)
		return (-EFAULT);
	return (sys_label(k_text, k_font, w2, (uint8_t)w3));
}

/* kernel-src/calls/decl.py:79 */
intptr_t
call_scan_lines(word_t w0, word_t w1, word_t w2, word_t w3, word_t w4,
    word_t w5)
{
	struct user_out k_pixels = { at(w0), w1 };
	uint32_t k_step;
	intptr_t result;

	if (w1 > INTPTR_MAX)
		return (-EINVAL);
	if (!is_shade((uint32_t)w5))
		return (-EINVAL);
	if (user_window_out(&k_pixels) != 0 ||
	    copyin(at(w4), &k_step, sizeof(k_step)) != 0 ||
	    user_probe_write(at(w4), sizeof(k_step)) != 0)
		return (-EFAULT);
	result = sys_scan_lines(&k_pixels, (int64_t)w2, (int64_t)w3, &k_step,
	    (uint32_t)w5);
	if (!FAILED(result) && copyout(&k_step, at(w4), sizeof(k_step)) != 0)
		return (-EFAULT);
	return (result);
}

/* kernel-src/calls/decl.py:90 */
intptr_t
call_paint(word_t w0, word_t w1)
{
	struct brush k_brush;
	uint32_t k_marks;
	intptr_t result;

	if ((w0 != 0 && copyin(at(w0), &k_brush, sizeof(k_brush)) != 0) ||
	    copyin(at(w1), &k_marks, sizeof(k_marks)) != 0 ||
	    user_probe_write(at(w1), sizeof(k_marks)) != 0)
		return (-EFAULT);
	if (w0 != 0 && !is_brush(&k_brush))
		return (-EINVAL);
	if (!is_marks(k_marks))
		return (-EINVAL);
	result = sys_paint(w0 != 0 ? &k_brush : NULL, &k_marks);
	if (!FAILED(result) && copyout(&k_marks, at(w1), sizeof(k_marks)) != 0)
		return (-EFAULT);
	return (result);
}

/* kernel-src/calls/decl.py:96 */
intptr_t
call_where(word_t w0)
{
	struct point k_at;
	intptr_t result;

	memset(&k_at, 0, sizeof(k_at));
	result = sys_where(&k_at);
	if (FAILED(result))
		return (result);
	return (copyout_whole(&k_at, at(w0), sizeof(k_at), result));
}
