/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * The FPU and vector registers belong to their process.
 *
 *	fpu			start two with patterns, then one that looks
 *	fpu hold PATTERN	fill every register, be switched, look again
 *	fpu fresh		a new process finds nobody's pattern
 */

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <process.h>

enum {
	X87_REGISTERS = 8,
	X87_BYTES = 10,			/* of the 16 in a register's slot */
	ROUNDS = 100,
	SPINS = 200000
};

/* What FXSAVE stores (SDM 1 10.5.1). */
struct fpu_image {
	uint16_t	control;
	uint16_t	status;
	uint8_t		tags;
	uint8_t		reserved;
	uint16_t	opcode;
	uint64_t	instruction;
	uint64_t	operand;
	uint32_t	mxcsr;
	uint32_t	mxcsr_mask;
	uint8_t		x87[X87_REGISTERS][16];
	uint8_t		xmm[16][16];
	uint8_t		rest[96];
} __attribute__((aligned(16)));

static struct fpu_image given, seen;

/* 8 on i386, 16 on x86_64. */
static const unsigned xmm_registers = 2 * sizeof(void *);

static void
image_fill(struct fpu_image *image, uint8_t pattern)
{
	memset(image, 0, sizeof(*image));
	image->control = 0x37f;
	image->tags = 0xff;
	image->mxcsr = 0x1f80;
	for (unsigned i = 0; i < X87_REGISTERS; i++) {
		memset(image->x87[i], pattern + (int)i, X87_BYTES - 2);
		image->x87[i][7] |= 0x80;	/* a normal number */
		image->x87[i][8] = pattern;
		image->x87[i][9] = 0x3f;
	}
	for (unsigned i = 0; i < xmm_registers; i++)
		memset(image->xmm[i], pattern + 0x10 + (int)i, 16);
}

static bool
images_agree(void)
{
	bool agree = true;

	for (unsigned i = 0; i < X87_REGISTERS; i++)
		agree &= CHECK(memcmp(given.x87[i], seen.x87[i], X87_BYTES)
		    == 0, "st%u begins %#x", i, seen.x87[i][0]);
	for (unsigned i = 0; i < xmm_registers; i++)
		agree &= CHECK(memcmp(given.xmm[i], seen.xmm[i], 16) == 0,
		    "xmm%u begins %#x", i, seen.xmm[i][0]);
	agree &= CHECK(seen.control == given.control, "%#x", seen.control);
	agree &= CHECK(seen.tags == given.tags, "%#x", seen.tags);
	agree &= CHECK(seen.mxcsr == given.mxcsr, "%#x", seen.mxcsr);
	return (agree);
}

/*
 * Between the two instructions nothing runs that uses these registers: a
 * generated stub, and a loop of its own.
 */
static int
hold(uint8_t pattern)
{
	unsigned long spins;

	image_fill(&given, pattern);
	for (int round = 0; round < ROUNDS; round++) {
		__asm__ volatile ("fxrstor %0" : : "m" (given) : "memory");
		spins = SPINS;
		__asm__ volatile ("1: dec %0; jnz 1b" : "+r" (spins));
		(void)sched_yield();
		__asm__ volatile ("fxsave %0" : "=m" (seen) : : "memory");
		if (!images_agree())
			break;
	}
	return (check_result());
}

/*
 * What start-up code may have touched is not looked at: xmm0 and xmm1.
 */
static int
fresh(void)
{
	static const uint8_t zero[16];

	__asm__ volatile ("fxsave %0" : "=m" (seen) : : "memory");
	for (unsigned i = 0; i < X87_REGISTERS; i++)
		CHECK(memcmp(seen.x87[i], zero, X87_BYTES) == 0,
		    "st%u begins %#x", i, seen.x87[i][0]);
	for (unsigned i = 2; i < xmm_registers; i++)
		CHECK(memcmp(seen.xmm[i], zero, 16) == 0, "xmm%u begins %#x",
		    i, seen.xmm[i][0]);
	CHECK(seen.control == 0x37f, "%#x", seen.control);
	CHECK(seen.mxcsr == 0x1f80, "%#x", seen.mxcsr);
	return (check_result());
}

int
main(int argc, char **argv)
{
	int32_t child[2];
	struct ending ending;

	if (argc == 3)
		return (hold((uint8_t)argv[2][0]));
	if (argc == 2)
		return (fresh());
	child[0] = process_start("fpu hold A");
	child[1] = process_start("fpu hold a");
	for (int i = 0; i < 2; i++) {
		CHECK(process_await(child[i], &ending), "child %d: %s", i,
		    errno_name(errno));
		CHECK(ending.signal == 0 && ending.status == 0,
		    "child %d: signal %d, status %d", i, ending.signal,
		    ending.status);
	}
	check_ends("fpu fresh", 0, 0);
	return (check_result());
}
