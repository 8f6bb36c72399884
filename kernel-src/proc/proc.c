/* SPDX-License-Identifier: BSD-3-Clause */
/* Birth and death of processes. */

#include "proc/proc.h"

#include "boot/boot.h"
#include "cpu.h"
#include "enum_name.gen.h"
#include "frame.h"
#include "ipi_message.gen.h"
#include "kernel.h"
#include "ktest/bench.h"
#include "ktest/ktest.h"
#include "panic.h"
#include "proc_memory.gen.h"
#include "smp/smp.h"
#include "syscall.gen.h"
#include "usched/usched.h"

enum {
	FIRST = 1
};

/* Under the lock. */
static struct proc *procs;		/* by pid */
static uint32_t nprocs;
static pid_t last_pid;
static uint64_t last_serial;
static struct proc *first;

/* Context: any */
uint32_t
proc_count(void)
{
	return (nprocs);
}

/*
 * Return the process at a position of the list, or NULL.
 *
 * Context: crit, holds proc_lock
 */
struct proc *
proc_at(uint32_t index)
{
	struct proc *p = procs;

	while (p != NULL && index-- > 0)
		p = p->next;
	return (p);
}

static struct proc *
proc_find(pid_t pid)
{
	struct proc *p = procs;

	while (p != NULL && p->pid != pid)
		p = p->next;
	return (p);
}

/* Where a new process's thread begins: in the program. */
static void
enter(void *argument)
{
	struct proc *p = argument;
	struct thread *td = curthread();
	struct trap_frame *frame =
	    (struct trap_frame *)(td->stack + td->stack_size) - 1;

	frame_start(frame, p->entry, p->sp);
	bench_first_entry();
	user_enter(frame);
}

static const struct root_image_row *
image_find(const char *name)
{
	for (uint32_t i = 0; i < root_image_count; i++) {
		if (strcmp(root_image_table[i].name, name) == 0)
			return (&root_image_table[i]);
	}
	return (NULL);
}

/* Free what a process that never ran, or has ended, still has. */
static void
proc_free(struct proc *p)
{
	if (p->space != NULL)
		vm_space_destroy(p->space);
	process_free(p);
}

/* Fill a new process: space, program, stack, thread. */
static int
proc_build(struct proc *p, const struct root_image_row *image,
    const char *args, size_t size)
{
	struct thread *td;
	int error;

	p->space = vm_space_create();
	if (p->space == NULL)
		return (ENOMEM);
	/* The first one must not end, so the others leave it something. */
	p->space->reserve = p->parent != NULL ? PAGES_RESERVED : 0;
	error = elf_load(p->space, image->start,
	    (size_t)(image->end - image->start), &p->entry);
	if (error == 0)
		error = stack_build(p->space, args, size, p->entry, &p->sp);
	if (error != 0)
		return (error);
	td = lwkt_create_on(cpu_of(0), enter, p, p->name,
	    PRIORITY_KERNEL_USER, 0, KERNEL_STACK);
	if (td == NULL)
		return (ENOMEM);
	td->fpu = fpu_create();
	td->proc = p;
	thread_use_space(td, p->space);
	p->td = td;
	if (td->fpu != NULL)
		return (0);
	lwkt_discard(td);
	return (ENOMEM);
}

/* Give a new process its number, and show it; false when there are too many. */
static bool
proc_insert(struct proc *p)
{
	struct proc **at = &procs;

	if (nprocs >= PROC_MAX)
		return (false);
	do {
		last_pid = last_pid < INT16_MAX ? last_pid + 1 : FIRST + 1;
	} while (proc_find(last_pid) != NULL);
	p->pid = last_pid;
	while (*at != NULL && (*at)->pid < p->pid)
		at = &(*at)->next;
	p->next = *at;
	*at = p;
	if (p->pid == FIRST)
		first = p;
	p->serial = ++last_serial;
	p->state = PROC_RUNS;
	nprocs++;
	return (true);
}

/*
 * Start the program `path' with the arguments in `args', `size' bytes of
 * NUL-terminated strings.  Returns 0 or an errno.
 *
 * Context: thread
 */
int
proc_spawn(const char *path, const char *args, size_t size,
    struct proc *parent, pid_t *pid)
{
	const struct root_image_row *image = image_find(path);
	struct thread *td;
	struct proc *p;
	bool inserted;
	int error;

