/* SPDX-License-Identifier: BSD-3-Clause */
/* Steps of the torture: messages between CPUs. */

#include "ipi/ipi.h"
#include "ipi_message.gen.h"
#include "ktest/torture.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

void
torture_ipi_asks_and_waits(struct torture *t)
{
	struct cpu *to = cpu_of(torture_dice(t, cpu_count));
	uint32_t last = 0;

	crit_enter();
	for (uint32_t n = torture_dice(t, 40); n > 0; n--)
		last = ipi_settle(to);
	if (last != 0)
		ipi_wait(to, last);
	crit_exit();
}
