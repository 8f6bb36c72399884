/* SPDX-License-Identifier: BSD-3-Clause */
/* GDT, TSSs and IDT of each CPU, and the MSRs by which programs enter. */

#include "cpu.h"
#include "idt.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "pmap_root.h"
#include "segment.h"
#include "trap.gen.h"
#include "vm/vm.h"

enum {
	TASK_STACK = 8192,
	GDT_ENTRIES = 11,
	OWN_TASKS = 3,
	SYSENTER_STACK = 1024
};

/* SDM 3A 7.2.1. */
struct tss {
	uint32_t	link;
	uint32_t	esp0, ss0, esp1, ss1, esp2, ss2;
	uint32_t	cr3, eip, eflags;
	uint32_t	eax, ecx, edx, ebx, esp, ebp, esi, edi;
	uint32_t	es, cs, ss, ds, fs, gs, ldt;
	uint16_t	trap, iomap;
};

/* An exception with a task of its own; the selectors stand in a row. */
struct own_task {
	struct tss	  tss;
	uint32_t	  vector;
	struct trap_frame frame;
	char		  stack[TASK_STACK] __attribute__((aligned(16)));
};

/*
 * What each CPU has of its own; the first CPU's is static.  A debug trap at
 * the first instruction behind sysenter uses the room below the main TSS (see
 * syscall_fast_entry).
 */
struct segments {
	uint64_t	gdt[GDT_ENTRIES];
	uintptr_t	tls_base;	/* of the descriptor in gdt[] */
	char		stack[SYSENTER_STACK] __attribute__((aligned(16)));
	struct tss	tss;
	struct own_task	tasks[OWN_TASKS];
};

static struct segments boot_segments;
static uint64_t idt[IDT_ENTRIES] __attribute__((aligned(16)));

void	syscall_fast_entry(void);
struct trap_frame *task_trap_frame(uint32_t);

/* The task of a selector of a task's own, or NULL: it is the main one's. */
static struct own_task *
own_task(struct segments *own, uint32_t selector)
{
	uint32_t index = (selector - SEL_DOUBLE_FAULT_TSS) / 8;

	return (index < OWN_TASKS ? &own->tasks[index] : NULL);
}

static uint64_t
tss_descriptor(const struct tss *tss)
{
	return (descriptor((uintptr_t)tss, sizeof(*tss) - 1,
	    (uint64_t)TSS_AVAILABLE << 40));
}

static void
gdt_fill(struct segments *own, const struct cpu *cpu)
{
	uint64_t *gdt = own->gdt;
	uint64_t data = SEGMENT_USER_SEGMENT | SEGMENT_WRITE_READ |
	    SEGMENT_ACCESSED | SEGMENT_DEFAULT_32;
	uint64_t flat = data | SEGMENT_GRANULAR;
	uint64_t code = flat | SEGMENT_CODE;

	gdt[SEL_KERNEL_CODE / 8] = descriptor(0, 0xfffff, code);
	gdt[SEL_KERNEL_DATA / 8] = descriptor(0, 0xfffff, flat);
	gdt[SEL_USER_CODE / 8] = descriptor(0, 0xfffff, code | SEGMENT_DPL);
	gdt[SEL_USER_DATA / 8] = descriptor(0, 0xfffff, flat | SEGMENT_DPL);
	gdt[SEL_CPU / 8] = descriptor((uintptr_t)cpu,
	    CPU_AREA_SIZE - 1, data);
	gdt[SEL_TLS / 8] = descriptor(0, 0xfffff, flat | SEGMENT_DPL);
	gdt[SEL_TSS / 8] = tss_descriptor(&own->tss);
	for (uint32_t i = 0; i < OWN_TASKS; i++)
		gdt[SEL_DOUBLE_FAULT_TSS / 8 + i] =
		    tss_descriptor(&own->tasks[i].tss);
}

static void
own_task_fill(struct own_task *task, const struct idt_row *row)
{
	task->vector = row->vector;
	task->tss = (struct tss){
		.cr3 = read_cr3(),
		.eip = (uintptr_t)row->entry,
		.eflags = FLAGS_ONE,
		.esp = (uintptr_t)task->stack + TASK_STACK,
		.cs = SEL_KERNEL_CODE,
		.ss = SEL_KERNEL_DATA,
		.ds = SEL_KERNEL_DATA,
		.es = SEL_KERNEL_DATA,
		.fs = SEL_CPU,
		.iomap = sizeof(struct tss)
	};
}

static void
segments_fill(struct segments *own, const struct cpu *cpu)
{
	own->tss.ss0 = SEL_KERNEL_DATA;
	own->tss.iomap = sizeof(struct tss);
	gdt_fill(own, cpu);
	for (unsigned i = 0; i < idt_row_count; i++) {
		const struct idt_row *row = &idt_row_table[i];

		if (row->type == GATE_TASK)
			own_task_fill(own_task(own, row->stack), row);
	}
}

