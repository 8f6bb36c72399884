/* SPDX-License-Identifier: BSD-3-Clause */
/* Instructions that both architectures spell alike; cpu.h includes this. */
#ifndef ARCH_X86_H
#define ARCH_X86_H

#include "atomic.gen.h"
#include "msr.h"
#include "types.h"

/* What this CPU can do beyond the minimum; set once, at start. */
struct cpu_features {
	bool	nx;
	bool	smep;
	bool	smap;
	bool	umip;
	bool	pge;
	bool	sep;		/* sysenter */
	bool	fxsr;
	bool	sse;
	bool	apic;
	bool	x2apic;
	bool	hypervisor;	/* we are a guest */
	bool	tsc_invariant;	/* the time-stamp counter keeps its rate */
	bool	tsc_deadline;	/* the local APIC compares with it */
	bool	mce;		/* machine checks, */
	bool	mca;		/* and registers that tell more of them */
	bool	giant;		/* pages of 1 GiB */
	uint8_t	physical_bits;	/* of an address */
	uint8_t	family;
	uint8_t	model;
};

extern struct cpu_features cpu_features;

void	cpu_identify(void);
void	cpu_protect(void);
void	cpu_protect_this(void);
void	machine_check_init(void);
void	machine_check_report(void);
void	fpu_init(void);
void	*fpu_create(void);
void	fpu_destroy(void *);
void	fpu_activate(struct thread *);
void	fpu_forget(struct thread *);
void	fpu_release(struct thread *);
void	cpu_prepare(struct thread *);
void	cpu_forget(struct thread *);
void	segment_init(void);
bool	segment_create(struct cpu *);
void	segment_use(struct cpu *);
void	segment_set_stack(uintptr_t);
void	segment_set_tls(uintptr_t);
void	segment_prepare(const struct thread *);
void	cpu_enter_gates(void);
int	backtrace_print(uintptr_t, uintptr_t);

/* Between a register and a field of what this CPU owns. */
#define CPU_LOAD	"mov" WORD_SUFFIX " %%" CPU_SEGMENT ":%c1, %0"
#define CPU_STORE	"mov" WORD_SUFFIX " %0, %%" CPU_SEGMENT ":%c1"

/*
 * This CPU.  A thread goes to another one in lwkt_migrate(), so the compiler
 * must ask each time: an answer from before a call may be old behind it.
 */
static inline struct cpu *
curcpu(void)
{
	struct cpu *cpu;

	__asm__ volatile(CPU_LOAD : "=r"(cpu) : "i"(CPU_SELF));
	return (cpu);
}

/* The thread that asks: the same throughout a function. */
static inline struct thread *
curthread(void)
{
	struct thread *td;

	__asm__(CPU_LOAD : "=r"(td) : "i"(CPU_CURRENT));
	return (td);
}

/* Does this CPU owe any of `bits'?  A constant; one look, by no register. */
#define cpu_owes(bits) __extension__ ({					\
	bool owes;							\
									\
	__asm__ volatile("testl %1, %%" CPU_SEGMENT ":%c2"		\
	    : "=@ccnz"(owes) : "i"(bits), "i"(CPU_PENDING) : "memory");	\
	owes;								\
})

/* This CPU's segment tables. */
static inline struct segments *
cpu_segments(void)
{
	struct segments *own;

	__asm__(CPU_LOAD : "=r"(own) : "i"(CPU_SEGMENTS));
	return (own);
}

/* Where the next fast entry from a program begins. */
static inline void
cpu_set_kernel_sp(uintptr_t top)
{
	__asm__ volatile(CPU_STORE : : "r"(top), "i"(CPU_KERNEL_SP) : "memory");
}

static inline uintptr_t
cpu_flags(void)
{
	uintptr_t flags;

	__asm__ volatile("pushf" WORD_SUFFIX "; pop" WORD_SUFFIX " %0"
	    : "=r"(flags) : : "memory");
	return (flags);
}

/*
 * Count a byte up or down that this CPU alone changes; say whether it went
 * beyond what a byte holds, or below zero.
 */
static inline bool
count_up_nonlocked(int8_t *n)
{
	bool over;

	__asm__ volatile("incb %0" : "+m"(*n), "=@cco"(over));
	return (over);
}

static inline bool
count_down_nonlocked(int8_t *n)
{
	bool below;

	__asm__ volatile("decb %0" : "+m"(*n), "=@ccs"(below));
	return (below);
}

/* The compiler moves no access to memory across this. */
static inline void
cpu_ccfence(void)
{
	__asm__ volatile("" : : : "memory");
}

static inline void
cpu_disable(void)
{
	__asm__ volatile("cli" : : : "memory");
}

static inline void
cpu_enable(void)
{
	__asm__ volatile("sti" : : : "memory");
}

/* Sleep until an interrupt; they are off before, on after. */
static inline void
cpu_idle(void)
{
	__asm__ volatile("sti; hlt" : : : "memory");
}

/*
 * Do nothing, in seven bytes that nothing else has (SDM 2B, NOP): what counts
 * instructions outside of the machine knows the place by `number'.
 */
#define cpu_mark(number)						\
	__asm__ volatile(".byte 0x0f, 0x1f, 0x80; .short %c0, 0xbeef"	\
	    : : "i"(number) : "memory")

static inline void
cpu_pause(void)
{
	__asm__ volatile("pause" : : : "memory");
}

static inline uint64_t
cpu_tsc(void)
{
	uint32_t low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	return ((uint64_t)high << 32 | low);
}

static inline void
cpuid(uint32_t leaf, uint32_t sub, uint32_t out[4])
{
	__asm__ volatile("cpuid"
	    : "=a"(out[0]), "=b"(out[1]), "=c"(out[2]), "=d"(out[3])
	    : "a"(leaf), "c"(sub));
}

static inline uintptr_t
read_cr0(void)
{
	uintptr_t value;

	__asm__ volatile("mov %%cr0, %0" : "=r"(value));
	return (value);
}

static inline void
write_cr0(uintptr_t value)
{
	__asm__ volatile("mov %0, %%cr0" : : "r"(value) : "memory");
}

static inline uintptr_t
read_cr2(void)
{
	uintptr_t value;

	__asm__ volatile("mov %%cr2, %0" : "=r"(value));
	return (value);
}

static inline void
write_cr3(uintptr_t value)
{
	__asm__ volatile("mov %0, %%cr3" : : "r"(value) : "memory");
}

static inline uintptr_t
read_cr3(void)
{
	uintptr_t value;

	__asm__ volatile("mov %%cr3, %0" : "=r"(value));
	return (value);
}

static inline uintptr_t
read_cr4(void)
{
	uintptr_t value;

	__asm__ volatile("mov %%cr4, %0" : "=r"(value));
	return (value);
}

static inline void
write_cr4(uintptr_t value)
{
	__asm__ volatile("mov %0, %%cr4" : : "r"(value) : "memory");
}

/* Zero a page, by words: no rest to think of. */
static inline void
page_zero(void *page)
{
	size_t words = PAGE_SIZE / sizeof(uintptr_t);

	__asm__ volatile("rep stos" WORD_SUFFIX
	    : "+D"(page), "+c"(words) : "a"(0) : "memory");
}

static inline void
invlpg(uintptr_t va)
{
	__asm__ volatile("invlpg (%0)" : : "r"(va) : "memory");
}

#endif
