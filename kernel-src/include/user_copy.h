/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The only ways between a program's memory and the kernel's.
 *
 * Each checks the range against the user's space, survives a fault anywhere
 * in it, and returns 0 or an errno.  What a program may change while we look
 * is read once, into kernel memory, and looked at there.
 */
#ifndef KERNEL_USER_COPY_H
#define KERNEL_USER_COPY_H

#include "cpu.h"
#include "kernel.h"
#include "syscall.gen.h"
#include "types.h"

/* Bytes that a program offers; each is read once, front to back. */
struct user_in {
	user_ptr_t	at;
	size_t		left;
};

/* Room that a program offers; written front to back. */
struct user_out {
	user_ptr_t	at;
	size_t		left;
};

int	copyinstr(user_ptr_t, char *, size_t);
int	user_in_copy(struct user_in *, void *, size_t);
int	user_out_copy(struct user_out *, const void *, size_t);
int	user_window_in(const struct user_in *);
int	user_window_out(const struct user_out *);
intptr_t user_store_proved(const void *, user_ptr_t, size_t, intptr_t);

/* In assembly: for those below alone, which check the range. */
size_t	copy_words(void *, const void *, size_t);
int	copy_touch(void *, void *);

/*
 * Is [at, at + size) in the program's half, without wrapping?  One comparison
 * where the size is known.
 *
 * Context: any
 */
static inline int
user_range_check(user_ptr_t at, size_t size)
{
	const size_t span = USER_TOP - USER_BOTTOM;

	if (size != 0 && (size > span || at.va - USER_BOTTOM > span - size))
		return (EFAULT);
	return (0);
}

/* Context: thread */
static inline int
copyin(user_ptr_t from, void *to, size_t size)
{
	if (user_range_check(from, size) != 0 ||
	    copy_words(to, (const void *)from.va, size) != 0)
		return (EFAULT);
	return (0);
}

/*
 * Programs' memory is open, and closed again: places where cpu_protect() puts
 * instructions of SMAP if the CPU has it.  `last' is the last byte of each.
 */
#define smap_place(last)						\
	__asm__ volatile("9: " SMAP_PLACE				\
	    "; .pushsection .smap, \"a\", @progbits"			\
	    "; " WORD_DATA " 9b, " #last "; .popsection" : : : "memory")
#define smap_open()	smap_place(0xcb)
#define smap_close()	smap_place(0xca)

/* Write the word `i', if there is one; a fault goes on at `fault'. */
#define write_word(i)							\
	do {								\
		if (size > (i) * sizeof(uintptr_t))			\
			__asm__ goto ("1: mov" WORD_SUFFIX " %0, %c2(%1)" \
			    "; .pushsection .extable, \"a\", @progbits"	\
			    "; " WORD_DATA " 1b, %l[fault]; .popsection" \
			    : : "r"(words[i]), "r"(to.va),		\
			    "i"((i) * sizeof(uintptr_t))		\
			    : "memory" : fault);			\
	} while (0)

/* copyout() of at most four words, without a loop. */
static inline __attribute__((always_inline)) int
copyout_few(const void *from, user_ptr_t to, size_t size)
{
	const uintptr_t *words = from;

	smap_open();
	write_word(0);
	write_word(1);
	write_word(2);
	write_word(3);
	smap_close();
	return (0);
fault:
	smap_close();
	return (EFAULT);
}

/* Is it known here that so many bytes are at most four words? */
#define are_few_words(size)						\
	(__builtin_constant_p(size) && (size) <= 4 * sizeof(uintptr_t) && \
	    (size) % sizeof(uintptr_t) == 0)

/* Context: thread */
static inline int
copyout(const void *from, user_ptr_t to, size_t size)
{
	if (user_range_check(to, size) != 0)
		return (EFAULT);
	if (are_few_words(size))
		return (copyout_few(from, to, size));
	if (copy_words((void *)to.va, from, size) != 0)
		return (EFAULT);
	return (0);
}

/*
 * Make sure that [at, at + size) can be written, page by page: what the first
 * phase of a copy-out asks before the call acts.
 *
 * Context: thread
 */
static inline int
user_probe_write(user_ptr_t at, size_t size)
{
	if (user_range_check(at, size) != 0 || (size != 0 &&
	    copy_touch((void *)at.va, (void *)(at.va + size - 1)) != 0))
		return (EFAULT);
	return (0);
}

/* Do so many bytes from here on lie in one page, so that all fault or none? */
static inline bool
is_in_a_page(user_ptr_t at, size_t size)
{
	return (((at.va ^ (at.va + size - 1)) & ~(uintptr_t)PAGE_MASK) == 0);
}

/*
 * Write a call's result to what nobody has proved, all of it or nothing, and
 * return what the call returns.
 *
 * Context: thread
 */
static inline intptr_t
copyout_whole(const void *from, user_ptr_t to, size_t size, intptr_t result)
{
	if (user_range_check(to, size) != 0)
		return (-EFAULT);
	if (!are_few_words(size) ||
	    __builtin_expect(!is_in_a_page(to, size), false))
		return (user_store_proved(from, to, size, result));
	return (copyout_few(from, to, size) == 0 ? result : -EFAULT);
}

/*
 * Make sure that [at, at + size) can be written, and clear our copy of what
 * will be: what a handler leaves unset tells a program nothing.
 *
 * Context: thread
 */
static inline int
user_room(user_ptr_t at, void *copy, size_t size)
{
	int error = user_probe_write(at, size);

	if (error == 0)
		memset(copy, 0, size);
	return (error);
}

#endif
