/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from kernel-src/config/decl.py.
 * Edit that, not this; the shape is templates/c/config.h.j2.
 */

#ifndef CONFIG_GEN_H
#define CONFIG_GEN_H

#define CONFIG_NAME "DEBUG"		/* kernel-src/config/decl.py:8 */
#define ARCH_NAME "i386"
#define KERN_RELEASE "0.1.0"

enum {
	KERN_INVARIANTS = 1,		/* assertions are checked */
	KERN_TESTS = 1,		/* the in-kernel tests are in */
	KERN_DEBUG = 1,		/* memory is poisoned and counted */
	KERN_WATCHED = 0,		/* watched: frames are larger */
	KERN_KASAN = 0,		/* every access is watched */
};

#endif
