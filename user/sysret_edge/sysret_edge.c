/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * The edges of the way into the kernel and back.
 *
 *	sysret_edge		all; those that may die, by children
 *	sysret_edge interrupt	enter by the software interrupt
 *	sysret_edge run_out	run over the end of the highest page
 */

#include <stdint.h>
#include <string.h>

#include <arch.gen.h>
#include <auxv.h>
#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <machine.h>
#include <process.h>

static void *
map_code(uintptr_t at)
{
	return (mmap((void *)at, PAGE_SIZE, PROT_READ | PROT_EXEC,
	    MAP_ANON | MAP_PRIVATE | MAP_FIXED, -1, 0));
}

/*
 * The kernel must not use the program's stack pointer.
 */
static void
stacks_do_no_harm(void)
{
	static const uintptr_t stacks[] = {
		0, 1, 8, KERNEL_BASE, KVA_BASE, USER_TOP, UINTPTR_MAX
	};
	uintptr_t pid = (uintptr_t)getpid();

	for (unsigned i = 0; i < sizeof(stacks) / sizeof(stacks[0]); i++)
		CHECK(call_with_stack(stacks[i]) == pid, "stack %#lx",
		    (unsigned long)stacks[i]);
}

static void
number_is_refused(uintptr_t number)
{
	struct raw_call call = { .number = number };

	raw_call(&call);
	CHECK(call.failed != 0 && call.result == ENOSYS, "call %#lx: %ld",
	    (unsigned long)number, (long)call.result);
	if (!interrupt_is_gate)
		return;
	call.number = number;
	raw_interrupt_call(&call);
	CHECK(call.failed != 0 && call.result == ENOSYS,
	    "call %#lx by the interrupt: %ld", (unsigned long)number,
	    (long)call.result);
}

static void
numbers_are_refused(void)
{
	number_is_refused(0);
	number_is_refused(0x7fffffff);
	number_is_refused(0x80000000);
	number_is_refused(0xffffffff);
	number_is_refused(UINTPTR_MAX);
}

/*
 * A call of more words than a gate takes is not there: it would act on words
 * that nobody gave.
 */
static void
many_words_are_refused(void)
{
	struct raw_call call = { .number = SYS_mmap };

	if (gate_words >= CALL_WORDS || auxv_value(AT_DARNER_GATE) != 1)
		return;
	raw_call(&call);
	CHECK(call.failed != 0 && call.result == ENOSYS, "mmap: %ld",
	    (long)call.result);
}

/*
 * The software interrupt is the same kernel, or none.
 */
static int
interrupt_call(void)
{
	struct raw_call call = { .number = SYS_getpid };

	raw_interrupt_call(&call);
	return (call.failed != 0 || call.result != (uintptr_t)getpid());
}

/*
 * A call at the last byte below the hole would return into it: no code can
 * be there.
 */
static void
top_page_is_refused(void)
{
	CHECK(map_code(USER_TOP) == (void *)-1 && errno == EINVAL,
	    "at the top: %s", errno_name(errno));
	CHECK(map_code(USER_TOP - PAGE_SIZE) != (void *)-1, "below it: %s",
	    errno_name(errno));
}

/*
 * A page of zeroes adds %al to where %eax points, and runs into the hole.
 */
static void
run_out(void)
{
	volatile char *code = map_code(USER_TOP - PAGE_SIZE);
	static char target;

	__asm__ volatile ("jmp *%0"
	    : : "r" (code), "a" (&target) : "memory");
}

int
main(int argc, char **argv)
{
	if (argc == 1) {
		stacks_do_no_harm();
		numbers_are_refused();
		many_words_are_refused();
		top_page_is_refused();
		check_ends("sysret_edge interrupt",
		    interrupt_is_gate ? 0 : SIGSEGV, 0);
		check_ends("sysret_edge run_out", SIGSEGV, 0);
		return (check_result());
	}
	if (strcmp(argv[1], "interrupt") == 0)
		return (interrupt_call());
	run_out();
	return (check_usage("sysret_edge [interrupt|run_out]"));
}
