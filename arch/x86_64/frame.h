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
	return (frame->rip);
}

static inline void
frame_set_pc(struct trap_frame *frame, uintptr_t pc)
{
	frame->rip = pc;
}

static inline uintptr_t
frame_fp(const struct trap_frame *frame)
{
	return (frame->rbp);
}

static inline uintptr_t
frame_sp(const struct trap_frame *frame)
{
	return (frame->rsp);
}

/* The frame that a handler of C was given, by its frame pointer: above it. */
static inline const struct trap_frame *
frame_of_handler(uintptr_t fp)
{
	return ((const struct trap_frame *)(fp + 2 * sizeof(fp)));
}

static inline uintptr_t *
frame_flags(struct trap_frame *frame)
{
	return (&frame->rflags);
}

static inline void
frame_clear_trap_flag(struct trap_frame *frame)
{
	frame->rflags &= ~(uintptr_t)FLAGS_TRAP;
}

/* The stack pointer of a program that entered by syscall: the first push. */
static inline uintptr_t
syscall_user_sp(void)
{
	const uintptr_t *top = (const uintptr_t *)
	    (curthread()->stack + curthread()->stack_size);

	return (top[-1]);
}

/* Make the frame of a program that begins at `pc' with the stack `sp'. */
static inline void
frame_start(struct trap_frame *frame, uintptr_t pc, uintptr_t sp)
{
	*frame = (struct trap_frame){
		.rip = pc,
		.cs = SEL_USER_CODE,
		.rflags = FLAGS_ONE | FLAGS_INTERRUPT,
		.rsp = sp,
		.ss = SEL_USER_DATA
	};
}

/* Where a thread goes on that is switched out, and with which frame pointer. */
static inline uintptr_t
switch_frame_pc(const struct switch_frame *frame)
{
	return (frame->rip);
}

static inline uintptr_t
switch_frame_fp(const struct switch_frame *frame)
{
	return (frame->rbp);
}

void	frame_dump(const struct trap_frame *);

#endif
