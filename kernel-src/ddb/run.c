/* SPDX-License-Identifier: BSD-3-Clause */
/* Commands by which the CPU goes on, or ends. */

#include "ddb/ddb.h"

#include "ddb_command.gen.h"
#include "panic.h"

/* Opcodes (SDM 2A 2.1, 2C B). */
enum {
	REX_MASK = 0xf0,
	REX = 0x40,
	CALL_NEAR = 0xe8,
	GROUP_5 = 0xff,
	GROUP_5_CALL = 2,
	MODRM_SIB = 4,			/* rm: a SIB byte follows */
	MODRM_DISP32 = 5
};

/* How long the operand of a call through a register or memory is. */
static unsigned
operand_length(const uint8_t *modrm)
{
	unsigned mod = modrm[0] >> 6, rm = modrm[0] & 7, length = 1;

	if (mod == 3)
		return (length);
	if (rm == MODRM_SIB) {
		length++;
		if (mod == 0 && (modrm[1] & 7) == MODRM_DISP32)
			length += 4;
	}
	if (mod == 1)
		length += 1;
	if (mod == 2 || (mod == 0 && rm == MODRM_DISP32))
		length += 4;
	return (length);
}

/* How long the call at an address is; 0 when another instruction is there. */
static unsigned
length_of_call(uintptr_t pc)
{
	uint8_t code[8];
	const uint8_t *at = code;

	if (!ddb_read(pc, code, sizeof(code)))
		return (0);
	if (sizeof(uintptr_t) == 8 && (*at & REX_MASK) == REX)
		at++;
	if (*at == CALL_NEAR)
		return ((unsigned)(at - code) + 5);
	if (*at != GROUP_5 || (at[1] >> 3 & 7) != GROUP_5_CALL)
		return (0);
	return ((unsigned)(at - code) + 1 + operand_length(at + 1));
}

/* What goes on is this CPU, whatever one looks at. */
static const struct trap_frame *
own_frame(void)
{
	if (ddb_view.cpu != curcpu()->id)
		ddb_fail("this is CPU %u, and CPU %u goes on; `cpu %u' looks "
		    "at it", ddb_view.cpu, curcpu()->id, curcpu()->id);
	return (ddb_view.frame);
}

/* Context: any */
void
ddb_on_go(void)
{
	ddb_go();
}

/* Context: any */
void
ddb_on_step(uint32_t count)
{
	(void)own_frame();
	if (count == 0)
		ddb_fail("COUNT must be at least 1");
	ddb_go_steps(count);
}

/* Context: any */
void
ddb_on_next_(void)
{
	uintptr_t pc = frame_pc(own_frame());
	unsigned length = length_of_call(pc);

	if (length == 0) {
		ddb_go_steps(1);
		return;
	}
	ddb_break_once(pc + length);
	ddb_go();
}

/* Context: any */
void
ddb_on_finish(void)
{
	ddb_break_once(ddb_caller(own_frame()));
	ddb_go();
}

/* Context: any */
void
ddb_on_call(size_t function, size_t first, size_t second,
    size_t third)
{
	uintptr_t (*call)(uintptr_t, uintptr_t, uintptr_t) =
	    (uintptr_t (*)(uintptr_t, uintptr_t, uintptr_t))function;
	uintptr_t value = call(first, second, third);

	cpu_disable();
	kprintf("%zu = ", value);
	ddb_print_symbol(value);
	kprintf("\n");
}

/* Context: any */
void
ddb_on_panic_(void)
{
	ddb_inside = 0;
	panic("somebody in the debugger wants it");
}

/* Context: any */
void
ddb_on_reboot_(void)
{
	machine_restart();
}

/* Context: any */
void
ddb_on_halt(void)
{
	machine_exit(EXIT_PASSED);
}
