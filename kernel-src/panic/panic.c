/* SPDX-License-Identifier: BSD-3-Clause */
/* Giving up, so that one can see why. */

#include "panic.h"

#include "cpu.h"
#include "ddb/ddb.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

/* What a debugger, or a dump of memory, finds: the last words. */
char epitaph[256];

/* Some CPU gives up: the others stop when they are told. */
bool panicking;

static void
give_up(uintptr_t pc, uintptr_t fp, const char *format, va_list ap)
{
	static uint32_t first;		/* of the CPUs that give up, plus 1 */
	struct cpu *cpu = lwkt_boot_cpu();
	bool debugged = cpu_of(0)->segments != NULL &&
	    ddb_wanted(DEBUG_AT_PANIC);
	char what[sizeof(epitaph)];

	if (ddb_inside != 0) {
		kvsnprintf(what, sizeof(what), format, ap);
		ddb_fault(what, pc);
	}
	cpu_disable();
	if (cpu->segments != NULL)
		cpu = curcpu();
	if (!atomic_cmpset_int(&first, 0, cpu->id + 1)) {
		if (first == cpu->id + 1)
			machine_exit(EXIT_PANIC);
		machine_stop();
	}
	if (debugged)
		ddb_hold();
	panicking = true;
	if (!debugged)
		smp_stop_others();
	kvsnprintf(epitaph, sizeof(epitaph), format, ap);
	kprintf("\npanic: %s\n", epitaph);
	kprintf("cpu %u, thread %s\n", cpu->id, cpu->current->name);
	backtrace(pc, fp);
	if (debugged) {
		ddb_call("panic");
		smp_stop_others();
	}
	machine_exit(EXIT_PANIC);
}

/* Context: any */
void
panic(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	/* Our frame begins with the caller's frame pointer. */
	give_up((uintptr_t)__builtin_return_address(0),
	    *(const uintptr_t *)__builtin_frame_address(0), format, ap);
	va_end(ap);
	__builtin_unreachable();
}

/*
 * Give up on behalf of the code at `pc', whose frame pointer is `fp'.
 *
 * Context: any
 */
void
panic_at(uintptr_t pc, uintptr_t fp, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	give_up(pc, fp, format, ap);
	va_end(ap);
	__builtin_unreachable();
}