	lwkt_reap();
	if (image == NULL)
		return (ENOENT);
	p = process_alloc(SLAB_ZERO | SLAB_NULLOK);
	if (p == NULL)
		return (ENOMEM);
	strlcpy(p->name, path, sizeof(p->name));
	p->parent = parent;
	p->ppid = parent != NULL ? parent->pid : 0;
	error = proc_build(p, image, args, size);
	if (error != 0) {
		proc_free(p);
		return (error);
	}
	td = p->td;
	td->cpus = parent != NULL ? parent->td->cpus : UINT32_MAX;
	usched_begin(td, parent != NULL ? parent->td : NULL);
	spin_lock(&proc_lock);
	inserted = proc_insert(p);
	*pid = p->pid;
	spin_unlock(&proc_lock);
	if (!inserted) {
		lwkt_discard(td);
		proc_free(p);
		return (EAGAIN);
	}
	td->cpu = parent != NULL ? usched_place(td->cpus) : usched_place(1);
	/* From here on it is its own: it may be gone when this returns. */
	lwkt_schedule(td);
	return (0);
}

/*
 * End the calling process with a wait4() status; its parent hears of that when
 * nobody stands on the thread's stack any more.  The machine ends with the
 * first process.
 *
 * Context: thread
 */
void
proc_exit(int32_t status)
{
	struct proc *p = curproc();
	struct vm_space *space = p->space;
	struct thread *td = curthread();

	if (p->pid == FIRST)
		panic("proc_exit: the first process ended with status 0x%x",
		    status);
	spin_lock(&proc_lock);
	p->usage.ticks = usched_ticks(td);
	p->usage.faults = space->faults;
	p->usage.switches = td->switches;
	p->status = status;
	p->td = NULL;
	p->space = NULL;
	thread_use_space(td, NULL);
	spin_unlock(&proc_lock);
	fpu_forget(td);
	vm_space_destroy(space);
	usched_end(td);
	lwkt_exit();
}

/* An orphan goes to the first process. */
static void
adopt(struct proc *child)
{
	child->parent = first;
	child->ppid = first->pid;
}

/*
 * A process's thread is gone: its children go to the first process, and its
 * parent may ask for the status.
 *
 * Context: crit
 */
void
proc_gone(struct proc *p)
{
	const struct proc *parent;

	spin_lock(&proc_lock);
	for (struct proc *child = procs; child != NULL; child = child->next) {
		if (child->parent == p)
			adopt(child);
	}
	parent = p->parent;
	p->state = PROC_ENDED;
	spin_unlock(&proc_lock);
	/* Its parent may have freed it: these are but addresses. */
	lwkt_wakeup(parent);
	lwkt_wakeup(first);
}

/*
 * On the way back to the program: a signal ends it.
 *
 * Context: thread
 */
void
proc_check(struct trap_frame *frame)
{
	struct proc *p = curproc();

	KASSERT(frame_is_user(frame), "proc_check: not a program's frame");
	if (p != NULL && p->signal != 0)
		proc_exit(p->signal);
}

/*
 * An exception that the program has caused ends it; say why.
 *
 * Context: thread
 */
void
proc_fault(struct trap_frame *frame, int signal, const char *what,
    uintptr_t pc)
{
	struct proc *p = curproc();

	KASSERT(frame_is_user(frame), "proc_fault: %s is the kernel's", what);
	kprintf("pid %d (%s): %s: %s at 0x%zx\n", p->pid, p->name,
	    signal_name((uint32_t)signal), what, pc);
	if (p->pid == FIRST)
		frame_dump(frame);
	proc_exit(signal);
}

/* Whom a signal's sender has to tell, when it has given up the lock. */
struct told {
	struct thread	*woken;		/* whose sleep has ended */
	struct cpu	*cpu;		/* that has to look */
};

/*
 * Signal a process; under the lock, so that it does not end meanwhile.  A
 * thread whose sleep we have ended waits for us to schedule it.
 */
static struct told
proc_signal(struct proc *p, int signal)
{
	struct told told = { NULL, NULL };

	if (p->td == NULL)
		return (told);
	if (p->signal == 0)
		p->signal = signal;
	atomic_set_int(&p->td->owes, OWES_SIGNAL);
	if (lwkt_unsleep(p->td))
		told.woken = p->td;
	else
		told.cpu = p->td->cpu;
	return (told);
}

