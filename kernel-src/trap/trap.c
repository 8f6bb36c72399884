/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Exceptions: a program's end it with a signal; the kernel's own end the
 * kernel, unless the instruction is one of those that may fault.
 */

#include "counting.gen.h"
#include "cpu.h"
#include "ddb/ddb.h"
#include "drv/i8259/i8259.h"
#include "frame.h"
#include "init.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "panic.h"
#include "proc/proc.h"
#include "syscall.gen.h"
#include "trace_point.gen.h"
#include "trap.gen.h"
#include "vm/vm.h"

/* An instruction that may fault, and where to go on. */
struct extable_row {
	uintptr_t	at;
	uintptr_t	fixup;
};

extern const struct extable_row extable_start[], extable_end[];

void	syscall_fast_entry(void);
void	trap_init(void);

/*
 * Protect the kernel, and open what programs and devices enter by.  The tables
 * by which traps arrive stand since the first C (see boot_start).
 *
 * Context: boot
 */
void
trap_init(void)
{
	cpu_protect();
	machine_check_init();
	fpu_init();
	cpu_enter_gates();
	i8259_init();
}

/* The row of the faulting instruction, or NULL when it may not fault. */
static const struct extable_row *
extable_row(const struct trap_frame *frame)
{
	const struct extable_row *row;

	for (row = extable_start; row < extable_end; row++) {
		if (row->at == frame_pc(frame))
			return (row);
	}
	return (NULL);
}

/* Go on at the fix-up of the faulting instruction, if it has one. */
static bool
fixed(struct trap_frame *frame)
{
	const struct extable_row *row = extable_row(frame);

	if (row != NULL)
		frame_set_pc(frame, row->fixup);
	return (row != NULL);
}

static void
fatal(struct trap_frame *frame, const char *what)
{
	ddb_fault(what, frame_pc(frame));
	cpu_disable();
	kprintf("\n%s in %s, error 0x%zx\n", what,
	    frame_is_user(frame) ? "a program" : "the kernel", frame->error);
	frame_dump(frame);
	panic_at(frame_pc(frame), frame_fp(frame), "%s at 0x%zx", what,
	    frame_pc(frame));
}

/* A program's exception becomes its end; the kernel's may have a fix-up. */
static void
raise(struct trap_frame *frame, int signal, const char *what)
{
	ddb_let_go();
	if (!frame_is_user(frame)) {
		if (fixed(frame))
			return;
		fatal(frame, what);
	}
	cpu_enable();
	proc_fault(frame, signal, what, frame_pc(frame));
}

#define RAISES(name, signal, what)					\
void									\
trap_on_##name(struct trap_frame *frame)				\
{									\
	raise(frame, signal, what);					\
}

RAISES(divide, SIGFPE, "divide error")
RAISES(overflow, SIGFPE, "overflow")
RAISES(bound, SIGFPE, "bound range exceeded")
RAISES(invalid_opcode, SIGILL, "invalid opcode")
RAISES(fpu_segment, SIGFPE, "coprocessor segment overrun")
RAISES(invalid_tss, SIGBUS, "invalid TSS")
RAISES(not_present, SIGBUS, "segment not present")
RAISES(stack_fault, SIGBUS, "stack fault")
RAISES(protection, SIGSEGV, "general protection")
RAISES(fpu_error, SIGFPE, "x87 floating-point error")
RAISES(alignment, SIGBUS, "alignment check")
RAISES(simd_error, SIGFPE, "SIMD floating-point error")

/*
 * A program's breakpoint, or one of the kernel's debugger.
 *
 * Context: thread, interrupts off
 */
void
trap_on_breakpoint(struct trap_frame *frame)
{
	if (frame_is_user(frame) || !ddb_breakpoint_trap(frame))
		raise(frame, SIGTRAP, "breakpoint");
}

/*
 * A task switch sets TS, also on the way back from it (SDM 3A 2.5), so after
 * an i386's NMI the next use of the FPU arrives here.  The registers are
 * whose they were.
 *
 * Context: thread, interrupts off
 */
void
trap_on_no_fpu(struct trap_frame *frame)
{
	uintptr_t cr0 = read_cr0();

	if ((cr0 & CR0_TS) == 0)
		raise(frame, SIGFPE, "no coprocessor");
	write_cr0(cr0 & ~(uintptr_t)CR0_TS);
}

