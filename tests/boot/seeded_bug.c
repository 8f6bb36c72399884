/* SPDX-License-Identifier: BSD-3-Clause */
/* Mistakes that a sanitizer must find: none of these comes back. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "seeded_memory.gen.h"
#include "vm/vm.h"

enum {
	SMALL = 20,
	ARRAY = 6
};

static volatile unsigned far = 40;
static char variable[13];
static char neighbour[13];

void
ktest_seeded_shift(struct ktest *t)
{
	unsigned shifted = 1u << far;

	KTEST_ASSERT(t, shifted != 3, "%u", shifted);
}

void
ktest_seeded_misaligned(struct ktest *t)
{
	static char bytes[16];
	const volatile uint32_t *word = (const void *)&bytes[far % 8 + 1];

	KTEST_ASSERT(t, *word == 0, "%u", *word);
}

void
ktest_seeded_sum(struct ktest *t)
{
	volatile int most = INT32_MAX;
	int sum = most + (int)far;

	KTEST_ASSERT(t, sum != 0, "%d", sum);
}

void
ktest_seeded_index(struct ktest *t)
{
	volatile int array[ARRAY] = { 0 };

	KTEST_ASSERT(t, array[far] == 0, "%d", array[far]);
}

void
ktest_seeded_after_free(struct ktest *t)
{
	volatile struct lamp *lamp = seeded_alloc(SLAB_ZERO);

	seeded_free((void *)(uintptr_t)lamp);
	KTEST_ASSERT(t, lamp->watts == 0, "%u", lamp->watts);
}

void
ktest_seeded_beyond(struct ktest *t)
{
	volatile char *bytes = kmalloc(SMALL);
	volatile char *object = bytes + far * 4;

	*object = 1;
	KTEST_ASSERT(t, *bytes == 0, "%d", *bytes);
}

void
ktest_seeded_just_beyond(struct ktest *t)
{
	volatile char *lamp = (volatile char *)seeded_alloc(0);

	lamp[sizeof(struct lamp)] = 1;
	KTEST_ASSERT(t, *lamp != 1, "%d", *lamp);
}

void
ktest_seeded_variable(struct ktest *t)
{
	volatile char *at = &variable[far % 8 + sizeof(variable)];

	*at = neighbour[0];
	KTEST_ASSERT(t, *at == 0, "%d", *at);
}

static __attribute__((noinline)) void
overrun(volatile char *stack, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		stack[i] = 'x';
}

void
ktest_seeded_stack(struct ktest *t)
{
	volatile char stack[16];

	overrun(stack, (unsigned)sizeof(stack) + far);
	KTEST_ASSERT(t, stack[0] == 'x', "%d", stack[0]);
}
