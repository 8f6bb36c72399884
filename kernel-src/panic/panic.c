/* SPDX-License-Identifier: BSD-3-Clause */
/* Giving up, so that one can see why. */

#include "panic.h"

#include "cpu.h"
#include "kernel.h"
#include "lwkt/lwkt.h"

/* What a debugger, or a dump of memory, finds: the last words. */
char epitaph[256];

static void
give_up(uintptr_t pc, uintptr_t fp, const char *format, va_list ap)
{
	static bool again;

	cpu_disable();
	if (again)
		machine_exit(EXIT_PANIC);
	again = true;
	kvsnprintf(epitaph, sizeof(epitaph), format, ap);
	kprintf("\npanic: %s\n", epitaph);
	kprintf("cpu %u, thread %s\n", lwkt_boot_cpu()->id,
	    lwkt_boot_cpu()->current->name);
	backtrace(pc, fp);
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
