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

/*
 * The frame that a handler of C was given, by its frame pointer.  It lies above
 * the argument, which the handler may have used for something else, by what
 * aligned the stack: its selectors tell where.
 */
static inline const struct trap_frame *
frame_of_handler(uintptr_t fp)
{
	const uintptr_t *at = (const uintptr_t *)(fp + 6 * sizeof(fp));

	for (unsigned i = 0; i < 4; i++) {
		const struct trap_frame *frame = (const void *)(at + i);

		if ((frame->cs == SEL_KERNEL_CODE ||
		    frame->cs == SEL_USER_CODE) && frame->vector < 256)
			return (frame);
	}
	return (NULL);
}

static inline uintptr_t *
frame_flags(struct trap_frame *frame)
{
	return (&frame->eflags);
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

/* Where a thread goes on that is switched out, and with which frame pointer. */
static inline uintptr_t
switch_frame_pc(const struct switch_frame *frame)
{
	return (frame->eip);
}

static inline uintptr_t
switch_frame_fp(const struct switch_frame *frame)
{
	return (frame->ebp);
}

void	frame_dump(const struct trap_frame *);

#endif
