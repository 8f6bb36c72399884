/* SPDX-License-Identifier: BSD-3-Clause */
/* How a process chooses its policy and its CPUs. */

#include "interface.gen.h"
#include "kernel.h"
#include "proc/proc.h"
#include "smp/smp.h"
#include "syscall.gen.h"
#include "usched.gen.h"
#include "usched/usched.h"

/* Take another policy, by its name. */
static int
set_policy(struct thread *td, const char *data, size_t bytes)
{
	char name[32];
	int policy;

	if (bytes >= sizeof(name))
		return (EINVAL);
	memcpy(name, data, bytes);
	name[bytes] = '\0';
	policy = usched_policy_find(name);
	if (policy < 0)
		return (EINVAL);
	usched_change(td, (uint32_t)policy);
	return (0);
}

/* Which CPUs are allowed when this one is set, added or taken away? */
static uint32_t
allowed(uint32_t cpus, uint32_t cmd, uint32_t id)
{
	if (cmd == USCHED_SET_CPU)
		return (1u << id);
	return (cmd == USCHED_ADD_CPU ? cpus | 1u << id : cpus & ~(1u << id));
}

/*
 * Change the CPUs that we may run on; where we are now may be none of them.
 *
 * Context: thread
 */
static int
set_cpus(struct thread *td, uint32_t cmd, const void *data, size_t bytes)
{
	uint32_t id, cpus;

	if (bytes != sizeof(id))
		return (EINVAL);
	memcpy(&id, data, sizeof(id));
	if (id >= cpu_count)
		return (EINVAL);
	cpus = allowed(td->cpus, cmd, id);
	if ((cpus & ((1u << cpu_count) - 1)) == 0)
		return (EINVAL);
	td->cpus = cpus;
	if ((cpus >> td->cpu->id & 1) == 0)
		usched_acquire();
	return (0);
}

/* Context: thread */
intptr_t
sys_usched_set(pid_t pid, uint32_t cmd, const void *data, size_t bytes)
{
	struct thread *td = curthread();

	if (pid != 0 && pid != curproc()->pid)
		return (-EPERM);
	return (cmd == USCHED_SET_SCHEDULER ? -set_policy(td, data, bytes) :
	    -set_cpus(td, cmd, data, bytes));
}
