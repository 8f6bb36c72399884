/* SPDX-License-Identifier: BSD-3-Clause */
/* What this CPU can do, and the protections that are switched on with it. */

#include "cpu.h"
#include "kernel.h"

enum {
	CPUID_1_EDX_TSC = 1 << 4,
	CPUID_1_EDX_MSR = 1 << 5,
	CPUID_1_EDX_CX8 = 1 << 8,
	CPUID_1_EDX_APIC = 1 << 9,
	CPUID_1_EDX_SEP = 1 << 11,
	CPUID_1_EDX_PGE = 1 << 13,
	CPUID_1_EDX_CMOV = 1 << 15,
	CPUID_1_EDX_FXSR = 1 << 24,
	CPUID_1_EDX_SSE = 1 << 25,
	CPUID_7_EBX_SMEP = 1 << 7,
	CPUID_7_EBX_SMAP = 1 << 20,
	CPUID_7_ECX_UMIP = 1 << 2,
	CPUID_EXT_EDX_NX = 1 << 20
};

struct cpu_features cpu_features;

static uint32_t missing_features;

extern char trap_smap[], copy_open[], copy_close[];

/*
 * Ask the CPU what it can do.  The Pentium Pro says that it has sysenter and
 * has not (SDM 2B, SYSENTER).
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
	missing_features = ~r[3] & (CPUID_1_EDX_TSC | CPUID_1_EDX_MSR |
	    CPUID_1_EDX_CX8 | CPUID_1_EDX_CMOV);
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
	cpuid(0x80000000, 0, r);
	if (r[0] >= 0x80000001) {
		cpuid(0x80000001, 0, r);
		cpu_features.nx = r[3] & CPUID_EXT_EDX_NX;
	}
}

/* Put one of the two 3-byte SMAP instructions over a place made for it. */
static void
patch(char *place, unsigned char last)
{
	place[0] = 0x0f;
	place[1] = 0x01;
	place[2] = (char)last;
}

/*
 * Refuse a CPU below the minimum; switch on what this one has.  The text is
 * patched here, while it can still be written.
 *
 * Context: boot
 */
void
cpu_protect(void)
{
	uintptr_t cr4 = read_cr4();

	if (missing_features != 0)
		panic("cpu: this CPU lacks%s%s%s%s",
		    missing_features & CPUID_1_EDX_TSC ? " tsc" : "",
		    missing_features & CPUID_1_EDX_MSR ? " msr" : "",
		    missing_features & CPUID_1_EDX_CX8 ? " cx8" : "",
		    missing_features & CPUID_1_EDX_CMOV ? " cmov" : "");
	if (cpu_features.smap) {
		patch(trap_smap, 0xca);		/* CLAC */
		patch(copy_close, 0xca);
		patch(copy_open, 0xcb);		/* STAC */
		cr4 |= CR4_SMAP;
	}
	if (cpu_features.smep)
		cr4 |= CR4_SMEP;
	if (cpu_features.umip)
		cr4 |= CR4_UMIP;
	if (cpu_features.pge)
		cr4 |= CR4_PGE;
	write_cr4(cr4);
	if (cpu_features.nx)
		wrmsr(MSR_EFER, rdmsr(MSR_EFER) | EFER_NXE);
	write_cr0(read_cr0() | CR0_WP);
}
