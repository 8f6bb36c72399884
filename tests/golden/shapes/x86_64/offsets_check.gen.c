/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared structures and frames.
 * Edit that, not this; the shape is templates/c/offsets_check.c.j2.
 */

#include <stddef.h>

#include "offsets.gen.h"
#include "shapes.gen.h"
#include "trap.gen.h"

/* The assertion itself stands outside: its place is what the compiler tells. */
#define PROVED(real, name)	real == name, #name " is wrong in offsets.gen.h"

#line 49 "kernel-src/shapes/decl.py"
_Static_assert(PROVED(offsetof(struct canvas, name), CANVAS_NAME));
_Static_assert(PROVED(offsetof(struct canvas, pixels), CANVAS_PIXELS));
_Static_assert(PROVED(offsetof(struct canvas, next), CANVAS_NEXT));
_Static_assert(PROVED(offsetof(struct canvas, log), CANVAS_LOG));
#line 46 "kernel-src/shapes/decl.py"
_Static_assert(PROVED(sizeof(struct canvas), CANVAS_SIZE));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, r15), TRAP_FRAME_R15));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, r14), TRAP_FRAME_R14));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, r13), TRAP_FRAME_R13));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, r12), TRAP_FRAME_R12));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, r11), TRAP_FRAME_R11));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, r10), TRAP_FRAME_R10));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, r9), TRAP_FRAME_R9));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, r8), TRAP_FRAME_R8));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, rbp), TRAP_FRAME_RBP));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, rdi), TRAP_FRAME_RDI));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, rsi), TRAP_FRAME_RSI));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, rdx), TRAP_FRAME_RDX));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, rcx), TRAP_FRAME_RCX));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, rbx), TRAP_FRAME_RBX));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, rax), TRAP_FRAME_RAX));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, vector), TRAP_FRAME_VECTOR));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, error), TRAP_FRAME_ERROR));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, rip), TRAP_FRAME_RIP));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, cs), TRAP_FRAME_CS));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, rflags), TRAP_FRAME_RFLAGS));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, rsp), TRAP_FRAME_RSP));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, ss), TRAP_FRAME_SS));
#line 84 "arch/x86_64/facts.py"
_Static_assert(PROVED(sizeof(struct trap_frame), TRAP_FRAME_SIZE));
#line 91 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, r15), SWITCH_FRAME_R15));
#line 91 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, r14), SWITCH_FRAME_R14));
#line 91 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, r13), SWITCH_FRAME_R13));
#line 91 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, r12), SWITCH_FRAME_R12));
#line 91 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, rbp), SWITCH_FRAME_RBP));
#line 91 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, rbx), SWITCH_FRAME_RBX));
#line 91 "arch/x86_64/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, rip), SWITCH_FRAME_RIP));
#line 91 "arch/x86_64/facts.py"
_Static_assert(PROVED(sizeof(struct switch_frame), SWITCH_FRAME_SIZE));
