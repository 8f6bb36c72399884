/* SPDX-License-Identifier: BSD-3-Clause */
/* The trap frame, for code that does not know this CPU's registers. */
#ifndef ARCH_FRAME_H
#define ARCH_FRAME_H

#include "arch.gen.h"
#include "cpu.h"
#include "trap.gen.h"
#include "types.h"

static inline bool
frame_is_user(const struct trap_frame *frame)
{
	return ((frame->cs & 3) != 0);
}

static inline uintptr_t
frame_pc(const struct trap_frame *frame)
{
	return (frame->eip);
}

static inline void
frame_set_pc(struct trap_frame *frame, uintptr_t pc)
{
	frame->eip = pc;
}

static inline uintptr_t
frame_fp(const struct trap_frame *frame)
{
	return (frame->ebp);
}

/* The CPU pushes esp only when it changes rings; its TSS always has it. */
static inline uintptr_t
frame_sp(const struct trap_frame *frame)
{
	bool in_frame = frame_is_user(frame) || frame->vector == TRAP_NMI ||
	    frame->vector == TRAP_DOUBLE_FAULT;

	return (in_frame ? frame->esp : (uintptr_t)&frame->esp);
}

static inline void
frame_clear_trap_flag(struct trap_frame *frame)
{
	frame->eflags &= ~(uintptr_t)FLAGS_TRAP;
}

/* The stack pointer of a program that entered by the software interrupt. */
static inline uintptr_t
syscall_user_sp(void)
{
	const struct trap_frame *top = (const struct trap_frame *)
	    (curthread()->stack + curthread()->stack_size);

	return (top[-1].esp);
}

/* Make the frame of a program that begins at `pc' with the stack `sp'. */
static inline void
frame_start(struct trap_frame *frame, uintptr_t pc, uintptr_t sp)
{
	*frame = (struct trap_frame){
		.es = SEL_USER_DATA,
		.ds = SEL_USER_DATA,
		.eip = pc,
		.cs = SEL_USER_CODE,
		.eflags = FLAGS_ONE | FLAGS_INTERRUPT,
		.esp = sp,
		.ss = SEL_USER_DATA
	};
}

void	frame_dump(const struct trap_frame *);

#endif
