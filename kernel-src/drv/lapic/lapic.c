/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The local APIC, as far as the 8259s need it: their line ends at its pin
 * LINT0, and some firmware (of microvm, qboot) leaves the pin masked.
 */

#include "cpu.h"
#include "init.gen.h"
#include "kernel.h"
#include "lapic.gen.h"
#include "vm/vm.h"

enum {
	SPURIOUS_VECTOR = 0x2f,
	EXTERNAL = 7,			/* delivery: the vector is the 8259's */
	PAGE_BITS = 0xfffff000,		/* of the base MSR */
	GLOBAL_ENABLE = 1 << 11
};

/*
 * Context: boot
 */
void
lapic_init(void)
{
	uint64_t base;
	uintptr_t at;

	if (!cpu_features.apic)
		return;
	base = rdmsr(MSR_APIC_BASE);
	if ((base & GLOBAL_ENABLE) == 0)
		return;
	at = (uintptr_t)kmem_map_device(base & PAGE_BITS, PAGE_SIZE);
	if (at == 0)
		panic("lapic_init: no room for the registers at 0x%llx",
		    (unsigned long long)base);
	/* First: while it is off, pins stay masked (SDM 3A 10.4.7.2). */
	lapic_write_svr(at, LAPIC_SVR_ENABLE | SPURIOUS_VECTOR);
	lapic_write_lint0(at, EXTERNAL << LAPIC_LVT_DELIVERY_SHIFT);
}
