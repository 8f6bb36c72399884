/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared structures and frames.
 * Edit that, not this; the shape is templates/c/offsets.h.j2.
 */

#ifndef OFFSETS_GEN_H
#define OFFSETS_GEN_H

/* struct canvas, kernel-src/shapes/decl.py:46 */
#define CANVAS_NAME                     0
#define CANVAS_PIXELS                   16
#define CANVAS_NEXT                     24
#define CANVAS_LOG                      32
#define CANVAS_SIZE                     40

/* struct trap_frame, arch/x86_64/facts.py:84 */
#define TRAP_FRAME_R15                  0
#define TRAP_FRAME_R14                  8
#define TRAP_FRAME_R13                  16
#define TRAP_FRAME_R12                  24
#define TRAP_FRAME_R11                  32
#define TRAP_FRAME_R10                  40
#define TRAP_FRAME_R9                   48
#define TRAP_FRAME_R8                   56
#define TRAP_FRAME_RBP                  64
#define TRAP_FRAME_RDI                  72
#define TRAP_FRAME_RSI                  80
#define TRAP_FRAME_RDX                  88
#define TRAP_FRAME_RCX                  96
#define TRAP_FRAME_RBX                  104
#define TRAP_FRAME_RAX                  112
#define TRAP_FRAME_VECTOR               120
#define TRAP_FRAME_ERROR                128
#define TRAP_FRAME_RIP                  136
#define TRAP_FRAME_CS                   144
#define TRAP_FRAME_RFLAGS               152
#define TRAP_FRAME_RSP                  160
#define TRAP_FRAME_SS                   168
#define TRAP_FRAME_SIZE                 176

/* struct switch_frame, arch/x86_64/facts.py:91 */
#define SWITCH_FRAME_R15                0
#define SWITCH_FRAME_R14                8
#define SWITCH_FRAME_R13                16
#define SWITCH_FRAME_R12                24
#define SWITCH_FRAME_RBP                32
#define SWITCH_FRAME_RBX                40
#define SWITCH_FRAME_RIP                48
#define SWITCH_FRAME_SIZE               56

#endif
