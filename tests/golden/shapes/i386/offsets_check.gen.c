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
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, gs) == TRAP_FRAME_GS,
    "TRAP_FRAME_GS is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, fs) == TRAP_FRAME_FS,
    "TRAP_FRAME_FS is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, es) == TRAP_FRAME_ES,
    "TRAP_FRAME_ES is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, ds) == TRAP_FRAME_DS,
    "TRAP_FRAME_DS is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, edi) == TRAP_FRAME_EDI,
    "TRAP_FRAME_EDI is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, esi) == TRAP_FRAME_ESI,
    "TRAP_FRAME_ESI is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, ebp) == TRAP_FRAME_EBP,
    "TRAP_FRAME_EBP is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, ebx) == TRAP_FRAME_EBX,
    "TRAP_FRAME_EBX is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, edx) == TRAP_FRAME_EDX,
    "TRAP_FRAME_EDX is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, ecx) == TRAP_FRAME_ECX,
    "TRAP_FRAME_ECX is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, eax) == TRAP_FRAME_EAX,
    "TRAP_FRAME_EAX is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, vector) == TRAP_FRAME_VECTOR,
    "TRAP_FRAME_VECTOR is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, error) == TRAP_FRAME_ERROR,
    "TRAP_FRAME_ERROR is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, eip) == TRAP_FRAME_EIP,
    "TRAP_FRAME_EIP is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, cs) == TRAP_FRAME_CS,
    "TRAP_FRAME_CS is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, eflags) == TRAP_FRAME_EFLAGS,
    "TRAP_FRAME_EFLAGS is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, esp) == TRAP_FRAME_ESP,
    "TRAP_FRAME_ESP is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(offsetof(struct trap_frame, ss) == TRAP_FRAME_SS,
    "TRAP_FRAME_SS is wrong in offsets.gen.h");
#line 82 "arch/i386/facts.py"
_Static_assert(sizeof(struct trap_frame) == TRAP_FRAME_SIZE,
    "TRAP_FRAME_SIZE is wrong in offsets.gen.h");
#line 89 "arch/i386/facts.py"
_Static_assert(offsetof(struct switch_frame, gs) == SWITCH_FRAME_GS,
    "SWITCH_FRAME_GS is wrong in offsets.gen.h");
#line 89 "arch/i386/facts.py"
_Static_assert(offsetof(struct switch_frame, edi) == SWITCH_FRAME_EDI,
    "SWITCH_FRAME_EDI is wrong in offsets.gen.h");
#line 89 "arch/i386/facts.py"
_Static_assert(offsetof(struct switch_frame, esi) == SWITCH_FRAME_ESI,
    "SWITCH_FRAME_ESI is wrong in offsets.gen.h");
#line 89 "arch/i386/facts.py"
_Static_assert(offsetof(struct switch_frame, ebp) == SWITCH_FRAME_EBP,
    "SWITCH_FRAME_EBP is wrong in offsets.gen.h");
#line 89 "arch/i386/facts.py"
_Static_assert(offsetof(struct switch_frame, ebx) == SWITCH_FRAME_EBX,
    "SWITCH_FRAME_EBX is wrong in offsets.gen.h");
#line 89 "arch/i386/facts.py"
_Static_assert(offsetof(struct switch_frame, eip) == SWITCH_FRAME_EIP,
    "SWITCH_FRAME_EIP is wrong in offsets.gen.h");
#line 89 "arch/i386/facts.py"
_Static_assert(sizeof(struct switch_frame) == SWITCH_FRAME_SIZE,
    "SWITCH_FRAME_SIZE is wrong in offsets.gen.h");
