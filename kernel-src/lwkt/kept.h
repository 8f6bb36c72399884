/* SPDX-License-Identifier: BSD-3-Clause */
/* Threads that have ended and are kept: for who makes and who frees threads. */
#ifndef LWKT_KEPT_H
#define LWKT_KEPT_H

#include "frame.h"
#include "lwkt/lwkt.h"

enum {
	KEPT_MOST = 4,			/* of each CPU */
	STACK_BOTTOM = 512,		/* bytes: references, what is held */
	STACK_TOP = sizeof(struct trap_frame) + 256,
	STACK_FILL = 0x57ac57ac		/* where nobody stands */
};

bool	 thread_keep(struct thread *);
struct thread *thread_take(uint32_t);
struct thread *thread_make(uint32_t);
void	 thread_free(struct thread *);

#endif
