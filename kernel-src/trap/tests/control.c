/* SPDX-License-Identifier: BSD-3-Clause */
/* The control registers: what the CPU has is on, what a loader left is off. */

#include "cpu.h"
#include "kernel.h"
#include "ktest/ktest.h"

static uintptr_t
when(bool there, uintptr_t bit)
{
	return (there ? bit : 0);
}

void
ktest_trap_protections_are_on_and_nothing_else(struct ktest *t)
{
	const struct cpu_features *f = &cpu_features;
	uintptr_t cr4 = CR4_PAE | when(f->smep, CR4_SMEP) |
	    when(f->smap, CR4_SMAP) | when(f->umip, CR4_UMIP) |
	    when(f->pge, CR4_PGE) | when(f->mce, CR4_MCE) |
	    when(f->fxsr, CR4_OSFXSR) |
	    when(f->fxsr && f->sse, CR4_OSXMMEXCPT);

	KTEST_ASSERT(t, read_cr4() == cr4, "CR4 is 0x%zx, not 0x%zx",
	    read_cr4(), cr4);
	KTEST_ASSERT(t, (read_cr0() & (CR0_WP | CR0_AM | CR0_EM)) == CR0_WP,
	    "CR0 is 0x%zx", read_cr0());
	if (f->nx)
		KTEST_ASSERT(t, rdmsr(MSR_EFER) & EFER_NXE, "EFER is 0x%llx",
		    (unsigned long long)rdmsr(MSR_EFER));
}
