/* SPDX-License-Identifier: BSD-3-Clause */
/* What the kernel tells about itself. */

#include "boot/boot.h"
#include "clock/clock.h"
#include "counter/counter.h"
#include "cpu.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "panic.h"
#include "proc/proc.h"
#include "smp/smp.h"
#include "slab/slab.h"
#include "syscall.gen.h"
#include "syscall_number.gen.h"
#include "sysinfo.gen.h"
#include "usched/usched.h"
#include "vm/vm.h"

/* Context: thread */
intptr_t
sys_uname(struct utsname *name)
{
	strlcpy(name->sysname, "Darner", sizeof(name->sysname));
	strlcpy(name->nodename, "darner", sizeof(name->nodename));
	strlcpy(name->release, KERN_RELEASE, sizeof(name->release));
	strlcpy(name->version, CONFIG_NAME, sizeof(name->version));
	strlcpy(name->machine, ARCH_NAME, sizeof(name->machine));
	return (0);
}

static uint32_t
features(void)
{
	const struct cpu_features *f = &cpu_features;

	return ((f->nx ? CPU_NX : 0) | (f->smep ? CPU_SMEP : 0) |
	    (f->smap ? CPU_SMAP : 0) | (f->umip ? CPU_UMIP : 0) |
	    (f->sep ? CPU_SEP : 0));
}

/* What all CPUs have done; they may be at it. */
static uint64_t
switches(void)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < cpu_count; i++)
		sum += cpu_of(i)->switches;
	return (sum);
}

/* Context: thread */
intptr_t
sys_kernel_info(struct kernel_info *info)
{
	lwkt_trim();
	info->page_size = PAGE_SIZE;
	info->cpus = cpu_count;
	info->pages_total = page_total_count();
	info->pages_free = page_free_count();
	info->uptime_ns = clock_ns();
	info->switches = switches();
	info->interrupts = counter_sum(COUNTER_TRAP_INTERRUPTS);
	info->calls = SYSCALL_DECLARED;
	info->objects = slab_object_count();
	info->heap_pages = slab_page_count() + kmem_table_count();
	info->threads = lwkt_thread_count();
	info->procs = proc_count();
	info->spaces = vm_space_count();
	info->features = features();
	strlcpy(info->loader, boot_info.loader, sizeof(info->loader));
	strlcpy(info->config, CONFIG_NAME, sizeof(info->config));
	return (0);
}

static uint32_t
state(const struct proc *p)
{
	if (p->td != NULL && (p->td->waits & TDW_SLEEPING))
		return (PROC_SLEEPS);
	return (p->state);
}

/* Context: thread */
intptr_t
sys_proc_info(uint32_t index, struct proc_info *info)
{
	const struct proc *p;
	int error = ESRCH;

	spin_lock(&proc_lock);
	p = proc_at(index);
	if (p != NULL) {
		error = 0;
		info->pid = p->pid;
		info->parent = p->parent != NULL ? p->parent->pid : 0;
		info->state = state(p);
		info->pages = p->space != NULL ? p->space->pages : 0;
		info->ticks = p->td != NULL ? usched_ticks(p->td) :
		    p->usage.ticks;
		strlcpy(info->name, p->name, sizeof(info->name));
	}
	spin_unlock(&proc_lock);
	return (-error);
}

/*
 * Only the first process may end the machine.
 *
 * Context: thread
 */
intptr_t
sys_reboot(uint32_t howto)
{
	if (curproc()->parent != NULL)
		return (-EPERM);
	if (howto & (RB_POWEROFF | RB_HALT))
		machine_exit(howto & RB_FAILED ? EXIT_FAILED : EXIT_PASSED);
	machine_restart();
}
