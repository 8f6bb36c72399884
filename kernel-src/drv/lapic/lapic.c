/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The local APIC of each CPU (SDM 3A 11): all are at one address, or are
 * reached by model-specific registers where the CPU has an x2APIC, and each CPU
 * sees its own.  Only an x2APIC sends to who has a number of more than 8 bits.
 *
 * The 8259s' line ends at pin LINT0 of the first CPU, and some firmware (of
 * microvm, qboot) leaves the pin masked; on the others it stays so.
 */

#include "drv/lapic/lapic.h"

#include "cpu.h"
#include "firmware/firmware.h"
#include "init.gen.h"
#include "kernel.h"
#include "lapic.gen.h"
#include "trap.gen.h"
#include "tunable_table.gen.h"
#include "vm/vm.h"

enum {
	FIXED = 0,			/* delivery modes */
	NMI = 4,
	INIT = 5,
	STARTUP = 6,
	EXTERNAL = 7,			/* the vector is the 8259's */
	DEADLINE = 2,			/* modes of the timer; 0: once */
	DIVIDE_16 = 3,			/* in its low bits */
	PAGE_BITS = 0xfffff000,		/* of the base MSR */
	EXTENDED = 1 << 10,		/* it is an x2APIC */
	GLOBAL_ENABLE = 1 << 11,
	ID_SHIFT = 24,			/* of who is no x2APIC */
	ID_LAST = 0xfe			/* 0xff is everybody */
};

uintptr_t lapic_at;

/* Fixed at start. */
static bool is_there, is_extended;

/* Context: any */
bool
lapic_is_there(void)
{
	return (is_there);
}

/* Can it send to this CPU?  Context: any */
bool
lapic_reaches(uint32_t id)
{
	return (is_extended || id <= ID_LAST);
}

/* First SVR: while it is off, pins stay masked (SDM 3A 11.4.7.2). */
static void
enable(void)
{
	lapic_write_svr(lapic_at, LAPIC_SVR_ENABLE | INTR_SPURIOUS_LOCAL);
	lapic_write_tpr(lapic_at, 0);
	lapic_write_lint1(lapic_at, firmware.nmi_pin == 1 ?
	    NMI << LAPIC_LVT_DELIVERY_SHIFT : LAPIC_LVT_MASKED);
}

/*
 * Where the CPU can, unless the command line says x2apic=off; firmware that has
 * begun with it has its reasons.
 */
static bool
is_wanted_extended(uint64_t base)
{
	return ((base & EXTENDED) || (cpu_features.x2apic &&
	    tunable_x2apic == TUNABLE_X2APIC_ON));
}

/* Make this CPU's an x2APIC (SDM 3A 11.12.1). */
static void
extend(void)
{
	wrmsr(MSR_APIC_BASE, rdmsr(MSR_APIC_BASE) | GLOBAL_ENABLE | EXTENDED);
}

/*
 * Context: boot
 */
void
lapic_init(void)
{
	uint64_t base;

	if (!cpu_features.apic)
		return;
	base = rdmsr(MSR_APIC_BASE);
	if ((base & GLOBAL_ENABLE) == 0)
		return;
	is_there = true;
	is_extended = is_wanted_extended(base);
	if (is_extended) {
		extend();
	} else {
		lapic_at = (uintptr_t)kmem_map_device(base & PAGE_BITS,
		    PAGE_SIZE);
		if (lapic_at == 0)
			panic("lapic_init: no room for the registers at "
			    "0x%llx", (unsigned long long)base);
	}
	kprintf("lapic: %s, id %u\n", is_extended ? "x2APIC" : "in memory",
	    lapic_id());
	enable();
	lapic_write_lint0(lapic_at, EXTERNAL << LAPIC_LVT_DELIVERY_SHIFT);
}

/*
 * The same for a CPU that is not the first.
 *
 * Context: boot
 */
void
lapic_start(void)
{
	if (is_extended)
		extend();
	enable();
	lapic_write_lint0(lapic_at, LAPIC_LVT_MASKED);
}

/*
 * The 8259s are not heard any more.
 *
 * Context: boot
 */
void
lapic_mask_external(void)
{
	lapic_write_lint0(lapic_at, LAPIC_LVT_MASKED);
}

/* Context: any */
uint32_t
lapic_id(void)
{
	uint32_t id = lapic_read_id(lapic_at);

	return (is_extended ? id : id >> ID_SHIFT);
}

/*
 * Wait until the last one is sent; interrupts must not come between.  An x2APIC
 * is written to at once, but might overtake what we wrote before.
 */
static void
send(uint32_t id, uint32_t command)
{
	uintptr_t flags = cpu_flags();

	if (is_extended) {
		msr_fence();
		lapic_write_icr(lapic_at, (uint64_t)id <<
		    LAPIC_ICR_DESTINATION_SHIFT | command);
		return;
	}
	cpu_disable();
	while (lapic_read_icr(lapic_at) & LAPIC_ICR_PENDING)
		cpu_pause();
	lapic_write_icr(lapic_at, (uint64_t)id << (LAPIC_ICR_DESTINATION_SHIFT +
	    ID_SHIFT) | command);
	if (flags & FLAGS_INTERRUPT)
		cpu_enable();
}

/*
 * Raise the interrupt `vector' on another CPU.
 *
 * Context: any
 */
void
lapic_send_fixed(uint32_t id, uint32_t vector)
{
	send(id, FIXED << LAPIC_ICR_DELIVERY_SHIFT | LAPIC_ICR_ASSERT_LEVEL |
	    vector);
}

/* Context: any */
void
lapic_send_nmi(uint32_t id)
{
	send(id, NMI << LAPIC_ICR_DELIVERY_SHIFT | LAPIC_ICR_ASSERT_LEVEL);
}

/*
 * Reset another CPU; it waits for the start-up message.
 *
 * Context: thread
 */
void
lapic_send_init(uint32_t id)
{
	send(id, INIT << LAPIC_ICR_DELIVERY_SHIFT | LAPIC_ICR_LEVEL |
	    LAPIC_ICR_ASSERT_LEVEL);
	send(id, INIT << LAPIC_ICR_DELIVERY_SHIFT | LAPIC_ICR_LEVEL);
}

/*
 * Let a CPU begin in real mode, at the start of the page `page'.
 *
 * Context: thread
 */
void
lapic_send_startup(uint32_t id, uint32_t page)
{
	send(id, STARTUP << LAPIC_ICR_DELIVERY_SHIFT | LAPIC_ICR_ASSERT_LEVEL |
	    page);
}

/*
 * Prepare this CPU's timer, which is quiet; `deadline': it compares with the
 * time-stamp counter, and lapic_timer_shoot() is not for it.
 *
 * Context: boot
 */
void
lapic_timer_init(bool deadline)
{
	lapic_write_timer_initial(lapic_at, 0);
	lapic_write_timer_divide(lapic_at, DIVIDE_16);
	lapic_write_lvt_timer(lapic_at, INTR_TIMER | (deadline ?
	    DEADLINE << LAPIC_LVT_TIMER_MODE_SHIFT : 0));
	if (deadline)
		msr_fence();	/* a deadline must not come before */
}

/* How many counts are left.  Context: any */
uint32_t
lapic_timer_left(void)
{
	return (lapic_read_timer_current(lapic_at));
}

/* Context: intr */
void
intr_on_spurious_local(struct trap_frame *frame)
{
	KASSERT(frame != NULL, "intr_on_spurious_local: no frame");
}
