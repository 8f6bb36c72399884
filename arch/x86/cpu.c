/* SPDX-License-Identifier: BSD-3-Clause */
/* What this CPU can do, and the protections that are switched on with it. */

#include "cpu.h"
#include "kernel.h"

enum {
	CPUID_1_EDX_MCE = 1 << 7,
	CPUID_1_EDX_APIC = 1 << 9,
	CPUID_1_EDX_SEP = 1 << 11,
	CPUID_1_EDX_PGE = 1 << 13,
	CPUID_1_EDX_MCA = 1 << 14,
	CPUID_1_EDX_FXSR = 1 << 24,
	CPUID_1_EDX_SSE = 1 << 25,
	CPUID_1_ECX_X2APIC = 1 << 21,
	CPUID_1_ECX_DEADLINE = 1 << 24,
	CPUID_1_ECX_HYPERVISOR = 1 << 31,
	CPUID_7_EBX_SMEP = 1 << 7,
	CPUID_7_EBX_SMAP = 1 << 20,
	CPUID_7_ECX_UMIP = 1 << 2,
	CPUID_EXT_EDX_NX = 1 << 20,
	CPUID_EXT_EDX_GIANT = 1 << 26,
	CPUID_EXT_EDX_INVARIANT = 1 << 8,	/* in the leaf of power */
	CPUID_EXT_BITS = 0xff,		/* of eax, in the leaf of sizes */
	PHYSICAL_BITS_LEAST = 36	/* of every CPU with PAE */
};

struct cpu_features cpu_features;

/* Where programs' memory is opened and closed. */
extern const struct smap_row {
	char		*place;
	uintptr_t	 last;		/* byte of the instruction */
} smap_start[], smap_end[];

/* The leaves that AMD began with. */
static void
cpu_identify_extended(void)
{
	uint32_t r[4], leaves;

	cpu_features.physical_bits = PHYSICAL_BITS_LEAST;
	cpuid(0x80000000, 0, r);
	leaves = r[0];
	if (leaves < 0x80000001)
		return;
	cpuid(0x80000001, 0, r);
	cpu_features.nx = r[3] & CPUID_EXT_EDX_NX;
	cpu_features.giant = r[3] & CPUID_EXT_EDX_GIANT;
	if (leaves >= 0x80000007) {
		cpuid(0x80000007, 0, r);
		cpu_features.tsc_invariant = r[3] & CPUID_EXT_EDX_INVARIANT;
	}
	if (leaves < 0x80000008)
		return;
	cpuid(0x80000008, 0, r);
	cpu_features.physical_bits = r[0] & CPUID_EXT_BITS;
	if (cpu_features.physical_bits > PHYSICAL_BITS)
		cpu_features.physical_bits = PHYSICAL_BITS;
}

/*
 * Ask the CPU what it can do; that it has the minimum, boot.S knows.  The
 * Pentium Pro says that it has sysenter and has not (SDM 2B, SYSENTER).
 *
 * Context: boot
 */
void
cpu_identify(void)
{
	uint32_t r[4], leaves, signature;

	cpuid(0, 0, r);
	leaves = r[0];
	cpuid(1, 0, r);
	signature = r[0] & 0xfff;
	cpu_features.family = signature >> 8;
	cpu_features.model = (signature >> 4 & 0xf) | (r[0] >> 12 & 0xf0);
	cpu_features.x2apic = r[2] & CPUID_1_ECX_X2APIC;
	cpu_features.tsc_deadline = r[2] & CPUID_1_ECX_DEADLINE;
	cpu_features.hypervisor = r[2] & CPUID_1_ECX_HYPERVISOR;
	cpu_features.mce = r[3] & CPUID_1_EDX_MCE;
	cpu_features.mca = r[3] & CPUID_1_EDX_MCA;
	cpu_features.apic = r[3] & CPUID_1_EDX_APIC;
	cpu_features.sep = (r[3] & CPUID_1_EDX_SEP) && signature >= 0x633;
	cpu_features.pge = r[3] & CPUID_1_EDX_PGE;
	cpu_features.fxsr = r[3] & CPUID_1_EDX_FXSR;
	cpu_features.sse = r[3] & CPUID_1_EDX_SSE;
	if (leaves >= 7) {
		cpuid(7, 0, r);
		cpu_features.smep = r[1] & CPUID_7_EBX_SMEP;
		cpu_features.smap = r[1] & CPUID_7_EBX_SMAP;
		cpu_features.umip = r[2] & CPUID_7_ECX_UMIP;
	}
	cpu_identify_extended();
}

/* Put one of the two 3-byte SMAP instructions over a place made for it. */
static void
patch(char *place, uintptr_t last)
{
	place[0] = 0x0f;
	place[1] = 0x01;
	place[2] = (char)last;
}

/*
 * Patch the text for what the CPUs have, while it can still be written, and
 * protect the first of them.
 *
 * Context: boot
 */
void
cpu_protect(void)
{
	if (cpu_features.smap) {
		for (const struct smap_row *row = smap_start; row < smap_end;
		    row++)
			patch(row->place, row->last);
	}
	cpu_protect_this();
}

/*
 * Switch on what this CPU has, and off what a loader may have left on: who may
 * change %gs's base (CR4.FSGSBASE), or trap on unaligned words (CR0.AM).
 *
 * Context: boot
 */
void
cpu_protect_this(void)
{
	uintptr_t cr4 = CR4_PAE;

	if (cpu_features.smap)
		cr4 |= CR4_SMAP;
	if (cpu_features.smep)
		cr4 |= CR4_SMEP;
	if (cpu_features.umip)
		cr4 |= CR4_UMIP;
	if (cpu_features.pge)
		cr4 |= CR4_PGE;
	write_cr4(cr4);
	if (cpu_features.nx)
		wrmsr(MSR_EFER, rdmsr(MSR_EFER) | EFER_NXE);
	write_cr0((read_cr0() & ~(uintptr_t)CR0_AM) | CR0_WP);
}
