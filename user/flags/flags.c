/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Flags that a program may set and a kernel must not inherit: backwards string
 * instructions, task returns, alignment checks, single steps.
 *
 *	flags			by every gate and by faults
 *	flags trap GATE		enter by that gate with the trap flag set
 *	flags task_return	return from a task
 *	flags foreign_gate	enter by another architecture's gate
 */

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <arch.gen.h>
#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <machine.h>
#include <process.h>

enum {
	ROUNDS = 50000,
	HARMFUL = FLAGS_DIRECTION | FLAGS_NESTED | FLAGS_ALIGN
};

static const uintptr_t flag_table[] = {
	FLAGS_DIRECTION, FLAGS_NESTED, FLAGS_ALIGN, HARMFUL, 0
};

enum { FLAG_ROWS = sizeof(flag_table) / sizeof(flag_table[0]) };

/*
 * uname copies, by string instructions.
 */
static bool
flag_does_no_harm(const struct gate *gate, uintptr_t set)
{
	uintptr_t flags = set, after = gate->keeps_flags ? set : 0;
	struct utsname expected, name;

	CHECK(uname(&expected) == 0, "%s", errno_name(errno));
	memset(&name, 0, sizeof(name));
	return (CHECK(gate->call(SYS_uname, (uintptr_t)&name, &flags) == 0,
	    "%s, flags %#lx", gate->name, (unsigned long)set) &&
	    CHECK((flags & HARMFUL) == after, "%s, flags %#lx: %#lx after",
	    gate->name, (unsigned long)set, (unsigned long)flags) &&
	    CHECK(memcmp(&name, &expected, sizeof(name)) == 0,
	    "%s, flags %#lx: sysname `%.32s'", gate->name,
	    (unsigned long)set, name.sysname));
}

/*
 * In so many rounds the clock interrupts some calls, which then come back by
 * the slow way.
 */
static void
flags_do_no_harm(const struct gate *gate)
{
	for (size_t i = 0; i < FLAG_ROWS; i++)
		flag_does_no_harm(gate, flag_table[i]);
	for (int round = 0; round < ROUNDS; round++)
		if (!flag_does_no_harm(gate, HARMFUL))
			return;
}

/*
 * A first touch makes the kernel zero a page, by string instructions; and the
 * word is not aligned, which is no matter (CR0.AM is clear).
 */
static void
fault_keeps_flags(const volatile char *page, uintptr_t set)
{
	uintptr_t flags = set, word = load_with_flags(page + 1, &flags);

	CHECK((flags & HARMFUL) == set, "%#lx, were %#lx",
	    (unsigned long)(flags & HARMFUL), (unsigned long)set);
	CHECK(word == 0, "flags %#lx: read %#lx", (unsigned long)set,
	    (unsigned long)word);
	for (unsigned i = 0; i < PAGE_SIZE; i++)
		if (!CHECK(page[i] == 0, "flags %#lx: byte %u is %d",
		    (unsigned long)set, i, page[i]))
			return;
}

static void
faults_keep_flags(void)
{
	const volatile char *pages = mmap(NULL, FLAG_ROWS * PAGE_SIZE,
	    PROT_READ | PROT_WRITE, MAP_ANON | MAP_PRIVATE, -1, 0);

	if (!CHECK(pages != (void *)-1, "%s", errno_name(errno)))
		return;
	for (size_t i = 0; i < FLAG_ROWS; i++)
		fault_keeps_flags(pages + i * PAGE_SIZE, flag_table[i]);
}

/*
 * The trap flag is pending at the entry.  A gate that keeps flags traps on
 * the way back; the other has cleared it for good.
 */
static void
trap_flag_does_no_harm(void)
{
	char command[COMMAND_MAX];

	for (size_t i = 0; i < gate_count(); i++) {
		(void)snprintf(command, sizeof(command), "flags trap %zu", i);
		check_ends(command, gate_table[i].keeps_flags ? SIGTRAP : 0,
		    0);
	}
}

static int
trap(size_t index)
{
	uintptr_t flags = FLAGS_TRAP;

	if (index >= gate_count())
		return (check_usage("flags trap GATE"));
	return (gate_table[index].call(SYS_getpid, 0, &flags) !=
	    (uintptr_t)getpid());
}

/*
 * Which fault it is depends on who made the CPU (SDM 2B, SYSENTER).
 */
static void
foreign_gate_is_closed(void)
{
	struct ending ending;

	if (!CHECK(process_run("flags foreign_gate", &ending), "%s",
	    errno_name(errno)))
		return;
	CHECK(ending.signal == SIGILL || ending.signal == SIGSEGV,
	    "signal %d, status %d", ending.signal, ending.status);
}

int
main(int argc, char **argv)
{
	if (argc == 1) {
		for (size_t i = 0; i < gate_count(); i++)
			flags_do_no_harm(&gate_table[i]);
		faults_keep_flags();
		trap_flag_does_no_harm();
		check_ends("flags task_return", task_return_signal, 0);
		foreign_gate_is_closed();
		return (check_result());
	}
	if (argc == 3 && strcmp(argv[1], "trap") == 0)
		return (trap((size_t)(argv[2][0] - '0')));
	if (strcmp(argv[1], "task_return") == 0)
		task_return();
	else if (strcmp(argv[1], "foreign_gate") == 0)
		foreign_gate();
	return (check_usage("flags [trap GATE|task_return|foreign_gate]"));
}
