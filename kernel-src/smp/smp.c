/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Starting the other CPUs, one after the other (SDM 3A 9.4, MP specification
 * 1.4, B.4): reset, then the start-up message, twice if it must be.
 */

#include "smp/smp.h"

#include "boot/boot.h"
#include "clock/clock.h"
#include "clock/systimer.h"
#include "clock/tsc.h"
#include "ddb/ddb.h"
#include "drv/lapic/lapic.h"
#include "firmware/firmware.h"
#include "ipi/ipi.h"
#include "ipi_message.gen.h"
#include "kernel.h"
#include "tunable_table.gen.h"
#include "window.h"
#include "lwkt/lwkt.h"
#include "vm/vm.h"

enum {
	LOW_FIRST = 0x8000 >> PAGE_SHIFT,
	LOW_END = 0x9f000 >> PAGE_SHIFT,
	IDLE_STACK = 4 * PAGE_SIZE,
	RESET_NS = 10 * 1000 * 1000,
	START_NS = 200 * 1000,
	PATIENCE_NS = 1000 * 1000 * 1000	/* an emulator's host is busy */
};

extern const char trampoline_start[], trampoline_end[];

unsigned cpu_count = 1;

/*
 * Who is to begin behind the trampoline, and the stack on which it does; boot.S
 * finds them.
 */
struct cpu *smp_next;
char smp_stack[PAGE_SIZE] __attribute__((aligned(16)));

/* Whom a CPU switches from when it switches to its first thread. */
static struct thread beginning;

/* A page below 1 MiB for the trampoline; 0 when there is none. */
static uint32_t
low_page(void)
{
	struct frame_range hole = { 0, LOW_FIRST }, found[BOOT_USABLE];

	return (memory_map_usable(boot_info.ranges, boot_info.nranges, &hole,
	    1, LOW_END, found, BOOT_USABLE) > 0 ? (uint32_t)found[0].first : 0);
}

static void
wait_ns(uint64_t ns)
{
	uint64_t until = clock_ns() + ns;

	while (clock_ns() < until)
		cpu_pause();
}

/* Wait for a CPU to say that it runs. */
static bool
wait_online(const struct cpu *cpu, uint64_t ns)
{
	uint64_t until = clock_ns() + ns;

	while (atomic_load_int(&cpu->online) == 0) {
		if (clock_ns() >= until)
			return (false);
		tsc_compare(true);
		cpu_pause();
	}
	return (true);
}

/*
 * Make what the next CPU will own, unless one that did not start has left it;
 * NULL when there is no memory.
 */
static struct cpu *
create(uint32_t apic_id)
{
	struct cpu *cpu = cpu_of(cpu_count);

	cpu->apic_id = apic_id;
	if (cpu->idle != NULL)
		return (cpu);
	cpu->self = cpu;
	cpu->id = cpu_count;
	window_create(cpu);
	cpu->idle = lwkt_create_on(cpu, lwkt_idle, NULL, "idle", 0, 0,
	    IDLE_STACK);
	if (cpu->idle == NULL || !segment_create(cpu))
		return (NULL);
	return (cpu);
}

static bool
start(struct cpu *cpu, uint32_t page)
{
	smp_next = cpu;
	lapic_send_init(cpu->apic_id);
	wait_ns(RESET_NS);
	lapic_send_startup(cpu->apic_id, page);
	if (wait_online(cpu, START_NS))
		return (true);
	lapic_send_startup(cpu->apic_id, page);
	return (wait_online(cpu, PATIENCE_NS));
}

/*
 * A CPU does not start.  It must not come later, for the next one is given
 * what it was: after a reset it waits for a message that nobody sends.
 */
static void
give_up(struct cpu *cpu)
{
	lapic_send_init(cpu->apic_id);
	wait_ns(RESET_NS);
	atomic_store_int(&cpu->online, 0);
	kprintf("smp: the CPU with APIC id %u does not start\n",
	    cpu->apic_id);
}