/* Tell whom a signal is about; the lock is free. */
static void
signal_tell(struct told told)
{
	if (told.woken != NULL)
		lwkt_schedule(told.woken);
	if (told.cpu != NULL)
		(void)ipi_look(told.cpu);
}

/*
 * ^C was typed: end the youngest process, which is what the prompt waits for.
 *
 * Context: any
 */
void
proc_interrupt(void)
{
	struct proc *youngest = NULL;
	struct told told = { NULL, NULL };

	spin_lock(&proc_lock);
	for (struct proc *p = procs; p != NULL; p = p->next) {
		if (p->pid != FIRST && p->state == PROC_RUNS &&
		    (youngest == NULL || p->serial > youngest->serial))
			youngest = p;
	}
	if (youngest != NULL)
		told = proc_signal(youngest, SIGINT);
	spin_unlock(&proc_lock);
	signal_tell(told);
}

/* Context: thread */
intptr_t
sys_exit(int32_t status)
{
	proc_exit((status & 0xff) << 8);
}

/* Context: thread */
intptr_t
sys_getpid(void)
{
	return (curproc()->pid);
}

/* Context: thread */
intptr_t
sys_getppid(void)
{
	return (curproc()->ppid);
}

/* Context: thread */
intptr_t
sys_spawn(const char *path, const void *args, size_t nargs)
{
	const char *strings = args;
	pid_t pid;
	int error;

	if (nargs > 0 && strings[nargs - 1] != '\0')
		return (-EINVAL);
	error = proc_spawn(path, strings, nargs, curproc(), &pid);
	return (error != 0 ? -error : pid);
}

/*
 * The first process cannot be killed: it has nobody to wait for it.
 *
 * Context: thread
 */
intptr_t
sys_kill(pid_t pid, uint32_t signal)
{
	struct told told = { NULL, NULL };
	struct proc *p;
	int error = 0;

	spin_lock(&proc_lock);
	p = proc_find(pid);
	if (p == NULL)
		error = ESRCH;
	else if (signal != SIGNONE && p->pid == FIRST)
		error = EPERM;
	else if (signal != SIGNONE)
		told = proc_signal(p, (int)signal);
	spin_unlock(&proc_lock);
	signal_tell(told);
	return (-error);
}

/* Take an ended child off the list. */
static void
proc_remove(struct proc *p)
{
	struct proc **at = &procs;

	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
	nprocs--;
}

/* Find a child to wait for; `any' tells whether there is one at all. */
static struct proc *
ended_child(struct proc *parent, pid_t pid, bool *any)
{
	*any = false;
	for (struct proc *p = procs; p != NULL; p = p->next) {
		if (p->parent != parent || (pid != -1 && p->pid != pid))
			continue;
		*any = true;
		if (p->state == PROC_ENDED)
			return (p);
	}
	return (NULL);
}

/* Context: thread */
intptr_t
sys_wait4(pid_t pid, int32_t *status, uint32_t options, struct rusage *rusage)
{
	struct proc *self = curproc(), *child;
	bool any;
	int error = 0;

	spin_lock(&proc_lock);
	while ((child = ended_child(self, pid, &any)) == NULL) {
		if (!any)
			error = ECHILD;
		if (!any || error != 0 || (options & WNOHANG))
			break;
		error = lwkt_sleep_locked(self, TDW_ABORTABLE, 0, &proc_lock);
	}
	if (child != NULL)
		proc_remove(child);
	spin_unlock(&proc_lock);
	if (child == NULL)
		return (-error);
	pid = child->pid;
	if (status != NULL)
		*status = child->status;
	if (rusage != NULL)
		*rusage = child->usage;
	proc_free(child);
	lwkt_reap();
	return (pid);
}

/* Context: thread */
intptr_t
sys_set_tls_area(uint32_t which, const struct tls_info *info, size_t infosize)
{
	struct thread *td = curthread();

	if (which != TLS_AREA || infosize != sizeof(*info) ||
	    info->base > USER_TOP)
		return (-EINVAL);
	crit_enter();
	td->tls_base = info->base;
	segment_set_tls(info->base);
	crit_exit();
	return (TLS_SELECTOR);
}

/* Context: thread */
intptr_t
sys_get_tls_area(uint32_t which, struct tls_info *info, size_t infosize)
{
	if (which != TLS_AREA || infosize != sizeof(*info))
		return (-EINVAL);
	info->base = curthread()->tls_base;
	info->size = -1;
	return (TLS_SELECTOR);
}
