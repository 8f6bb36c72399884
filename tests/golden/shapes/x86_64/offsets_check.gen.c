/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared structures and frames.
 * Edit that, not this; the shape is templates/c/offsets_check.c.j2.
 */

#include <stddef.h>

#include "offsets.gen.h"
#include "shapes.gen.h"
#include "trap.gen.h"

#line 49 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct canvas, name) == CANVAS_NAME,
    "CANVAS_NAME is wrong in offsets.gen.h");
#line 50 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct canvas, pixels) == CANVAS_PIXELS,
    "CANVAS_PIXELS is wrong in offsets.gen.h");
#line 51 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct canvas, next) == CANVAS_NEXT,
    "CANVAS_NEXT is wrong in offsets.gen.h");
#line 52 "kernel-src/shapes/decl.py"
_Static_assert(offsetof(struct canvas, log) == CANVAS_LOG,
    "CANVAS_LOG is wrong in offsets.gen.h");
#line 46 "kernel-src/shapes/decl.py"
_Static_assert(sizeof(struct canvas) == CANVAS_SIZE,
    "CANVAS_SIZE is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, r15) == TRAP_FRAME_R15,
    "TRAP_FRAME_R15 is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, r14) == TRAP_FRAME_R14,
    "TRAP_FRAME_R14 is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, r13) == TRAP_FRAME_R13,
    "TRAP_FRAME_R13 is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, r12) == TRAP_FRAME_R12,
    "TRAP_FRAME_R12 is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, r11) == TRAP_FRAME_R11,
    "TRAP_FRAME_R11 is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, r10) == TRAP_FRAME_R10,
    "TRAP_FRAME_R10 is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, r9) == TRAP_FRAME_R9,
    "TRAP_FRAME_R9 is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, r8) == TRAP_FRAME_R8,
    "TRAP_FRAME_R8 is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, rbp) == TRAP_FRAME_RBP,
    "TRAP_FRAME_RBP is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, rdi) == TRAP_FRAME_RDI,
    "TRAP_FRAME_RDI is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, rsi) == TRAP_FRAME_RSI,
    "TRAP_FRAME_RSI is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, rdx) == TRAP_FRAME_RDX,
    "TRAP_FRAME_RDX is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, rcx) == TRAP_FRAME_RCX,
    "TRAP_FRAME_RCX is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, rbx) == TRAP_FRAME_RBX,
    "TRAP_FRAME_RBX is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, rax) == TRAP_FRAME_RAX,
    "TRAP_FRAME_RAX is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, vector) == TRAP_FRAME_VECTOR,
    "TRAP_FRAME_VECTOR is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, error) == TRAP_FRAME_ERROR,
    "TRAP_FRAME_ERROR is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, rip) == TRAP_FRAME_RIP,
    "TRAP_FRAME_RIP is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, cs) == TRAP_FRAME_CS,
    "TRAP_FRAME_CS is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, rflags) == TRAP_FRAME_RFLAGS,
    "TRAP_FRAME_RFLAGS is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, rsp) == TRAP_FRAME_RSP,
    "TRAP_FRAME_RSP is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct trap_frame, ss) == TRAP_FRAME_SS,
    "TRAP_FRAME_SS is wrong in offsets.gen.h");
#line 84 "arch/x86_64/facts.py"
_Static_assert(sizeof(struct trap_frame) == TRAP_FRAME_SIZE,
    "TRAP_FRAME_SIZE is wrong in offsets.gen.h");
#line 91 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct switch_frame, r15) == SWITCH_FRAME_R15,
    "SWITCH_FRAME_R15 is wrong in offsets.gen.h");
#line 91 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct switch_frame, r14) == SWITCH_FRAME_R14,
    "SWITCH_FRAME_R14 is wrong in offsets.gen.h");
#line 91 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct switch_frame, r13) == SWITCH_FRAME_R13,
    "SWITCH_FRAME_R13 is wrong in offsets.gen.h");
#line 91 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct switch_frame, r12) == SWITCH_FRAME_R12,
    "SWITCH_FRAME_R12 is wrong in offsets.gen.h");
#line 91 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct switch_frame, rbp) == SWITCH_FRAME_RBP,
    "SWITCH_FRAME_RBP is wrong in offsets.gen.h");
#line 91 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct switch_frame, rbx) == SWITCH_FRAME_RBX,
    "SWITCH_FRAME_RBX is wrong in offsets.gen.h");
#line 91 "arch/x86_64/facts.py"
_Static_assert(offsetof(struct switch_frame, rip) == SWITCH_FRAME_RIP,
    "SWITCH_FRAME_RIP is wrong in offsets.gen.h");
#line 91 "arch/x86_64/facts.py"
_Static_assert(sizeof(struct switch_frame) == SWITCH_FRAME_SIZE,
    "SWITCH_FRAME_SIZE is wrong in offsets.gen.h");
