/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared calls.
 * Edit that, not this; the shape is templates/c/syscall_number.h.j2.
 */

#ifndef SYSCALL_NUMBER_GEN_H
#define SYSCALL_NUMBER_GEN_H

/* How many calls there are; their numbers have gaps. */
#define SYSCALL_DECLARED        4

#define SYS_owner               2	/* kernel-src/calls/decl.py:48 */
#define SYS_draw                3	/* kernel-src/calls/decl.py:54 */
#define SYS_label               4	/* kernel-src/calls/decl.py:64 */
#define SYS_scan_lines          9	/* kernel-src/calls/decl.py:70 */
#define SYS_scan                9	/* renamed scan_lines: kernel-src/calls/decl.py:70 */

/* Retired: these answer ENOSYS. */
/* 5 was clear, until 0.2 (kernel-src/calls/decl.py:80). */

#endif
