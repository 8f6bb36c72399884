/* SPDX-License-Identifier: BSD-3-Clause */

#include "echo/number.h"

#include "frame.h"
#include "ipi_message.gen.h"
#include "smp/smp.h"

/* Context: crit */
void
ipi_on_echo_number(struct echo_numbers *numbers, uint32_t number)
{
	if (number != numbers->next)
		numbers->wrong++;
	numbers->next++;
}

/* Context: crit */
void
ipi_on_echo_number_quiet(struct echo_numbers *numbers, uint32_t number)
{
	ipi_on_echo_number(numbers, number);
}

/* Context: crit */
void
ipi_on_echo_place(struct echo_numbers *places)
{
	places[curcpu()->id].next++;
}

/* Context: crit */
void
ipi_on_echo_frame(struct echo_frame *seen, struct trap_frame *frame)
{
	if (frame != NULL)
		seen->pc = frame_pc(frame);
	atomic_store_int(&seen->asked, seen->asked + 1);
}
