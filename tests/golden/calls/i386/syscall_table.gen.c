/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared calls.
 * Edit that, not this; the shape is templates/c/syscall_table.c.j2.
 */

#include "types.h"
#include "calls.gen.h"
#include "syscall.gen.h"
#include "syscall_wrapper.gen.h"

/*
 * What a number calls.  The entry's assembly passes the words that the
 * function was declared with, so that its type does not matter here.
 */
typedef void (*syscall_function)(void);
#define CALL(function)	(syscall_function)function

extern const syscall_function syscall_table[];
extern const syscall_function syscall_fast_table[];
extern const uint32_t syscall_count;

/* Numbers that no call has. */
static intptr_t
syscall_absent(void)
{
	return (-ENOSYS);
}

const syscall_function syscall_table[] = {
	[0 ... 1] = CALL(syscall_absent),
	[2] = CALL(sys_owner),		/* kernel-src/calls/decl.py:57 */
	[3] = CALL(call_draw),		/* kernel-src/calls/decl.py:63 */
	[4] = CALL(call_label),		/* kernel-src/calls/decl.py:73 */
	[5] = CALL(syscall_absent),
		/* clear, retired: kernel-src/calls/decl.py:101 */
	[6 ... 8] = CALL(syscall_absent),
	[9] = CALL(call_scan_lines),	/* kernel-src/calls/decl.py:79 */
	[10] = CALL(call_paint),	/* kernel-src/calls/decl.py:90 */
	[11] = CALL(call_where),	/* kernel-src/calls/decl.py:96 */
};

const syscall_function syscall_fast_table[] = {
	[0 ... 1] = CALL(syscall_absent),
	[2] = CALL(sys_owner),		/* kernel-src/calls/decl.py:57 */
	[3] = CALL(call_draw),		/* kernel-src/calls/decl.py:63 */
	[4] = CALL(call_label),		/* kernel-src/calls/decl.py:73 */
	[5] = CALL(syscall_absent),
		/* clear, retired: kernel-src/calls/decl.py:101 */
	[6 ... 9] = CALL(syscall_absent),
	[10] = CALL(call_paint),	/* kernel-src/calls/decl.py:90 */
	[11] = CALL(call_where),	/* kernel-src/calls/decl.py:96 */
};

const uint32_t syscall_count =
    sizeof(syscall_table) / sizeof(syscall_table[0]);