/* Start one CPU after the other, until so many run. */
static void
start_all(unsigned wanted, uint32_t page)
{
	for (unsigned i = 0; i < firmware.ncpus && cpu_count < wanted; i++) {
		struct cpu *cpu;

		if (firmware.apic_ids[i] == lapic_id())
			continue;
		if (!lapic_reaches(firmware.apic_ids[i])) {
			kprintf("smp: APIC id %u has more than 8 bits\n",
			    firmware.apic_ids[i]);
			continue;
		}
		cpu = create(firmware.apic_ids[i]);
		if (cpu == NULL)
			return;
		if (!start(cpu, page)) {
			give_up(cpu);
			continue;
		}
		cpu_count++;
		lwkt_start_threads(cpu);
	}
}

/*
 * Start the other CPUs.
 *
 * Context: thread
 */
void
smp_start(void)
{
	unsigned wanted = tunable_cpus;
	uint32_t page = low_page();
	void *low, *saved;

	if (wanted > firmware.ncpus)
		wanted = firmware.ncpus;
	if (wanted < 2 || page == 0 || !lapic_is_there() ||
	    !ipi_create(wanted))
		return;
	cpu_of(0)->apic_id = lapic_id();
	low = kmem_map_device((paddr_t)page << PAGE_SHIFT, PAGE_SIZE);
	saved = kmem_alloc(PAGE_SIZE);
	if (low == NULL || saved == NULL)
		return;
	memcpy(saved, low, PAGE_SIZE);
	memcpy(low, trampoline_start,
	    (size_t)(trampoline_end - trampoline_start));
	start_all(wanted, page);
	tsc_judge();
	memcpy(low, saved, PAGE_SIZE);
	kmem_free(saved, PAGE_SIZE);
	kprintf("smp: %u CPUs run\n", cpu_count);
}

/* Context: crit */
void
ipi_on_flush_kernel(void *first, uint32_t pages)
{
	for (uint32_t i = 0; i < pages; i++)
		invlpg((uintptr_t)first + (uintptr_t)i * PAGE_SIZE);
}

/*
 * Have the other CPUs forget how addresses of the kernel were mapped; when
 * this returns, none remembers.
 *
 * Context: any
 */
void
smp_flush_kernel(uintptr_t first, uint32_t pages)
{
	uint32_t sequence[CPU_MAX];

	crit_enter();
	for (unsigned i = 0; i < cpu_count; i++) {
		if (cpu_of(i) != curcpu())
			sequence[i] = ipi_flush_kernel(cpu_of(i),
			    (void *)first, pages);
	}
	for (unsigned i = 0; i < cpu_count; i++) {
		if (cpu_of(i) != curcpu())
			ipi_wait(cpu_of(i), sequence[i]);
	}
	crit_exit();
}

/*
 * Stop the other CPUs, whatever they do: the kernel is at its end.
 *
 * Context: any
 */
void
smp_stop_others(void)
{
	for (unsigned i = 0; i < cpu_count; i++) {
		if (cpu_of(i) != curcpu())
			lapic_send_nmi(cpu_of(i)->apic_id);
	}
}

/*
 * Another CPU has come through boot.S: prepare it, and become its idle thread,
 * on another stack: the next one will want this one.
 *
 * Context: boot
 */
void
smp_enter(struct cpu *cpu)
{
	if (cpu_features.nx)
		wrmsr(MSR_EFER, rdmsr(MSR_EFER) | EFER_NXE);
	write_cr3((uintptr_t)pmap_kernel());
	segment_use(cpu);
	cpu_protect_this();
	machine_check_init();
	fpu_init();
	cpu_enter_gates();
	lapic_start();
	systimer_init_cpu();
	ddb_watch_load();
	cpu->current = cpu->idle;
	tsc_compare(false);
	cpu_switch(&beginning, cpu->idle);
	__builtin_unreachable();
}
