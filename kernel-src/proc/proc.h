/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Processes: a program, its address space, and one thread.
 *
 * A process is started by spawn() from the root image, which is part of the
 * kernel's file.  It ends by exit(), by a signal, or by an exception; then it
 * waits, without space and thread, for its parent to ask for the status.
 * The first process inherits orphans; when it ends, so does the machine.
 *
 * Processes run on all CPUs.  A process and its address space belong to its
 * thread, and are where that is; what others ask about it stands under one
 * lock.  A signal is a bit that the thread finds when it returns to its
 * program; the CPU that it is on is told to look.
 */
#ifndef PROC_PROC_H
#define PROC_PROC_H

#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "proc.gen.h"
#include "proc_lock.gen.h"
#include "types.h"
#include "vm/vm.h"

enum {
	PROC_MAX = 256,
	PROC_NAME = 32,
	ARGS_MAX = 2048,		/* bytes */
	ARGUMENTS_MAX = 116,		/* in them */
	PAGES_RESERVED = 128		/* for kernel and first process */
};

struct proc {
	pid_t		 pid;		/* fixed at creation */
	uint64_t	 serial;	/* likewise: who is younger */
	char		 name[PROC_NAME];

	/* Under proc_lock: */
	struct proc	*next;		/* all processes, by pid */
	struct proc	*parent;
	pid_t		 ppid;		/* its number: it may read that */
	uint32_t	 state;		/* PROC_SLEEPS: ask the thread */
	int32_t		 status;	/* as wait4() gives it */
	int		 signal;	/* what will end it, or 0 */
	struct rusage	 usage;

	/* Likewise; its creator's before it runs, NULL when it ends: */
	struct thread	*td;
	struct vm_space	*space;

	/* The process itself, or its creator before it runs: */
	uintptr_t	 entry;
	uintptr_t	 sp;
};

/* A program of the root image. */
struct root_image_row {
	const char	*name;
	const char	*start;
	const char	*end;
};

extern const struct root_image_row root_image_table[];
extern const uint32_t root_image_count;

int	 proc_spawn(const char *, const char *, size_t, struct proc *,
	    pid_t *);
void	 proc_exit(int32_t) __attribute__((noreturn));
void	 proc_gone(struct proc *);
void	 proc_check(struct trap_frame *);
void	 proc_fault(struct trap_frame *, int, const char *, uintptr_t);
void	 proc_interrupt(void);
uint32_t proc_count(void);
struct proc *proc_at(uint32_t);

int	 elf_load(struct vm_space *, const char *, size_t, uintptr_t *);
int	 stack_build(struct vm_space *, const char *, size_t, uintptr_t,
	    uintptr_t *);

static inline struct proc *
curproc(void)
{
	return (curthread()->proc);
}

#endif
