/* SPDX-License-Identifier: BSD-3-Clause */

#include "echo/number.h"

#include "ipi_message.gen.h"

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
