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
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, gs), TRAP_FRAME_GS));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, fs), TRAP_FRAME_FS));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, es), TRAP_FRAME_ES));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, ds), TRAP_FRAME_DS));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, edi), TRAP_FRAME_EDI));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, esi), TRAP_FRAME_ESI));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, ebp), TRAP_FRAME_EBP));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, ebx), TRAP_FRAME_EBX));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, edx), TRAP_FRAME_EDX));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, ecx), TRAP_FRAME_ECX));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, eax), TRAP_FRAME_EAX));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, vector), TRAP_FRAME_VECTOR));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, error), TRAP_FRAME_ERROR));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, eip), TRAP_FRAME_EIP));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, cs), TRAP_FRAME_CS));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, eflags), TRAP_FRAME_EFLAGS));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, esp), TRAP_FRAME_ESP));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct trap_frame, ss), TRAP_FRAME_SS));
#line 82 "arch/i386/facts.py"
_Static_assert(PROVED(sizeof(struct trap_frame), TRAP_FRAME_SIZE));
#line 89 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, gs), SWITCH_FRAME_GS));
#line 89 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, edi), SWITCH_FRAME_EDI));
#line 89 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, esi), SWITCH_FRAME_ESI));
#line 89 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, ebp), SWITCH_FRAME_EBP));
#line 89 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, ebx), SWITCH_FRAME_EBX));
#line 89 "arch/i386/facts.py"
_Static_assert(PROVED(offsetof(struct switch_frame, eip), SWITCH_FRAME_EIP));
#line 89 "arch/i386/facts.py"
_Static_assert(PROVED(sizeof(struct switch_frame), SWITCH_FRAME_SIZE));
