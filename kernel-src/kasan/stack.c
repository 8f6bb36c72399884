/* SPDX-License-Identifier: BSD-3-Clause */
/* The word at the end of each frame with an array, and what happens to it. */

#include "kernel.h"
#include "lwkt/lwkt.h"

/* The compiler's names.  A NUL in the middle ends a text that runs over. */
extern uintptr_t __stack_chk_guard;
void	__stack_chk_fail(void) __attribute__((noreturn));

uintptr_t __stack_chk_guard = 0x5af00a5e;

/* A function found its frame's last word changed.  Context: any */
void
__stack_chk_fail(void)
{
	panic("kasan: the stack of %s was overrun in %p", curthread()->name,
	    __builtin_return_address(0));
}
