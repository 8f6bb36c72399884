/* SPDX-License-Identifier: BSD-3-Clause */
/* Pages, the kernel's space, programs' spaces. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "cpu.h"
#include "lwkt/lwkt.h"
#include "slab/slab.h"
#include "syscall.gen.h"
#include "user_copy.h"
#include "vm/vm.h"

extern char text_start[], text_end[], rodata_start[], rodata_end[];
extern char data_start[], bss_end[];

void
ktest_vm_pages_come_back(struct ktest *t)
{
	size_t before = page_free_count();
	paddr_t a = page_alloc(), b = page_alloc();

	KTEST_ASSERT(t, a != 0 && b != 0 && a != b, "0x%llx and 0x%llx",
	    (unsigned long long)a, (unsigned long long)b);
	KTEST_ASSERT(t, page_free_count() == before - 2, "%zu of %zu",
	    page_free_count(), before);
	page_free(a);
	page_free(b);
	KTEST_ASSERT(t, page_free_count() == before, "%zu of %zu",
	    page_free_count(), before);
}

void
ktest_vm_kernel_memory_has_a_guard_below(struct ktest *t)
{
	size_t before = page_free_count();
	char *at = kmem_alloc(3 * PAGE_SIZE);

	KTEST_ASSERT(t, at != NULL, "no memory");
	if (at == NULL)
		return;
	KTEST_ASSERT(t, pmap_lookup(pmap_kernel(), (uintptr_t)at) != 0,
	    "%p is not mapped", (void *)at);
	KTEST_ASSERT(t, pmap_lookup(pmap_kernel(), (uintptr_t)at - 1) == 0,
	    "the page below %p is mapped", (void *)at);
	for (size_t i = 0; i < 3 * PAGE_SIZE; i += PAGE_SIZE / 2)
		KTEST_ASSERT(t, at[i] == 0, "byte %zu is 0x%x", i, at[i]);
	kmem_free(at, 3 * PAGE_SIZE);
	KTEST_ASSERT(t, page_free_count() + 2 >= before, "%zu of %zu",
	    page_free_count(), before);
}

/* No page from `from' to `to' may have a bit of `forbidden'. */
static void
check_range(struct ktest *t, const char *name, const char *from,
    const char *to, uint64_t forbidden)
{
	for (uintptr_t va = (uintptr_t)from; va < (uintptr_t)to;
	    va += PAGE_SIZE) {
		uint64_t entry = pmap_lookup(pmap_kernel(), va);

		KTEST_ASSERT(t, (entry & forbidden) == 0,
		    "%s at 0x%zx: entry 0x%llx", name, va,
		    (unsigned long long)entry);
		KTEST_ASSERT(t, name[0] == 't' || entry == 0 ||
		    !cpu_features.nx || (entry & PTE_NX),
		    "%s at 0x%zx can be executed", name, va);
	}
}

void
ktest_vm_nothing_is_writable_and_executable(struct ktest *t)
{
	check_range(t, "text", text_start, text_end, PTE_WRITE | PTE_USER);
	check_range(t, "rodata", rodata_start, rodata_end,
	    PTE_WRITE | PTE_USER);
	check_range(t, "data", data_start, bss_end, PTE_USER);
}

/* Make a space with one page at `va', written with `size' bytes of 'x'. */
static struct vm_space *
space_with(struct ktest *t, uintptr_t va, uint32_t prot)
{
	struct vm_space *space = vm_space_create();
	uintptr_t placed;

	KTEST_ASSERT(t, space != NULL, "no memory for a space");
	if (space != NULL)
		KTEST_ASSERT(t, vm_map_anonymous(space, va, PAGE_SIZE, prot,
		    MAP_FIXED, &placed) == 0 && placed == va, "at 0x%zx", va);
	return (space);
}

void
ktest_vm_a_space_gives_everything_back(struct ktest *t)
{
	size_t pages, objects;
	struct vm_space *space = space_with(t, USER_TEXT, PROT_READ);

	vm_space_destroy(space);	/* what is cut from pages is cut now */
	pages = page_free_count();
	objects = slab_object_count();
	space = space_with(t, USER_TEXT, PROT_READ | PROT_WRITE);
	KTEST_ASSERT(t, vm_write(space, USER_TEXT, "x", 1) == 0, "no write");
	KTEST_ASSERT(t, space->pages == 1, "%u pages", space->pages);
	vm_space_destroy(space);
	KTEST_ASSERT(t, page_free_count() == pages, "%zu of %zu pages",
	    page_free_count(), pages);
	KTEST_ASSERT(t, slab_object_count() == objects, "%zu of %zu",
	    slab_object_count(), objects);
}

