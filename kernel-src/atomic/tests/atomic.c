/* SPDX-License-Identifier: BSD-3-Clause */
/* Atomic operations beside what C does, and many CPUs at one word. */

#include "atomic.gen.h"
#include "atomic_case.gen.h"
#include "ktest/ktest.h"
#include "smp/tests/meeting.h"

enum {
	VECTORS = 1000,
	ADDITIONS = 20000
};

/* Numbers that look random, and are the same in every run (xorshift). */
static uint64_t
next_number(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (*seed);
}

/* Every fourth number is one at which widths end. */
static uint64_t
vector(uint64_t *seed, unsigned i)
{
	static const uint64_t edges[] = {
		0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff,
		0x80000000, 0xffffffff, 0x100000000, INT64_MAX, UINT64_MAX
	};

	return (i % 4 == 0 ? edges[next_number(seed) % nitems(edges)] :
	    next_number(seed));
}

void
ktest_atomic_operations_do_what_c_does(struct ktest *t)
{
	uint64_t seed = 0x9e3779b97f4a7c15;

	for (unsigned c = 0; c < ATOMIC_CASES; c++) {
		unsigned wrong = 0;

		for (unsigned i = 0; i < VECTORS; i++) {
			uint64_t first = vector(&seed, i);
			uint64_t second = vector(&seed, i / 4);

			wrong += !atomic_case_table[c].agrees(first, second,
			    i % 2 == 0);
		}
		KTEST_ASSERT(t, wrong == 0, "%s is wrong %u times",
		    atomic_case_table[c].name, wrong);
	}
}

struct words {
	uint8_t		byte;
	uint16_t	half;
	uint32_t	word;
	uintptr_t	one;
	uint64_t	wide;
	uint64_t	fetched;
};

static void
add_all(struct meeting *m)
{
	struct words *words = m->subject;
	uint64_t before;

	for (unsigned i = 0; i < ADDITIONS; i++) {
		atomic_add_char(&words->byte, 1);
		atomic_add_short(&words->half, 1);
		atomic_add_int(&words->word, 1);
		atomic_add_long(&words->one, 1);
		atomic_add_64(&words->wide, 0x100000001);
		do {
			before = atomic_load_64(&words->fetched);
		} while (!atomic_cmpset_64(&words->fetched, before,
		    before + 3));
	}
}

void
ktest_atomic_no_addition_is_lost(struct ktest *t)
{
	struct words words = { .byte = 0 };
	struct meeting m = { .act = add_all, .subject = &words };
	uint64_t total = (uint64_t)cpu_count * ADDITIONS;

	meeting_hold(t, &m, 1);
	KTEST_ASSERT(t, words.byte == (uint8_t)total, "%u", words.byte);
	KTEST_ASSERT(t, words.half == (uint16_t)total, "%u", words.half);
	KTEST_ASSERT(t, words.word == total, "%u", words.word);
	KTEST_ASSERT(t, words.one == total, "%zu", words.one);
	KTEST_ASSERT(t, words.wide == total * 0x100000001, "%llx",
	    (unsigned long long)words.wide);
	KTEST_ASSERT(t, words.fetched == total * 3, "%llu",
	    (unsigned long long)words.fetched);
}
