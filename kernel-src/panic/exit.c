/* SPDX-License-Identifier: BSD-3-Clause */
/* The end of the machine. */

#include "cpu.h"
#include "io.h"
#include "kernel.h"
#include "panic.h"
#include "tunable_table.gen.h"

enum {
	DEBUG_EXIT = 0xf4,		/* the emulator's device */
	ACPI_PM1A = 0x604,		/* q35 and pc, as the emulator has it */
	SLEEP_S5 = 0x2000,
	KEYBOARD = 0x64,
	PULSE_RESET = 0xfe
};

/*
 * Never do anything again on this CPU.
 *
 * Context: any
 */
void
machine_stop(void)
{
	for (;;) {
		cpu_disable();
		__asm__ volatile("hlt");
	}
}

/*
 * End with a status: through the emulator's device when the command line
 * says that it is there, else stop.
 *
 * Context: any
 */
void
machine_exit(uint32_t status)
{
	cpu_disable();
	if (tunable_exit == TUNABLE_EXIT_DEBUGCON)
		port_write32(DEBUG_EXIT, status);
	if (status != EXIT_PANIC)
		port_write16(ACPI_PM1A, SLEEP_S5);
	kprintf("It is safe to switch off.\n");
	machine_stop();
}

/*
 * Start the machine again, by the keyboard controller.
 *
 * Context: any
 */
void
machine_restart(void)
{
	cpu_disable();
	port_write8(KEYBOARD, PULSE_RESET);
	machine_stop();
}
