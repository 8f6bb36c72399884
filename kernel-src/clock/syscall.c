/* SPDX-License-Identifier: BSD-3-Clause */
/* The system calls on time. */

#include "clock.gen.h"
#include "clock/clock.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "syscall.gen.h"

static struct timespec
timespec_of(uint64_t ns)
{
	return ((struct timespec){
		.tv_sec = (ssize_t)(ns / NS_PER_SECOND),
		.tv_nsec = (ssize_t)(ns % NS_PER_SECOND)
	});
}

/*
 * The sleep is over when the clock has passed its end; a wakeup for another
 * reason than a signal goes back to sleep.
 *
 * Context: thread
 */
intptr_t
sys_nanosleep(const struct timespec *rqtp, struct timespec *rmtp)
{
	static const char channel;
	uint64_t until, now;
	int error = 0;

	if (rqtp->tv_sec < 0 || rqtp->tv_nsec < 0 ||
	    rqtp->tv_nsec >= NS_PER_SECOND)
		return (-EINVAL);
	until = clock_ns() + (uint64_t)rqtp->tv_sec * NS_PER_SECOND +
	    (uint64_t)rqtp->tv_nsec;
	if ((uint64_t)rqtp->tv_sec > INT64_MAX / NS_PER_SECOND)
		until = UINT64_MAX;
	crit_enter();
	while ((now = clock_ns()) < until && error != EINTR)
		error = lwkt_sleep(&channel, TDW_ABORTABLE, until);
	crit_exit();
	if (error == EINTR && rmtp != NULL && now < until)
		*rmtp = timespec_of(until - now);
	return (error == EINTR ? -EINTR : 0);
}
