/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared structures and frames.
 * Edit that, not this; the shape is templates/c/offsets.h.j2.
 */

#ifndef OFFSETS_GEN_H
#define OFFSETS_GEN_H

/* struct cpu, kernel-src/caches/decl.py:7 */
#define CPU_SELF                        0
#define CPU_ID                          4
#define CPU_SIZE                        8

/* struct cpu_area, kernel-src/caches/decl.py:7 */
#define CPU_AREA_CPU                    0
#define CPU_AREA_HITS                   64
#define CPU_AREA_MISSES                 128
#define CPU_AREA_SIZE                   256

/* struct hits, kernel-src/caches/decl.py:21 */
#define HITS_COUNT                      0
#define HITS_SIZE                       8

/* struct misses, kernel-src/caches/decl.py:14 */
#define MISSES_COUNT                    0
#define MISSES_LAST                     8
#define MISSES_SIZE                     72

/* struct trap_frame, arch/i386/facts.py:82 */
#define TRAP_FRAME_GS                   0
#define TRAP_FRAME_FS                   4
#define TRAP_FRAME_ES                   8
#define TRAP_FRAME_DS                   12
#define TRAP_FRAME_EDI                  16
#define TRAP_FRAME_ESI                  20
#define TRAP_FRAME_EBP                  24
#define TRAP_FRAME_EBX                  28
#define TRAP_FRAME_EDX                  32
#define TRAP_FRAME_ECX                  36
#define TRAP_FRAME_EAX                  40
#define TRAP_FRAME_VECTOR               44
#define TRAP_FRAME_ERROR                48
#define TRAP_FRAME_EIP                  52
#define TRAP_FRAME_CS                   56
#define TRAP_FRAME_EFLAGS               60
#define TRAP_FRAME_ESP                  64
#define TRAP_FRAME_SS                   68
#define TRAP_FRAME_SIZE                 72

/* struct switch_frame, arch/i386/facts.py:89 */
#define SWITCH_FRAME_GS                 0
#define SWITCH_FRAME_EDI                4
#define SWITCH_FRAME_ESI                8
#define SWITCH_FRAME_EBP                12
#define SWITCH_FRAME_EBX                16
#define SWITCH_FRAME_EIP                20
#define SWITCH_FRAME_SIZE               24

#endif
