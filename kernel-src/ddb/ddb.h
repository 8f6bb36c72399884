/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The debugger.
 *
 * One CPU is in it at a time: the owner.  It has stopped all others by NMI,
 * which no critical section holds off; they wait in their handlers, and go on
 * when the owner lets them.  So nobody changes anything while one looks, and
 * nothing that the debugger does may wait for anybody: it takes no lock, asks
 * the port for keys, and asks the page tables before it touches memory.
 *
 * A breakpoint's instruction is replaced while CPUs run, and is itself again
 * while they are stopped.  To go on from one, the owner executes the original
 * alone, by the trap flag, with interrupts off, before breakpoints are written
 * again and the others go on.  The kernel's text is read-only by every name;
 * one page of addresses that is the debugger's shows it writable.
 *
 * Watchpoints are the CPU's debug registers, four, the same in all CPUs; each
 * loads them when it goes on.
 *
 * What goes wrong in here (a fault, a failed assertion, a wrong word) leads
 * back to the prompt, by a jump.
 */
#ifndef DDB_DDB_H
#define DDB_DDB_H

#include "ddb.gen.h"
#include "frame.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

/* What is looked at; changed by commands. */
struct ddb_view {
	const struct trap_frame *frame;
	unsigned	cpu;
};

extern struct ddb_view ddb_view;

/* Where the owner is. */
extern const struct trap_frame *ddb_own_frame;

/* For the rest of the kernel. */
bool	ddb_wanted(uint32_t);
bool	ddb_may_enter(void);
void	ddb_hold(void);
void	ddb_call(const char *);
bool	ddb_breakpoint_trap(struct trap_frame *);
bool	ddb_debug_trap(struct trap_frame *);
bool	ddb_nmi(const struct trap_frame *);
void	ddb_fault(const char *, uintptr_t);
void	ddb_let_go(void);

/* Is this CPU in the debugger?  Context: any */
extern uint32_t ddb_inside;

/* Is an instruction being executed alone? */
extern bool ddb_alone;

/* Stopping the others. */
void	ddb_stop_others(void);
void	ddb_release_others(void);
const struct trap_frame *ddb_frame_of(unsigned);
bool	ddb_is_stopped(unsigned);

/* The prompt. */
void	ddb_fail(const char *, ...)
	    __attribute__((noreturn, format(printf, 1, 2)));
bool	ddb_prompt(void) __attribute__((cold));
bool	ddb_getline(char *, size_t) __attribute__((cold));
bool	ddb_interrupted(void);
void	ddb_command_run(char *) __attribute__((cold));

/* Does the last command leave the prompt? */
extern bool ddb_leaving;

/* Where the owner goes on. */
void	ddb_go(void);
void	ddb_go_steps(uint32_t);
void	ddb_break_once(uintptr_t);

/* Breakpoints and watchpoints. */
void	ddb_memory_init(void);
void	ddb_breaks_insert(void);
void	ddb_breaks_remove(void);
bool	ddb_break_at(uintptr_t);
int	ddb_break_hit(uintptr_t);
void	ddb_watch_load(void);
int	ddb_watch_hit(void);
bool	ddb_watch_executes(uintptr_t);

/* Memory, symbols, expressions. */
bool	ddb_read(uintptr_t, void *, size_t);
bool	ddb_write(uintptr_t, const void *, size_t);
void	ddb_write_text(uintptr_t, uint8_t);
uint64_t ddb_fetch(uintptr_t, size_t);
uint64_t ddb_expression(const char **, bool) __attribute__((cold));
uintptr_t ddb_register(const char *, bool *);
void	ddb_print_symbol(uintptr_t);
void	ddb_print_structure(const char *, uintptr_t) __attribute__((cold));
struct thread *ddb_thread(uintptr_t);
uintptr_t ddb_caller(const struct trap_frame *);

#endif
