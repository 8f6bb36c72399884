/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The state of the FPU and the SSE registers.
 *
 * Policy: programs may use x87, MMX and SSE; the kernel itself is compiled to
 * use none.  AVX is never enabled (CR4.OSXSAVE stays clear), so FXSAVE's 512
 * bytes are all there is.  The registers belong to cpu->fpu_owner until
 * another program's thread runs: kernel threads come and go without touching
 * them, and the exchange is made at the switch, never by a trap, so that no
 * stale register can be seen (CVE-2018-3665).
 */

#include "cpu.h"
#include "kernel.h"
#include "lwkt_memory.gen.h"
#include "vm/vm.h"

enum {
	FPU_SIZE = 512,
	MXCSR_DEFAULT = 0x1f80,
	FCW_DEFAULT = 0x37f
};

static char initial[FPU_SIZE] __attribute__((aligned(16)));

static void
save(void *area)
{
	if (cpu_features.fxsr)
		__asm__ volatile("fxsave (%0)" : : "r"(area) : "memory");
	else
		__asm__ volatile("fnsave (%0); fwait"
		    : : "r"(area) : "memory");
}

/*
 * FRSTOR waits, and would raise here what an ended program left pending (SDM
 * vol. 1, 8.7); FXRSTOR does not wait.
 */
static void
restore(const void *area)
{
	if (cpu_features.fxsr)
		__asm__ volatile("fxrstor (%0)" : : "r"(area) : "memory");
	else
		__asm__ volatile("fnclex; frstor (%0)"
		    : : "r"(area) : "memory");
}

/* Context: boot */
void
fpu_init(void)
{
	uint32_t mxcsr = MXCSR_DEFAULT;

	write_cr0((read_cr0() & ~(uintptr_t)(CR0_EM | CR0_TS)) |
	    CR0_MP | CR0_NE);
	if (cpu_features.fxsr)
		write_cr4(read_cr4() | CR4_OSFXSR |
		    (cpu_features.sse ? CR4_OSXMMEXCPT : 0));
	__asm__ volatile("fninit");
	save(initial);
	if (cpu_features.fxsr) {
		memset(initial + 32, 0, FPU_SIZE - 32);
		memcpy(initial + 24, &mxcsr, sizeof(mxcsr));
	}
}

/*
 * Make the state of a new program, or NULL when there is no memory.
 *
 * Context: thread
 */
void *
fpu_create(void)
{
	void *area = fpu_area_alloc(FPU_SIZE, SLAB_NULLOK);

	if (area != NULL)
		memcpy(area, initial, FPU_SIZE);
	return (area);
}

/* Context: thread */
void
fpu_destroy(void *area)
{
	fpu_area_free(area, FPU_SIZE);
}

/*
 * Give the registers to `td', a program's thread.
 *
 * Context: crit
 */
void
fpu_activate(struct thread *td)
{
	struct cpu *cpu = curcpu();
	struct thread *owner = cpu->fpu_owner;

	if (owner == td)
		return;
	if (owner != NULL)
		save(owner->fpu);
	restore(td->fpu);
	cpu->fpu_owner = td;
}

/*
 * The thread goes elsewhere, and takes its registers with it.
 *
 * Context: crit
 */
void
fpu_release(struct thread *td)
{
	if (curcpu()->fpu_owner != td)
		return;
	save(td->fpu);
	curcpu()->fpu_owner = NULL;
}

/*
 * The thread ends: nobody will want its registers.
 *
 * Context: any
 */
void
fpu_forget(struct thread *td)
{
	if (curcpu()->fpu_owner == td)
		curcpu()->fpu_owner = NULL;
}
