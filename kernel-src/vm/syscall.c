/* SPDX-License-Identifier: BSD-3-Clause */
/* The system calls on memory. */

#include "cpu.h"
#include "kernel.h"
#include "syscall.gen.h"
#include "vm/vm.h"

/* Context: thread */
intptr_t
sys_munmap(user_ptr_t addr, size_t len)
{
	return (-vm_unmap(curthread()->space, addr.va, len));
}

/* Context: thread */
intptr_t
sys_mmap(user_ptr_t addr, size_t len, uint32_t prot, uint32_t flags, int fd,
    int64_t offset)
{
	uintptr_t at = addr.va, va;
	int error;

	if (fd != -1)
		return (-EBADF);
	if ((flags & MAP_ANON) == 0 || (flags & MAP_PRIVATE) == 0 ||
	    (flags & MAP_SHARED) != 0 || offset != 0)
		return (-EINVAL);
	if ((flags & MAP_FIXED) == 0)
		at = trunc_page(at);
	error = vm_map_anonymous(curthread()->space, at, len, prot, flags,
	    &va);
	return (error != 0 ? -error : (intptr_t)va);
}
