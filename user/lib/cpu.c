/* SPDX-License-Identifier: BSD-3-Clause */

#include <string.h>

#include <machine.h>

enum {
	CPUID_EXTENDED = 0x80000000u,
	CPUID_EXTENDED_FEATURES = 0x80000001u,
	FEATURE_NX = 1 << 20			/* SDM 3A 4.1.4 */
};

static uint32_t
cpuid_edx(uint32_t leaf, uint32_t *eax)
{
	uint32_t ebx, ecx, edx;

	__asm__ volatile ("cpuid"
	    : "=a" (*eax), "=b" (ebx), "=c" (ecx), "=d" (edx)
	    : "0" (leaf), "2" (0));
	return (edx);
}

/*
 * Whether the CPU can refuse to execute a page.
 *
 * Context: any.
 */
bool
cpu_has_no_execute(void)
{
	uint32_t last;

	(void)cpuid_edx(CPUID_EXTENDED, &last);
	if (last < CPUID_EXTENDED_FEATURES)
		return (false);
	return ((cpuid_edx(CPUID_EXTENDED_FEATURES, &last) & FEATURE_NX) != 0);
}

/*
 * Where the interrupt table lies.  A CPU with UMIP does not tell programs:
 * the caller then dies here (SDM 3A 2.5).
 *
 * Context: thread.
 */
uintptr_t
interrupt_table_address(void)
{
	struct {
		uint16_t	limit;
		uint8_t		base[sizeof(uintptr_t)];
	} table;
	uintptr_t base;

	__asm__ volatile ("sidt %0" : "=m" (table));
	memcpy(&base, table.base, sizeof(base));
	return (base);
}
