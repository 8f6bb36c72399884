/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The local APIC of each CPU (SDM 3A 11): all are at one address, and each CPU
 * sees its own.
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
	GLOBAL_ENABLE = 1 << 11
};

/* Where the registers are; 0 when there are none.  Fixed at start. */
static uintptr_t at;

/* Context: any */
bool
lapic_is_there(void)
{
	return (at != 0);
}

/* First SVR: while it is off, pins stay masked (SDM 3A 11.4.7.2). */
static void
enable(void)
{
	lapic_write_svr(at, LAPIC_SVR_ENABLE | INTR_SPURIOUS_LOCAL);
	lapic_write_tpr(at, 0);
	lapic_write_lint1(at, firmware.nmi_pin == 1 ?
	    NMI << LAPIC_LVT_DELIVERY_SHIFT : LAPIC_LVT_MASKED);
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
	at = (uintptr_t)kmem_map_device(base & PAGE_BITS, PAGE_SIZE);
	if (at == 0)
		panic("lapic_init: no room for the registers at 0x%llx",
		    (unsigned long long)base);
	enable();
	lapic_write_lint0(at, EXTERNAL << LAPIC_LVT_DELIVERY_SHIFT);
}

/*
 * The same for a CPU that is not the first.
 *
 * Context: boot
 */
void
lapic_start(void)
{
	enable();
	lapic_write_lint0(at, LAPIC_LVT_MASKED);
}

/*
 * The 8259s are not heard any more.
 *
 * Context: boot
 */
void
lapic_mask_external(void)
{
	lapic_write_lint0(at, LAPIC_LVT_MASKED);
}

/* Context: any */
uint32_t
lapic_id(void)
{
	return (lapic_read_id(at) >> 24);
}

/*
 * The interrupt is handled: let the next one through.
 *
 * Context: intr
 */
void
lapic_end(void)
{
	lapic_write_eoi(at, 0);
}

/* Wait until the last one is sent; interrupts must not come between. */
static void
send(uint32_t id, uint32_t command)
{
	uintptr_t flags = cpu_flags();

	cpu_disable();
	while (lapic_read_icr(at) & LAPIC_ICR_PENDING)
		cpu_pause();
	lapic_write_icr_high(at, id << LAPIC_ICR_HIGH_DESTINATION_SHIFT);
	lapic_write_icr(at, command);
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
	lapic_write_timer_initial(at, 0);
	lapic_write_timer_divide(at, DIVIDE_16);
	lapic_write_lvt_timer(at, INTR_TIMER | (deadline ?
	    DEADLINE << LAPIC_LVT_TIMER_MODE_SHIFT : 0));
}

/*
 * Interrupt after `count' counts, and no earlier shot; 0: not at all.
 *
 * Context: any
 */
void
lapic_timer_shoot(uint32_t count)
{
	lapic_write_timer_initial(at, count);
}

/* How many counts are left.  Context: any */
uint32_t
lapic_timer_left(void)
{
	return (lapic_read_timer_current(at));
}

/* Context: intr */
void
intr_on_spurious_local(struct trap_frame *frame)
{
	KASSERT(frame != NULL, "intr_on_spurious_local: no frame");
}
