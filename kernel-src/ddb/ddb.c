/* SPDX-License-Identifier: BSD-3-Clause */
/* Entering the debugger, and going on. */

#include "ddb/ddb.h"

#include "console.h"
#include "ddb_command.gen.h"
#include "debug_register.h"
#include "enum_name.gen.h"
#include "init.gen.h"
#include "panic.h"
#include "proc/proc.h"
#include "syscall.gen.h"
#include "tunable_table.gen.h"

/* How the owner goes on. */
enum mode {
	RUN,
	STEP,				/* and come back */
	OVER				/* one instruction, then as RUN */
};

enum {
	INT3 = 0xcc,
	HLT = 0xf4,
	STI = 0xfb,
	CLI = 0xfa,
	PUSHF = 0x9c,
	POPF = 0x9d
};

struct ddb_view ddb_view;

/* The CPU that is in the debugger or executes one instruction, plus 1. */
static uint32_t owner;

/* The CPU whose commands are read now, plus 1. */
uint32_t ddb_inside;
bool ddb_alone;
bool ddb_leaving;

/* The owner's. */
static enum mode mode;
static uint32_t steps;			/* that are left, of a command */
static uint8_t opcode;			/* that is executed alone */
static uintptr_t flags_before;
static struct thread *stepper;
static const char *asked;		/* why the kernel called */

/* The kernel calls; the trap has it from here.  It wants a frame of its own. */
static __attribute__((noinline)) void
raise_breakpoint(void)
{
	__asm__ volatile("int3" : : "r"(__builtin_frame_address(0)) :
	    "memory");
}

/*
 * Is `at', a DEBUG_AT_*, among the words of `debug=' on the command line?
 *
 * Context: any
 */
bool
ddb_wanted(uint32_t at)
{
	return ((tunable_debug >> at & 1) != 0);
}

/*
 * May somebody at the console enter the debugger?  In a kernel that is not
 * for debugging, when the command line says so.
 *
 * Context: any
 */
bool
ddb_may_enter(void)
{
	return (KERN_DEBUG || ddb_wanted(DEBUG_AT_KEY));
}

/*
 * Prepare the debugger, and enter it when the command line says so.
 *
 * Context: boot
 */
void
ddb_init(void)
{
	ddb_memory_init();
	if (ddb_wanted(DEBUG_AT_BOOT))
		ddb_call("debug=boot");
}

/* Become the only CPU that runs. */
static void
seize(void)
{
	uint32_t us = curcpu()->id + 1;

	if (owner == us)
		return;
	while (!atomic_cmpset_int(&owner, 0, us))
		cpu_pause();
	ddb_stop_others();
	ddb_breaks_remove();
}

/*
 * Become the only CPU that runs, until the debugger is left: the kernel is
 * about to call it.
 *
 * Context: any
 */
void
ddb_hold(void)
{
	cpu_disable();
	seize();
	console_polled = true;
}

/* Let all go on. */
static void
release(void)
{
	mode = RUN;
	ddb_alone = false;
	ddb_breaks_insert();
	console_polled = false;
	ddb_release_others();
	atomic_store_int(&owner, 0);
}

/*
 * Call the debugger; `why' is told.
 *
 * Context: any
 */
void
ddb_call(const char *why)
{
	asked = why;
	raise_breakpoint();
}

/*
 * Execute one instruction alone: no interrupt comes, and the others stand
 * still.  Who waits for an interrupt gets it.
 */
static void
go_alone(struct trap_frame *frame)
{
	uintptr_t *flags = frame_flags(frame);

	opcode = (uint8_t)ddb_fetch(frame_pc(frame), 1);
	flags_before = *flags;
	stepper = curthread();
	*flags |= FLAGS_TRAP | FLAGS_RESUME;
	if (opcode != HLT)
		*flags &= ~(uintptr_t)FLAGS_INTERRUPT;
	ddb_alone = true;
	console_polled = false;
}

/* The instruction is done: what it should know of interrupts, it knows. */
static void
come_back(struct trap_frame *frame)
{
	uintptr_t *flags = frame_flags(frame);

	ddb_alone = false;
	*flags &= ~(uintptr_t)FLAGS_TRAP;
	if (frame_is_user(frame) || opcode == STI || opcode == CLI ||
	    opcode == POPF || opcode == HLT)
		return;
	*flags |= flags_before & FLAGS_INTERRUPT;
	if (opcode == PUSHF)
		*(uintptr_t *)frame_sp(frame) = flags_before &
		    ~(uintptr_t)FLAGS_TRAP;
}

