/* SPDX-License-Identifier: BSD-3-Clause */
/* Machine checks: what the CPU has found broken (SDM 3B 15). */

#include "cpu.h"
#include "kernel.h"

enum {
	BANK = 4,			/* MSRs of each */
	P6 = 6,
	FIRST_OWN_MODEL = 0x1a		/* of family 6, with MC0_CTL for us */
};

static uint32_t
bank_count(void)
{
	return (cpu_features.mca ? rdmsr(MSR_MCG_CAP) & MCG_CAP_COUNT : 0);
}

/* Before these models, MC0_CTL is the firmware's alone (SDM 3B 15.3.2.1). */
static bool
bank_is_ours(uint32_t bank)
{
	return (bank > 0 || cpu_features.family != P6 ||
	    cpu_features.model >= FIRST_OWN_MODEL);
}

static void
bank_print(uint32_t bank)
{
	uint64_t status = rdmsr(MSR_MC0_STATUS + bank * BANK);

	if ((status & MC_STATUS_VALID) == 0)
		return;
	kprintf("machine check: bank %u, %scorrected, status 0x%llx", bank,
	    status & MC_STATUS_UNCORRECTED ? "un" : "",
	    (unsigned long long)status);
	if (status & MC_STATUS_ADDRESS_VALID)
		kprintf(", address 0x%llx",
		    (unsigned long long)rdmsr(MSR_MC0_ADDR + bank * BANK));
	kprintf("\n");
}

/*
 * Tell what the last start has left, then have every error reported.
 *
 * Context: boot
 */
void
machine_check_init(void)
{
	uint32_t banks = bank_count();

	if (!cpu_features.mce)
		return;
	machine_check_report();
	if (banks > 0 && rdmsr(MSR_MCG_CAP) & MCG_CAP_CTL_PRESENT)
		wrmsr(MSR_MCG_CTL, UINT64_MAX);
	for (uint32_t bank = 0; bank < banks; bank++) {
		if (bank_is_ours(bank))
			wrmsr(MSR_MC0_CTL + bank * BANK, UINT64_MAX);
		wrmsr(MSR_MC0_STATUS + bank * BANK, 0);
	}
	write_cr4(read_cr4() | CR4_MCE);
}

/*
 * Print what the banks of error registers hold.
 *
 * Context: any
 */
void
machine_check_report(void)
{
	for (uint32_t bank = 0; bank < bank_count(); bank++)
		bank_print(bank);
}
