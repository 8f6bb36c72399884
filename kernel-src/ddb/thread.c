/* SPDX-License-Identifier: BSD-3-Clause */
/* Threads and CPUs, as the debugger shows them. */

#include "ddb/ddb.h"

#include "ddb_command.gen.h"
#include "panic.h"

enum {
	THREADS = 10000			/* a list that is longer is a ring */
};

const struct trap_frame *ddb_own_frame;

/* Where a CPU is; NULL when it does not stand still. */
static const struct trap_frame *
frame_of_cpu(unsigned id)
{
	return (id == curcpu()->id ? ddb_own_frame : ddb_frame_of(id));
}

/* The thread behind another one in the list of all; NULL at its end. */
static struct thread *
next_thread(struct thread *td)
{
	struct thread copy;

	if (td == NULL)
		return (lwkt_thread_list());
	if (!ddb_read((uintptr_t)td, &copy, sizeof(copy)))
		ddb_fail("the list of threads leads to %p, where nothing is",
		    (void *)td);
	return (copy.all_next);
}

/*
 * The thread of an id or an address; 0 is the one that is looked at.
 *
 * Context: any
 */
struct thread *
ddb_thread(uintptr_t which)
{
	struct thread *td = NULL;

	if (which == 0)
		return (cpu_of(ddb_view.cpu)->current);
	for (unsigned i = 0; i < THREADS; i++) {
		td = next_thread(td);
		if (td == NULL)
			break;
		if (td->id == which || (uintptr_t)td == which)
			return (td);
	}
	for (unsigned i = 0; i < cpu_count; i++) {
		if ((uintptr_t)cpu_of(i)->idle == which)
			return (cpu_of(i)->idle);
	}
	ddb_fail("there is no thread 0x%zx; `ps' shows all", which);
}

static bool
is_running(const struct thread *td)
{
	return (td->cpu != NULL && td->cpu->current == td);
}

static const char *
state_of(const struct thread *td)
{
	if (is_running(td))
		return ("runs");
	if (td->flags & TDF_DEAD)
		return ("dead");
	if (td->wait_channel != NULL)
		return ("sleeps");
	return (td->flags & TDF_RUNQ ? "ready" : "waits");
}

/* The frame of the switch in which a thread that does not run is. */
static const struct switch_frame *
switched(const struct thread *td)
{
	static struct switch_frame frame;

	if (!ddb_read(td->sp, &frame, sizeof(frame)))
		ddb_fail("thread %s has no stack at 0x%zx", td->name, td->sp);
	return (&frame);
}

static void
print_thread(const struct thread *td)
{
	kprintf("%5u %3u %-6s %3u %5u  %-16s", td->id,
	    td->cpu != NULL ? td->cpu->id : 0, state_of(td), td->priority,
	    td->crit, td->name);
	if (td->wait_channel != NULL) {
		kprintf(" ");
		ddb_print_symbol((uintptr_t)td->wait_channel);
	}
	kprintf("\n");
}

/* Context: any */
void
ddb_on_ps(void)
{
	struct thread *td = NULL;

	kprintf("   ID CPU STATE  PRI  CRIT  NAME             WAITS FOR\n");
	for (unsigned i = 0; i < THREADS && !ddb_interrupted(); i++) {
		td = next_thread(td);
		if (td == NULL)
			break;
		print_thread(td);
	}
	/* The first CPU's idle thread is on no list. */
	print_thread(cpu_of(0)->idle);
}

/* Context: any */
void
ddb_on_show_thread(size_t thread)
{
	const struct thread *td = ddb_thread(thread);

	ddb_print_structure("thread", (uintptr_t)td);
	kprintf("it %s\n", state_of(td));
}

/* Has the function at `pc' not yet made its frame?  How much it has pushed. */
static bool
is_frameless(uintptr_t pc, uintptr_t *pushed)
{
	return (ksym_name(pc, pushed) != NULL && *pushed <= 1);
}

/*
 * Where the function of a frame returns to.  Who has just been called has no
 * frame of its own: its caller is on top of the stack, or below what it pushed.
 *
 * Context: any
 */
uintptr_t
ddb_caller(const struct trap_frame *frame)
{
	uintptr_t pushed, at = frame_fp(frame) + sizeof(at);

	if (is_frameless(frame_pc(frame), &pushed))
		at = frame_sp(frame) + pushed * sizeof(at);
	return ((uintptr_t)ddb_fetch(at, sizeof(at)));
}

/* The calls that led to a frame. */
static void
trace_frame(const struct trap_frame *frame)
{
	uintptr_t pc = frame_pc(frame), pushed;

	if (is_frameless(pc, &pushed)) {
		kprintf("  ");
		ddb_print_symbol(pc);
		kprintf("\n");
		pc = ddb_caller(frame);
	}
	backtrace(pc, frame_fp(frame));
}

/* Context: any */
void
ddb_on_trace(size_t thread)
{
	const struct thread *td = ddb_thread(thread);
	const struct trap_frame *frame = is_running(td) ?
	    frame_of_cpu(td->cpu->id) : NULL;
	const struct switch_frame *other;

	if (frame == NULL && is_running(td))
		ddb_fail("CPU %u does not stand still", td->cpu->id);
	if (frame != NULL && frame_is_user(frame)) {
		kprintf("  -- in a program, at 0x%zx\n", frame_pc(frame));
		return;
	}
	if (frame != NULL) {
		trace_frame(frame);
		return;
	}
	other = switched(td);
	backtrace(switch_frame_pc(other), switch_frame_fp(other));
}

static bool
is_cpu(uint32_t number)
{
	return (number < cpu_count);
}

static void
print_cpu(unsigned id)
{
	const struct trap_frame *frame = frame_of_cpu(id);
	const struct thread *td = cpu_of(id)->current;

	kprintf("CPU %u, thread %s", id, td->name);
	if (frame == NULL) {
		kprintf(", does not stand still\n");
		return;
	}
	kprintf("%s at ", frame_is_user(frame) ? ", in its program," : ",");
	ddb_print_symbol(frame_pc(frame));
	kprintf("%s\n", id == ddb_view.cpu ? "  <- looked at" : "");
}

/* Context: any */
void
ddb_on_show_cpu(uint32_t number)
{
	if (!is_cpu(number))
		ddb_fail("there is no CPU %u: there are %u", number, cpu_count);
	ddb_print_structure("cpu", (uintptr_t)cpu_of(number));
	print_cpu(number);
}

/* Context: any */
void
ddb_on_cpu(uint32_t number)
{
	if (number == UINT32_MAX) {
		for (unsigned i = 0; i < cpu_count; i++)
			print_cpu(i);
		return;
	}
	if (!is_cpu(number))
		ddb_fail("there is no CPU %u: there are %u", number, cpu_count);
	if (frame_of_cpu(number) == NULL)
		ddb_fail("CPU %u does not stand still", number);
	ddb_view.cpu = number;
	ddb_view.frame = frame_of_cpu(number);
	print_cpu(number);
}
