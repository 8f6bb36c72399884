/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * In-kernel tests.  A subsystem's tests are the functions ktest_<subsystem>_*
 * of its tests folder; they run before the first process when the command
 * line says `test', each telling one line of the test protocol.
 */
#ifndef KTEST_KTEST_H
#define KTEST_KTEST_H

#include "ktest.gen.h"
#include "types.h"

struct ktest {
	const char	*name;
	unsigned	 failures;
};

#define KTEST_ASSERT(t, condition, ...) do {				\
	if (!(condition))						\
		ktest_fail(t, #condition, __LINE__, __VA_ARGS__);	\
} while (0)

void	ktest_fail(struct ktest *, const char *, int, const char *, ...)
	    __attribute__((format(printf, 4, 5)));
void	ktest_run(void);
void	ktest_resources(const char *, const char *);
uint32_t ktest_rounds(uint32_t);
uint32_t ktest_share(uint32_t, uint32_t);
unsigned ktest_next(void);
unsigned ktest_passed(void);
unsigned ktest_failed(void);

#endif
