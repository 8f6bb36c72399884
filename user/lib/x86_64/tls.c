/* SPDX-License-Identifier: BSD-3-Clause */

#include <calls.gen.h>
#include <machine.h>

/*
 * Make `base' the thread-local area; false with errno set when refused.
 *
 * Context: thread.
 */
bool
tls_load(uintptr_t base)
{
	struct tls_info info = { .base = base, .size = -1 };

	return (set_tls_area(TLS_AREA, &info, sizeof(info)) >= 0);
}

/*
 * Context: thread.
 */
uintptr_t
tls_first_word(void)
{
	uintptr_t word;

	__asm__ volatile ("movq %%fs:0, %0" : "=r" (word));
	return (word);
}
