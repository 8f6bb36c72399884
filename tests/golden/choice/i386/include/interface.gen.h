/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared interfaces.
 * Edit that, not this; the shape is templates/c/interface.h.j2.
 */

#ifndef INTERFACE_GEN_H
#define INTERFACE_GEN_H

#include "kernel.h"
#include "types.h"

struct queue;
struct waiter;

/*
 * In which order those who wait are served.
 */
#define FIFO                    0	/* kernel-src/choice/decl.py:27 */
#define LIFO                    3	/* kernel-src/choice/decl.py:28 */
#define ORDER_COUNT 2

/* The number of an implementation, or -1. */
int	order_find(const char *name);

/* Implementations: hand-written. */
struct waiter *fifo_choose(struct queue *queue);
void fifo_closed(struct queue *queue);
struct waiter *lifo_choose(struct queue *queue);
uint32_t lifo_patience(struct queue *queue, uint32_t waiting);

/*
 * Take off who is next.
 */
static inline struct waiter *	/* kernel-src/choice/decl.py:10 */
order_choose(uint32_t which, struct queue *queue)
{
	switch (which) {
	case FIFO:
		return (fifo_choose(queue));
	case LIFO:
		return (lifo_choose(queue));
	default:
		break;
	}
	panic("order_choose: there is no number %u", which);
}

/*
 * Say how long the next one will wait.
 */
static inline uint32_t	/* kernel-src/choice/decl.py:16 */
order_patience(uint32_t which, struct queue *queue, uint32_t waiting)
{
	switch (which) {
	case LIFO:
		return (lifo_patience(queue, waiting));
	default:
		break;
	}
	return (7);
}

/*
 * Nobody will come any more.
 */
static inline void	/* kernel-src/choice/decl.py:22 */
order_closed(uint32_t which, struct queue *queue)
{
	switch (which) {
	case FIFO:
		fifo_closed(queue);
		return;
	default:
		break;
	}
}

#endif
