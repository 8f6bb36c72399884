/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Every way in which a program can fault, and the signal that must end it.
 *
 *	faults			each, by children
 *	faults NAME		that one
 */

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <arch.gen.h>
#include <calls.gen.h>
#include <check.h>
#include <machine.h>
#include <process.h>

enum {
	DEBUG_EXIT_PORT = 0xf4,
	RETURN_OPCODE = 0xc3
};

struct fault {
	const char	*name;
	int		 signal;
	void		(*commit)(void);
};

static volatile unsigned char data_page[16];

static void
fault_divide(void)
{
	uint32_t quotient = 1, rest = 0;

	__asm__ volatile ("divl %2"
	    : "+a" (quotient), "+d" (rest) : "r" (0) : "cc");
}

static void
fault_opcode(void)
{
	__asm__ volatile ("ud2");
}

static void
fault_interrupts_off(void)
{
	__asm__ volatile ("cli");
}

static void
fault_halt(void)
{
	__asm__ volatile ("hlt");
}

static void
fault_task_switched(void)
{
	__asm__ volatile ("clts");
}

static void
fault_page_table(void)
{
	__asm__ volatile ("mov %0, %%cr3" : : "r" ((uintptr_t)0));
}

/* The port by which QEMU is told that all tests passed. */
static void
fault_port(void)
{
	__asm__ volatile ("outl %0, %1"
	    : : "a" (0x10), "d" ((uint16_t)DEBUG_EXIT_PORT));
}

static void
fault_kernel_segment(void)
{
	__asm__ volatile ("mov %0, %%ds" : : "r" (SEL_KERNEL_DATA));
}

/* A gate that the CPU alone may use. */
static void
fault_kernel_gate(void)
{
	__asm__ volatile ("int $0x0e");
}

static void
fault_timer_gate(void)
{
	__asm__ volatile ("int $0x20");
}

static void
fault_breakpoint(void)
{
	__asm__ volatile ("int3");
}

static void
fault_single_step(void)
{
	uintptr_t flags;

	__asm__ volatile (
	    "pushf\n\t"
	    "pop	%0\n\t"
	    "or	%1, %0\n\t"
	    "push	%0\n\t"
	    "popf\n\t"
	    "nop"
	    : "=&r" (flags) : "i" (FLAGS_TRAP) : "cc", "memory");
}

static volatile bool forever = true;

static void
descend(volatile char *above)
{
	volatile char room[PAGE_SIZE];

	room[0] = *above;
	if (forever)
		descend(room);
	*above = room[0];
}

static void
fault_stack_overflow(void)
{
	volatile char first = 0;

	descend(&first);
}

static void
fault_write_text(void)
{
	*(volatile char *)(uintptr_t)&fault_opcode = 0;
}

static void
fault_x87(void)
{
	uint16_t control = 0x37b;	/* zero divide unmasked: SDM 1 8.1.5 */

	__asm__ volatile (
	    "fldcw	%0\n\t"
	    "fld1\n\t"
	    "fldz\n\t"
	    "fdivrp\n\t"
	    "fwait"
	    : : "m" (control));
}

static void
execute(volatile unsigned char *at)
{
	void (*function)(void) = (void (*)(void))(uintptr_t)at;

	at[0] = RETURN_OPCODE;
	function();
}

static void
fault_execute_data(void)
{
	execute(data_page);
}

static void
fault_execute_stack(void)
{
	volatile unsigned char room[16];

	execute(room);
}

static const struct fault fault_table[] = {
	{ "divide", SIGFPE, fault_divide },
	{ "opcode", SIGILL, fault_opcode },
	{ "interrupts_off", SIGSEGV, fault_interrupts_off },
	{ "halt", SIGSEGV, fault_halt },
	{ "task_switched", SIGSEGV, fault_task_switched },
	{ "page_table", SIGSEGV, fault_page_table },
	{ "port", SIGSEGV, fault_port },
	{ "kernel_segment", SIGSEGV, fault_kernel_segment },
	{ "kernel_gate", SIGSEGV, fault_kernel_gate },
	{ "timer_gate", SIGSEGV, fault_timer_gate },
	{ "breakpoint", SIGTRAP, fault_breakpoint },
	{ "single_step", SIGTRAP, fault_single_step },
	{ "stack_overflow", SIGSEGV, fault_stack_overflow },
	{ "write_text", SIGSEGV, fault_write_text },
	{ "x87", SIGFPE, fault_x87 },
};

/* Without NX every page that can be read can be executed. */
static const struct fault execute_table[] = {
	{ "execute_data", SIGSEGV, fault_execute_data },
	{ "execute_stack", SIGSEGV, fault_execute_stack },
};

enum {
	FAULTS = sizeof(fault_table) / sizeof(fault_table[0]),
	EXECUTES = sizeof(execute_table) / sizeof(execute_table[0])
};

static void
commit_all(const struct fault *table, size_t count)
{
	char command[COMMAND_MAX];

	for (size_t i = 0; i < count; i++) {
		(void)snprintf(command, sizeof(command), "faults %s",
		    table[i].name);
		check_ends(command, table[i].signal, 0);
	}
}

static void
commit(const struct fault *table, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, table[i].name) == 0)
			table[i].commit();
}

int
main(int argc, char **argv)
{
	if (argc == 1) {
		commit_all(fault_table, FAULTS);
		if (cpu_has_no_execute())
			commit_all(execute_table, EXECUTES);
		return (check_result());
	}
	commit(fault_table, FAULTS, argv[1]);
	commit(execute_table, EXECUTES, argv[1]);
	return (check_usage("faults [NAME]"));
}
