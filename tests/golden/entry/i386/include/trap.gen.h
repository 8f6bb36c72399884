/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from arch/i386/facts.py and the declared rows.
 * Edit that, not this; the shape is templates/c/trap.h.j2.
 */

#ifndef TRAP_GEN_H
#define TRAP_GEN_H

#include <stdint.h>

#include "cpu.h"

struct thread;

/* What a trap leaves on the stack, lowest address first. */
struct trap_frame {			/* arch/i386/facts.py:82 */
	uintptr_t	gs;		/* saved */
	uintptr_t	fs;		/* saved */
	uintptr_t	es;		/* saved */
	uintptr_t	ds;		/* saved */
	uintptr_t	edi;		/* saved */
	uintptr_t	esi;		/* saved */
	uintptr_t	ebp;		/* saved */
	uintptr_t	ebx;		/* saved */
	uintptr_t	edx;		/* saved */
	uintptr_t	ecx;		/* saved */
	uintptr_t	eax;		/* saved */
	uintptr_t	vector;		/* by the stub */
	uintptr_t	error;		/* by the stub */
	uintptr_t	eip;		/* by the CPU */
	uintptr_t	cs;		/* by the CPU */
	uintptr_t	eflags;		/* by the CPU */
	uintptr_t	esp;		/* by the CPU */
	uintptr_t	ss;		/* by the CPU */
};

/* What a switched-out thread keeps at its stack pointer. */
struct switch_frame {			/* arch/i386/facts.py:89 */
	uintptr_t	gs;		/* saved */
	uintptr_t	edi;		/* saved */
	uintptr_t	esi;		/* saved */
	uintptr_t	ebp;		/* saved */
	uintptr_t	ebx;		/* saved */
	uintptr_t	eip;		/* by the CPU */
};

/* Vectors. */
#define TRAP_NMI                2	/* NMI */
#define TRAP_BREAKPOINT         3	/* #BP breakpoint */
#define TRAP_PROTECTION         13	/* #GP general protection */
#define INTR_TICK               32	/* The timer */

/* Generated code that hand-written C calls. */
void	cpu_switch(struct thread *, struct thread *);
void	thread_enter(void);
void	user_enter(struct trap_frame *) __attribute__((noreturn));

/*
 * Build the frame of a newborn thread below `top'; the first switch to the
 * stack pointer that is returned ends in thread_start().
 *
 * Context: any
 */
static inline uintptr_t
switch_frame_init(uintptr_t top)
{
	struct switch_frame *frame;

	frame = (struct switch_frame *)top - 1;
	*frame = (struct switch_frame){
		.eip = (uintptr_t)thread_enter
	};
	return ((uintptr_t)frame);
}

/* Handlers: hand-written, called by the generated entry stubs. */
#line 18 "kernel-src/entry/decl.py"
void	trap_on_nmi(struct trap_frame *);
#line 19 "kernel-src/entry/decl.py"
void	trap_on_breakpoint(struct trap_frame *);
#line 20 "kernel-src/entry/decl.py"
void	trap_on_protection(struct trap_frame *);
#line 21 "kernel-src/entry/decl.py"
void	intr_on_tick(struct trap_frame *);

#endif