/*
 * Another trap comes before the instruction is done: its handler may wait for
 * anybody, so all go on.  The instruction is tried again afterwards.
 *
 * Context: any
 */
void
ddb_let_go(void)
{
	enum mode was = mode;

	if (!ddb_alone || owner != curcpu()->id + 1)
		return;
	release();
	mode = was;
	ddb_alone = true;
}

/* Say why we are here. */
static void
announce(const char *why)
{
	kprintf("\n%s on CPU %u, thread %s, at ", why, curcpu()->id,
	    curthread()->name);
	ddb_print_symbol(frame_pc(ddb_view.frame));
	kprintf("\n");
}

/* Read commands until one says to go on. */
static void
session(struct trap_frame *frame, const char *why)
{
	console_polled = true;
	mode = RUN;
	ddb_own_frame = ddb_view.frame = frame;
	ddb_view.cpu = curcpu()->id;
	announce(why);
	ddb_inside = curcpu()->id + 1;
	while (ddb_prompt())
		continue;
	ddb_inside = 0;
	if (mode == RUN && frame_pc(frame) >= USER_TOP &&
	    ddb_break_at(frame_pc(frame)))
		mode = OVER;
	if (mode == RUN && ddb_watch_executes(frame_pc(frame)))
		*frame_flags(frame) |= FLAGS_RESUME;
	if (mode == RUN)
		release();
	else
		go_alone(frame);
}

/*
 * The next session() ends, and all go on.
 *
 * Context: any
 */
void
ddb_go(void)
{
	mode = RUN;
	ddb_leaving = true;
}

/*
 * ... and this CPU executes some instructions alone.
 *
 * Context: any
 */
void
ddb_go_steps(uint32_t count)
{
	steps = count;
	mode = STEP;
	ddb_leaving = true;
}

/*
 * A breakpoint's trap in the kernel; says whether it was the debugger's.
 *
 * Context: any
 */
bool
ddb_breakpoint_trap(struct trap_frame *frame)
{
	uintptr_t at = frame_pc(frame) - 1;
	char why[32];
	int number;

	seize();
	number = ddb_break_hit(at);
	if (number >= 0) {
		frame_set_pc(frame, at);
		ksnprintf(why, sizeof(why), "breakpoint %d", number);
		session(frame, why);
	} else if (number == -1) {
		frame_set_pc(frame, at);
		mode = OVER;
		go_alone(frame);
	} else if (asked != NULL) {
		const char *reason = asked;

		asked = NULL;
		session(frame, reason);
	} else if (*(const uint8_t *)at != INT3) {
		/* It was taken away while we waited. */
		frame_set_pc(frame, at);
		release();
	} else {
		release();
		return (false);
	}
	return (true);
}

/* An instruction was executed alone. */
static void
stepped(struct trap_frame *frame)
{
	enum mode was = mode;

	come_back(frame);
	if (was == OVER) {
		release();
	} else if (--steps > 0 && frame_pc(frame) >= USER_TOP) {
		mode = STEP;
		go_alone(frame);
	} else {
		session(frame, "step");
	}
}

/*
 * A trap of the debug registers or of the trap flag; says whether it was the
 * debugger's.
 *
 * Context: any
 */
bool
ddb_debug_trap(struct trap_frame *frame)
{
	uintptr_t why = read_dr6();
	bool ours = ddb_alone && stepper == curthread() && (why & DR6_STEP);

	if (!ours && (why & DR6_HITS) == 0)
		return (false);
	seize();
	if ((why & DR6_HITS) != 0 && ddb_watch_hit() >= 0) {
		if (ours)
			come_back(frame);
		write_dr6(0);
		session(frame, "watchpoint");
		return (true);
	}
	write_dr6(0);
	if (ours)
		stepped(frame);
	else
		release();
	return (true);
}

/*
 * Somebody at the console, or the first program, wants the debugger.
 *
 * Context: thread
 */
intptr_t
sys_debugger(void)
{
	if (curproc()->parent != NULL || !ddb_may_enter())
		return (-EPERM);
	ddb_call("`debugger'");
	return (0);
}