/*
 * A program that sets TF and enters by sysenter traps at our first
 * instruction (see syscall_fast_entry); it goes on untraced.
 *
 * Context: thread, interrupts off
 */
void
trap_on_debug(struct trap_frame *frame)
{
	if (ddb_debug_trap(frame))
		return;
	frame_clear_trap_flag(frame);
	if (!frame_is_user(frame) &&
	    frame_pc(frame) == (uintptr_t)syscall_fast_entry)
		return;
	raise(frame, SIGTRAP, "debug trap");
}

static const char *
access_name(uintptr_t error)
{
	if (error & PAGE_FAULT_FETCH)
		return ("execution");
	return (error & PAGE_FAULT_WRITE ? "write" : "read");
}

static uint32_t
access_prot(uintptr_t error)
{
	if (error & PAGE_FAULT_FETCH)
		return (PROT_EXEC);
	return (error & PAGE_FAULT_WRITE ? PROT_WRITE : PROT_READ);
}

/*
 * Which guard page was hit, if one was: the page below a stack of this CPU.
 * The CPU cannot push there, so this arrives as a double fault.
 */
static bool
stack_overflowed(uintptr_t va)
{
	uintptr_t stack = curthread()->stack;

	return (stack != 0 && va < stack && va >= stack - PAGE_SIZE);
}

/*
 * The kernel touched what it may not.  A program's address is no excuse: only
 * the instructions in the table may go there, and SMAP or SMEP, where the CPU
 * has them, bring every other one here.
 */
static void
kernel_page_fault(struct trap_frame *frame, uintptr_t va)
{
	char what[64];

	if (va < USER_TOP && fixed(frame))
		return;
	ksnprintf(what, sizeof(what), "%s: %s of 0x%zx",
	    stack_overflowed(va) ? "kernel stack overflow" : "page fault",
	    access_name(frame->error), va);
	fatal(frame, what);
}

/*
 * A page of a program that is to appear, or an address that nobody may use.
 * A reserved bit in our own tables is our own mistake, whoever met it.
 *
 * Context: thread, interrupts off
 */
void
trap_on_page_fault(struct trap_frame *frame)
{
	uintptr_t va = read_cr2();
	struct thread *td = curthread();
	bool user = frame_is_user(frame);
	int error = EFAULT;
	char what[64];

	count_trap_page_faults();
	trace_trap_fault(va, frame_pc(frame), (uint32_t)frame->error);
	if (ddb_alone)
		ddb_let_go();
	if (frame->error & PAGE_FAULT_RESERVED)
		fatal(frame, "reserved bit in a page table");
	if (user)
		cpu_enable();
	if (va < USER_TOP && td->space != NULL && td->crit == 0 &&
	    (user || extable_row(frame) != NULL))
		error = vm_fault(td->space, va, access_prot(frame->error));
	if (error == 0)
		return;
	if (!user) {
		kernel_page_fault(frame, va);
		return;
	}
	if (error == ENOMEM)
		proc_fault(frame, SIGKILL, "out of memory", frame_pc(frame));
	ksnprintf(what, sizeof(what), "%s of 0x%zx",
	    access_name(frame->error), va);
	proc_fault(frame, SIGSEGV, what, frame_pc(frame));
}

/* Context: intr, on a stack of its own */
void
trap_on_double_fault(struct trap_frame *frame)
{
	fatal(frame, stack_overflowed(read_cr2()) ?
	    "double fault, kernel stack overflow" : "double fault");
}

/*
 * The hardware is broken; whatever we did next would rest on it.
 *
 * Context: intr, on a stack of its own
 */
void
trap_on_machine_check(struct trap_frame *frame)
{
	machine_check_report();
	fatal(frame, "machine check");
}

/*
 * Somebody pressed the button: say where we are, and go on.  The end of a
 * critical section inside kprintf() must not switch away from this stack.
 *
 * Context: intr, on a stack of its own
 */
void
trap_on_nmi(struct trap_frame *frame)
{
	struct thread *td = curthread();

	if (ddb_nmi(frame))
		return;
	if (panicking)
		machine_stop();
	td->crit++;
	kprintf("NMI at 0x%zx\n", frame_pc(frame));
	td->crit--;
}
