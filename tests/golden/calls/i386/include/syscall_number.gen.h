/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared calls.
 * Edit that, not this; the shape is templates/c/syscall_number.h.j2.
 */

#ifndef SYSCALL_NUMBER_GEN_H
#define SYSCALL_NUMBER_GEN_H

/* How many calls there are; their numbers have gaps. */
#define SYSCALL_DECLARED        6

#define SYS_owner               2	/* kernel-src/calls/decl.py:57 */
#define SYS_draw                3	/* kernel-src/calls/decl.py:63 */
#define SYS_label               4	/* kernel-src/calls/decl.py:73 */
#define SYS_scan_lines          9	/* kernel-src/calls/decl.py:79 */
#define SYS_paint               10	/* kernel-src/calls/decl.py:90 */
#define SYS_where               11	/* kernel-src/calls/decl.py:96 */
#define SYS_scan                9	/* renamed scan_lines: kernel-src/calls/decl.py:79 */

/* Retired: these answer ENOSYS. */
/* 5 was clear, until 0.2 (kernel-src/calls/decl.py:101). */

#endif
