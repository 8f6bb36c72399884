/* SPDX-License-Identifier: BSD-3-Clause */

#ifndef USER_MACHINE_H
#define USER_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <calls.gen.h>

/*
 * What C cannot say, and test programs need.  Each architecture's folder
 * holds the same files.
 */

/* A system call by hand: any number, any words. */
struct raw_call {
	uintptr_t	number;
	uintptr_t	word[CALL_WORDS];
	uintptr_t	result;		/* the errno when it failed */
	uintptr_t	failed;		/* the carry flag */
};

/* An address that no program may touch. */
struct forbidden_place {
	const char	*name;
	uintptr_t	 address;
};

/* Ended by size. */
extern const struct forbidden_place forbidden_place_table[];
extern const size_t forbidden_place_count;

uintptr_t interrupt_table_address(void);
bool cpu_has_no_execute(void);

/* By the gate that the stubs use; it takes `gate_words' words. */
extern const unsigned gate_words;
void raw_call(struct raw_call *call);

/* By the software interrupt; where that is no gate, the program dies. */
extern const bool interrupt_is_gate;
void raw_interrupt_call(struct raw_call *call);

/*
 * A way into the kernel.  `call' makes a call of at most one word; it enters
 * with `*flags' set beside those that are, and stores what they are after.
 */
struct gate {
	const char	*name;
	bool		 keeps_flags;	/* or clears them all */
	uintptr_t	 (*call)(uintptr_t number, uintptr_t word,
			    uintptr_t *flags);
};

/* Ended by size: those that this CPU has. */
extern const struct gate gate_table[];
size_t gate_count(void);

/* The word at `at', read with `*flags' set as above. */
uintptr_t load_with_flags(const volatile void *at, uintptr_t *flags);

/* Return with the flag of nested tasks set. */
void task_return(void);

/* What ends a program that returns from a task that it is not. */
extern const int task_return_signal;

/* A gate that is closed on this architecture; comes back only by a bug. */
void foreign_gate(void);

/* getpid, entered with the stack pointer at `sp'. */
uintptr_t call_with_stack(uintptr_t sp);

/* getppid `count' times: the loop and the gate, two instructions each. */
void null_calls(uintptr_t count);

/* Load segment registers with something; are they a new program's? */
void segments_spoil(void);
bool segments_are_clean(void);

/* A far return to `selector':`target'; comes back only by a bug. */
void far_return(uintptr_t selector, uintptr_t target);

/* The first word of the thread-local area, once tls_load has set it. */
bool tls_load(uintptr_t base);
uintptr_t tls_first_word(void);

#endif