void
ktest_vm_unmapping_splits_regions(struct ktest *t)
{
	struct vm_space *space = vm_space_create();
	uintptr_t va = USER_MAP, placed;

	KTEST_ASSERT(t, vm_map_anonymous(space, va, 4 * PAGE_SIZE,
	    PROT_READ | PROT_WRITE, MAP_FIXED, &placed) == 0, "no room");
	KTEST_ASSERT(t, vm_fault(space, va + PAGE_SIZE, PROT_WRITE) == 0,
	    "no page");
	KTEST_ASSERT(t, vm_unmap(space, va + PAGE_SIZE, PAGE_SIZE) == 0,
	    "not unmapped");
	KTEST_ASSERT(t, space->pages == 0, "%u pages", space->pages);
	KTEST_ASSERT(t, vm_fault(space, va + PAGE_SIZE, PROT_READ) == EFAULT,
	    "the hole is mapped");
	KTEST_ASSERT(t, vm_fault(space, va, PROT_READ) == 0 &&
	    vm_fault(space, va + 3 * PAGE_SIZE, PROT_READ) == 0,
	    "what is beside the hole is not");
	vm_space_destroy(space);
}

void
ktest_vm_hostile_mappings_are_refused(struct ktest *t)
{
	struct vm_space *space = vm_space_create();
	uint32_t rw = PROT_READ | PROT_WRITE;
	uintptr_t placed;

	KTEST_ASSERT(t, vm_map_anonymous(space, USER_MAP, PAGE_SIZE,
	    PROT_WRITE | PROT_EXEC, MAP_FIXED, &placed) == EINVAL,
	    "writable and executable");
	KTEST_ASSERT(t, vm_map_anonymous(space, USER_TOP - PAGE_SIZE + 1,
	    PAGE_SIZE, rw, MAP_FIXED, &placed) == EINVAL, "unaligned");
	KTEST_ASSERT(t, vm_map_anonymous(space, trunc_page(USER_TOP),
	    2 * PAGE_SIZE, rw, MAP_FIXED, &placed) == EINVAL, "over the top");
	KTEST_ASSERT(t, vm_map_anonymous(space, KERNEL_BASE, PAGE_SIZE, rw,
	    MAP_FIXED, &placed) == EINVAL, "in the kernel");
	KTEST_ASSERT(t, vm_map_anonymous(space, 0, PAGE_SIZE, rw, MAP_FIXED,
	    &placed) == EINVAL, "at zero");
	KTEST_ASSERT(t, vm_map_anonymous(space, USER_MAP, SIZE_MAX, rw, 0,
	    &placed) == EINVAL, "everything");
	vm_space_destroy(space);
}

void
ktest_vm_ranges_end_where_the_program_does(struct ktest *t)
{
	user_ptr_t top = { USER_TOP }, last = { USER_TOP - 1 };
	user_ptr_t bottom = { USER_BOTTOM }, zero = { 0 };

	KTEST_ASSERT(t, user_range_check(last, 1) == 0, "the last byte");
	KTEST_ASSERT(t, user_range_check(last, 2) == EFAULT, "one beyond");
	KTEST_ASSERT(t, user_range_check(top, 1) == EFAULT, "the top");
	KTEST_ASSERT(t, user_range_check(bottom, SIZE_MAX) == EFAULT,
	    "a range that wraps");
	KTEST_ASSERT(t, user_range_check(zero, 1) == EFAULT, "page 0");
	KTEST_ASSERT(t, user_range_check(zero, 0) == 0, "nothing at all");
}

void
ktest_vm_copying_survives_faults(struct ktest *t)
{
	struct vm_space *space = space_with(t, USER_MAP,
	    PROT_READ | PROT_WRITE);
	struct thread *td = curthread();
	user_ptr_t at = { USER_MAP + PAGE_SIZE - 4 };
	char buffer[8] = "1234567";

	thread_use_space(td, space);
	td->fpu = fpu_create();
	crit_enter();
	cpu_prepare(td);
	crit_exit();
	KTEST_ASSERT(t, copyout(buffer, at, 4) == 0, "what is there");
	KTEST_ASSERT(t, copyin(at, buffer + 4, 4) == 0 &&
	    memcmp(buffer, buffer + 4, 4) == 0, "it came back changed");
	KTEST_ASSERT(t, copyout(buffer, at, 8) == EFAULT, "over the end");
	KTEST_ASSERT(t, copyin(at, buffer, 8) == EFAULT, "over the end");
	KTEST_ASSERT(t, copyinstr(at, buffer, 8) == EFAULT, "no NUL there");
	KTEST_ASSERT(t, copyinstr(at, buffer, 4) == ENAMETOOLONG,
	    "no NUL in 4 bytes");
	KTEST_ASSERT(t, user_probe_write(at, 8) == EFAULT, "a probe");
	fpu_forget(td);
	thread_use_space(td, NULL);
	fpu_destroy(td->fpu);
	td->fpu = NULL;
	vm_space_destroy(space);
}
