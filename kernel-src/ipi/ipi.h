/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * IPI messages.
 *
 * Every CPU has a queue to every other.  The sender alone writes a slot and
 * counts it; the receiver alone takes it: no lock, no shared count.  A sender
 * then sets its bit in the receiver's `senders', and raises an interrupt
 * unless `poll' says that the receiver is going to look anyway.
 *
 * A handler runs on the receiver in a critical section, one after the other in
 * the order of each sender.  It may send, but neither sleep nor wait.
 *
 * Who finds a queue more than half full handles its own messages until it is
 * a quarter full: two CPUs that fill each other's queues both go on.
 */
#ifndef IPI_IPI_H
#define IPI_IPI_H

#include <stdbool.h>
#include <stdint.h>

#include "ipi.gen.h"
#include "percpu.gen.h"

struct cpu;

/* How long somebody has waited, and for what. */
struct ipi_patience {
	const char	*what;
	uint64_t	 since;		/* clock_ns(), 0: not asked yet */
	uint32_t	 seconds;	/* told so far */
	uint32_t	 rounds;
};

bool	 ipi_create(unsigned);
uint32_t ipi_queue_send(struct cpu *, uint32_t, void *, uint32_t);
uint32_t ipi_queue_send_passive(struct cpu *, uint32_t, void *, uint32_t);
int	 ipi_queue_try(struct cpu *, uint32_t, void *, uint32_t);
void	 ipi_wait(struct cpu *, uint32_t);
void	 ipi_wait_for(const uint32_t *);
void	 ipi_lose_patience(struct ipi_patience *, uint32_t);
void	 ipi_process(void);
void	 ipi_dispatch(const struct ipi_slot *);

/*
 * Is there something to handle?  Passive messages come without a word.
 *
 * Context: any
 */
static inline bool
ipi_waiting(void)
{
	return (atomic_load_int(&ipi_state()->senders) != 0);
}

#endif
