/* SPDX-License-Identifier: BSD-3-Clause */
/* GDT, TSS and IDT of each CPU, and the MSRs by which programs enter. */

#include "cpu.h"
#include "idt.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "segment.h"
#include "vm/vm.h"

enum {
	IST_STACK = 8192,
	IST_COUNT = 4,			/* index 0 means none */
	GDT_ENTRIES = 8
};

/* SDM 3A 7.7. */
struct tss {
	uint32_t	reserved0;
	uint64_t	rsp[3];
	uint64_t	reserved1;
	uint64_t	ist[7];
	uint64_t	reserved2;
	uint16_t	reserved3;
	uint16_t	iomap;
} __attribute__((packed));

struct long_gate {
	uint64_t	low;
	uint64_t	high;
};

/* What each CPU has of its own; the first CPU's is static. */
struct segments {
	uint64_t	gdt[GDT_ENTRIES];
	struct tss	tss;
	char		ist_stack[IST_COUNT][IST_STACK]
			    __attribute__((aligned(16)));
};

static struct segments boot_segments __attribute__((aligned(16)));
static struct long_gate idt[IDT_ENTRIES] __attribute__((aligned(16)));

void	syscall_fast_entry(void);
void	syscall_compat_entry(void);

static void
segments_fill(struct segments *own)
{
	uint64_t *gdt = own->gdt;
	uint64_t data = SEGMENT_USER_SEGMENT | SEGMENT_WRITE_READ |
	    SEGMENT_ACCESSED | SEGMENT_DEFAULT_32 | SEGMENT_GRANULAR;
	uint64_t code = SEGMENT_USER_SEGMENT | SEGMENT_WRITE_READ |
	    SEGMENT_ACCESSED | SEGMENT_CODE | SEGMENT_LONG_CODE |
	    SEGMENT_GRANULAR;
	uintptr_t at = (uintptr_t)&own->tss;

	gdt[SEL_KERNEL_CODE / 8] = descriptor(0, 0xfffff, code);
	gdt[SEL_KERNEL_DATA / 8] = descriptor(0, 0xfffff, data);
	gdt[SEL_USER_DATA / 8] =
	    descriptor(0, 0xfffff, data | SEGMENT_DPL);
	gdt[SEL_USER_CODE / 8] =
	    descriptor(0, 0xfffff, code | SEGMENT_DPL);
	gdt[SEL_TSS / 8] = descriptor((uint32_t)at, sizeof(own->tss) - 1,
	    (uint64_t)TSS_AVAILABLE << 40);
	gdt[SEL_TSS / 8 + 1] = at >> 32;
	own->tss.iomap = sizeof(own->tss);
	for (unsigned i = 1; i < IST_COUNT; i++)
		own->tss.ist[i - 1] =
		    (uintptr_t)own->ist_stack[i] + IST_STACK;
}

static void
idt_fill(void)
{
	for (unsigned i = 0; i < idt_row_count; i++) {
		const struct idt_row *row = &idt_row_table[i];
		uintptr_t entry = (uintptr_t)row->entry;

		idt[row->vector].low = gate(entry, SEL_KERNEL_CODE, row->type,
		    row->privilege, row->stack);
		idt[row->vector].high = entry >> 32;
	}
}

/*
 * Make the tables of a CPU that is to be started; false when there is no
 * memory.
 *
 * Context: thread
 */
bool
segment_create(struct cpu *cpu)
{
	cpu->segments = kmem_alloc(sizeof(*cpu->segments));
	if (cpu->segments != NULL)
		segments_fill(cpu->segments);
	return (cpu->segments != NULL);
}

/*
 * Load this CPU's tables and point %gs at what it owns.
 *
 * Context: boot
 */
void
segment_use(struct cpu *cpu)
{
	struct segments *own = cpu->segments;
	struct table_register gdtr = { sizeof(own->gdt) - 1,
	    (uintptr_t)own->gdt };
	struct table_register idtr = { sizeof(idt) - 1, (uintptr_t)idt };

	__asm__ volatile("lgdt %0" : : "m"(gdtr));
	__asm__ volatile("lidt %0" : : "m"(idtr));
	__asm__ volatile("ltr %w0" : : "r"(SEL_TSS));
	__asm__ volatile("movl %0, %%fs; movl %0, %%gs" : : "r"(0));
	wrmsr(MSR_GS_BASE, (uintptr_t)cpu);
	wrmsr(MSR_KERNEL_GS_BASE, 0);
}

/*
 * Make the tables that all share and those of the first CPU, and load them.
 *
 * Context: boot
 */
void
segment_init(void)
{
	struct cpu *cpu = lwkt_boot_cpu();

	cpu->segments = &boot_segments;
	segments_fill(cpu->segments);
	idt_fill();
	segment_use(cpu);
}

/*
 * Let programs in by syscall, not by sysenter; the flags that it clears are
 * those that must not follow a program into the kernel.
 *
 * Context: boot
 */
void
cpu_enter_gates(void)
{
	if (cpu_features.sep)
		wrmsr(MSR_SYSENTER_CS, 0);
	wrmsr(MSR_STAR, (uint64_t)(SEL_USER_CODE - 16) << 48 |
	    (uint64_t)SEL_KERNEL_CODE << 32);
	wrmsr(MSR_LSTAR, (uintptr_t)syscall_fast_entry);
	wrmsr(MSR_CSTAR, (uintptr_t)syscall_compat_entry);
	wrmsr(MSR_SFMASK, FLAGS_INTERRUPT | FLAGS_DIRECTION | FLAGS_TRAP |
	    FLAGS_ALIGN | FLAGS_NESTED | FLAGS_RESUME | FLAGS_IOPL);
}

/*
 * Say on which stack the next entry from a program begins.
 *
 * Context: crit
 */
void
segment_set_stack(uintptr_t top)
{
	cpu_segments()->tss.rsp[0] = top;
	cpu_set_kernel_sp(top);
}

/*
 * Take away what a program has loaded into its segment registers: they say
 * nothing here but something about it to the next one.  The program's %gs is
 * behind swapgs; an NMI between the two asks the MSR whose it is.
 */
static void
segments_clear(void)
{
	cpu_disable();
	__asm__ volatile("movl %0, %%ds; movl %0, %%es; movl %0, %%fs\n\t"
	    "swapgs; movl %0, %%gs; swapgs" : : "r"(0) : "memory");
	cpu_enable();
}

/*
 * Load the base of the program's thread-local area, and nothing of the last
 * program's segments.
 *
 * Context: crit, interrupts on
 */
void
segment_set_tls(uintptr_t base)
{
	uint32_t any, segment;

	__asm__ volatile("movl %%ds, %0; movl %%es, %1; orl %1, %0\n\t"
	    "movl %%fs, %1; orl %1, %0; movl %%gs, %1; orl %1, %0"
	    : "=&r"(any), "=&r"(segment) : : "cc");
	if (any != 0)
		segments_clear();
	wrmsr(MSR_FS_BASE, base);
}

/*
 * Make this CPU ready for the entries of a program's thread, and for its
 * thread-local area.
 *
 * Context: crit, interrupts on
 */
void
segment_prepare(const struct thread *td)
{
	segment_set_stack(td->stack + td->stack_size);
	segment_set_tls(td->tls_base);
}
