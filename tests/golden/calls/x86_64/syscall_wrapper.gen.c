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
#define FAILED(result)	((result) < 0 && (result) >= -4095)

/* A word as an address of the program's. */
static inline user_ptr_t
at(uintptr_t word)
{
	return ((user_ptr_t){ word });
}

/* kernel-src/calls/decl.py:63 */
intptr_t
call_draw(uintptr_t w0, uintptr_t w1, uintptr_t w2, uintptr_t w3)
{
	struct {
		struct point at;
		struct point drawn;
	} k;
	intptr_t result;
	int error;

	if (!is_shade((uint32_t)w0))
		return (-EINVAL);
	if (!is_marks((uint32_t)w2))
		return (-EINVAL);
	error = copyin(at(w1), &k.at, sizeof(k.at));
	if (error != 0)
		return (-error);
	error = w3 == 0 ? 0 : user_probe_write(at(w3), sizeof(k.drawn));
	if (error != 0)
		return (-error);
	memset(&k.drawn, 0, sizeof(k.drawn));
	result = sys_draw((uint32_t)w0, &k.at, (uint32_t)w2,
	    w3 != 0 ? &k.drawn : NULL);
	if (FAILED(result))
		return (result);
	if (w3 != 0 && copyout(&k.drawn, at(w3), sizeof(k.drawn)) != 0)
		return (-EFAULT);
	return (result);
}

/* kernel-src/calls/decl.py:73 */
intptr_t
call_label(uintptr_t w0, uintptr_t w1, uintptr_t w2, uintptr_t w3)
{
	struct {
		char text[32];
		char font[64];
	} k;
	int error;

	if (w2 > 64)
		return (-EINVAL);
	error = copyinstr(at(w0), k.text, sizeof(k.text));
	if (error != 0)
		return (-error);
	error = copyin(at(w1), k.font, w2);
	if (error != 0)
		return (-error);
	return (sys_label(k.text, k.font, w2, (uint8_t)w3));
}

/* kernel-src/calls/decl.py:79 */
intptr_t
call_scan_lines(uintptr_t w0, uintptr_t w1, uintptr_t w2, uintptr_t w3,
    uintptr_t w4, uintptr_t w5)
{
	struct {
		struct user_out pixels;
		uint32_t step;
	} k;
	intptr_t result;
	int error;

	if (w1 > INTPTR_MAX)
		return (-EINVAL);
	if (!is_shade((uint32_t)w5))
		return (-EINVAL);
	k.pixels = (struct user_out){ at(w0), w1 };
	error = user_window_out(&k.pixels);
	if (error != 0)
		return (-error);
	error = copyin(at(w4), &k.step, sizeof(k.step));
	if (error != 0)
		return (-error);
	error = user_probe_write(at(w4), sizeof(k.step));
	if (error != 0)
		return (-error);
	result = sys_scan_lines(&k.pixels, (int64_t)w2, (int64_t)w3, &k.step,
	    (uint32_t)w5);
	if (FAILED(result))
		return (result);
	if (copyout(&k.step, at(w4), sizeof(k.step)) != 0)
		return (-EFAULT);
	return (result);
}

/* kernel-src/calls/decl.py:90 */
intptr_t
call_paint(uintptr_t w0, uintptr_t w1)
{
	struct {
		struct brush brush;
		uint32_t marks;
	} k;
	intptr_t result;
	int error;

	error = w0 == 0 ? 0 : copyin(at(w0), &k.brush, sizeof(k.brush));
	if (error != 0)
		return (-error);
	error = copyin(at(w1), &k.marks, sizeof(k.marks));
	if (error != 0)
		return (-error);
	error = user_probe_write(at(w1), sizeof(k.marks));
	if (error != 0)
		return (-error);
	if (w0 != 0 && !is_brush(&k.brush))
		return (-EINVAL);
	if (!is_marks(k.marks))
		return (-EINVAL);
	result = sys_paint(w0 != 0 ? &k.brush : NULL, &k.marks);
	if (FAILED(result))
		return (result);
	if (copyout(&k.marks, at(w1), sizeof(k.marks)) != 0)
		return (-EFAULT);
	return (result);
}