static void
idt_fill(void)
{
	for (unsigned i = 0; i < idt_row_count; i++) {
		const struct idt_row *row = &idt_row_table[i];
		bool task = row->type == GATE_TASK;

		idt[row->vector] = gate(task ? 0 : (uintptr_t)row->entry,
		    task ? row->stack : SEL_KERNEL_CODE, row->type,
		    row->privilege, 0);
	}
}

/*
 * Make the tables of a CPU that is to be started; its tasks begin in the page
 * tables that are loaded.  False when there is no memory.
 *
 * Context: thread
 */
bool
segment_create(struct cpu *cpu)
{
	cpu->segments = kmem_alloc(sizeof(*cpu->segments));
	if (cpu->segments != NULL)
		segments_fill(cpu->segments, cpu);
	return (cpu->segments != NULL);
}

/*
 * Load this CPU's tables and point %fs at what it owns.
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
	__asm__ volatile("movl %0, %%fs" : : "r"(SEL_CPU));
	__asm__ volatile("movl %0, %%gs" : : "r"(0));
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
	segments_fill(cpu->segments, cpu);
	idt_fill();
	segment_use(cpu);
}

/*
 * Let programs in by sysenter, where the CPU has it, not by syscall, whatever
 * a loader for 64 bits has left; the gate of the software interrupt is in the
 * table anyway.
 *
 * Context: boot
 */
void
cpu_enter_gates(void)
{
	if (cpu_features.nx)
		wrmsr(MSR_EFER, rdmsr(MSR_EFER) & ~(uint64_t)EFER_SCE);
	if (!cpu_features.sep)
		return;
	wrmsr(MSR_SYSENTER_CS, SEL_KERNEL_CODE);
	wrmsr(MSR_SYSENTER_ESP, (uintptr_t)&curcpu()->segments->tss.esp0);
	wrmsr(MSR_SYSENTER_EIP, (uintptr_t)syscall_fast_entry);
}

/*
 * Say on which stack the next entry from a program begins.
 *
 * Context: crit
 */
void
segment_set_stack(uintptr_t top)
{
	cpu_segments()->tss.esp0 = top;
	cpu_set_kernel_sp(top);
}

/*
 * Give the program's thread-local segment its base.  Most programs have the
 * one that the last had.
 *
 * Context: crit
 */
void
segment_set_tls(uintptr_t base)
{
	struct segments *own = cpu_segments();

	if (base == own->tls_base)
		return;
	own->tls_base = base;
	own->gdt[SEL_TLS / 8] = descriptor(base, 0xfffff, SEGMENT_USER_SEGMENT |
	    SEGMENT_WRITE_READ | SEGMENT_ACCESSED | SEGMENT_DEFAULT_32 |
	    SEGMENT_GRANULAR | SEGMENT_DPL);
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

/*
 * Let the exceptions with tasks of their own begin in the page tables `root'.
 *
 * Context: boot
 */
void
segment_set_task_root(uintptr_t root)
{
	for (uint32_t i = 0; i < OWN_TASKS; i++)
		curcpu()->segments->tasks[i].tss.cr3 = root;
}

/*
 * The TSS of whoever was interrupted: the CPU has linked it to the task's.
 * Mostly the main one; but an NMI is not held off by a machine check.
 */
static struct tss *
interrupted(const struct own_task *task)
{
	struct segments *own = curcpu()->segments;
	struct own_task *other = own_task(own, task->tss.link);

	return (other != NULL ? &other->tss : &own->tss);
}

/*
 * Have the page tables of whoever was interrupted loaded on the way back: a
 * task switch loads CR3, but does not save it (SDM 3A 7.3).
 */
static void
task_keep_space(struct tss *was)
{
	const struct vm_space *space = curcpu()->space;

	was->cr3 = space != NULL ? (uint32_t)space->root : read_cr3();
}

/*
 * Build the frame of whoever an exception with a task of its own interrupted,
 * from the registers that the CPU put into that one's TSS.
 *
 * Context: intr
 */
struct trap_frame *
task_trap_frame(uint32_t vector)
{
	struct own_task *task = curcpu()->segments->tasks;
	struct tss *was;

	while (task->vector != vector)
		task++;
	was = interrupted(task);
	task_keep_space(was);
	task->frame = (struct trap_frame){
		.gs = was->gs, .fs = was->fs, .es = was->es, .ds = was->ds,
		.edi = was->edi, .esi = was->esi, .ebp = was->ebp,
		.ebx = was->ebx, .edx = was->edx, .ecx = was->ecx,
		.eax = was->eax, .vector = vector, .eip = was->eip,
		.cs = was->cs, .eflags = was->eflags, .esp = was->esp,
		.ss = was->ss
	};
	return (&task->frame);
}
