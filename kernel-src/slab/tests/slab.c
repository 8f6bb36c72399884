/* SPDX-License-Identifier: BSD-3-Clause */
/* Sizes, places, and what comes back. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "slab/slab.h"
#include "slab_memory.gen.h"
#include "vm/vm.h"

enum {
	CLASSES = 72,
	LARGEST = 16384,
	OBJECTS = 700
};

void
ktest_slab_classes_cover_all_sizes(struct ktest *t)
{
	unsigned wrong = 0;

	for (size_t size = 1; size <= LARGEST; size++) {
		unsigned class = slab_class(size);

		if (class >= CLASSES || slab_class_size(class) < size ||
		    (class > 0 && slab_class_size(class - 1) >= size))
			wrong++;
	}
	KTEST_ASSERT(t, wrong == 0, "%u sizes have another class", wrong);
	KTEST_ASSERT(t, slab_class(LARGEST) == CLASSES - 1 &&
	    slab_class_size(CLASSES - 1) == LARGEST, "%zu bytes at most",
	    slab_class_size(CLASSES - 1));
}

void
ktest_slab_objects_are_aligned(struct ktest *t)
{
	for (unsigned class = 0; slab_class_size(class) < SLAB_SMALL; class++) {
		size_t size = slab_class_size(class);
		char *at[3];

		for (unsigned i = 0; i < nitems(at); i++) {
			at[i] = untyped_alloc(size, SLAB_ZERO);
			KTEST_ASSERT(t, ((uintptr_t)at[i] &
			    ((size & -size) - 1)) == 0, "%zu bytes at %p",
			    size, (void *)at[i]);
			for (size_t j = 0; j < size; j++)
				KTEST_ASSERT(t, at[i][j] == 0, "byte %zu of "
				    "%zu is 0x%x", j, size, at[i][j]);
			memset(at[i], 0xff, size);
		}
		for (unsigned i = 0; i < nitems(at); i++)
			untyped_free(at[i], size);
	}
}

void
ktest_slab_nothing_has_an_address(struct ktest *t)
{
	size_t objects = slab_object_count();
	void *a = untyped_alloc(0, 0), *b = untyped_alloc(0, 0);

	KTEST_ASSERT(t, a != NULL && a == b, "%p and %p", a, b);
	KTEST_ASSERT(t, slab_object_count() == objects, "%zu objects, then "
	    "%zu", objects, slab_object_count());
	untyped_free(a, 0);
	untyped_free(b, 0);
}

void
ktest_slab_large_memory_is_pages(struct ktest *t)
{
	static const size_t sizes[] = { PAGE_SIZE, 2 * PAGE_SIZE };
	size_t pages = slab_page_count();

	for (unsigned i = 0; i < nitems(sizes); i++) {
		char *at = untyped_alloc(sizes[i], 0);

		KTEST_ASSERT(t, at != NULL && ((uintptr_t)at & PAGE_MASK) == 0,
		    "%zu bytes at %p", sizes[i], (void *)at);
		KTEST_ASSERT(t, slab_usage(SLAB_UNTYPED).bytes >= sizes[i],
		    "%zu bytes in use", slab_usage(SLAB_UNTYPED).bytes);
		KTEST_ASSERT(t, slab_page_count() == pages, "%zu pages of "
		    "zones, then %zu", pages, slab_page_count());
		untyped_free(at, sizes[i]);
	}
}

void
ktest_slab_empty_zones_go_back(struct ktest *t)
{
	static void *object[OBJECTS];
	size_t most = 0, pages = slab_page_count();

	for (unsigned round = 0; round < 2; round++) {
		for (unsigned i = 0; i < OBJECTS; i++)
			object[i] = kmalloc(400);
		most = slab_page_count();
		KTEST_ASSERT(t, most >= pages + OBJECTS / 12, "%zu pages, "
		    "then %zu", pages, most);
		for (unsigned i = 0; i < OBJECTS; i++)
			kfree(object[(i * 3 + round) % OBJECTS]);
		/* Those beyond a few go when somebody allocates. */
		kfree(kmalloc(400));
		KTEST_ASSERT(t, slab_cpu()->empties <= 2, "%u empty zones",
		    slab_cpu()->empties);
		KTEST_ASSERT(t, slab_page_count() < most, "%zu pages, then "
		    "%zu", most, slab_page_count());
	}
}
