/* SPDX-License-Identifier: BSD-3-Clause */
/* What this CPU's instructions do that C cannot say. */
#ifndef ARCH_CPU_H
#define ARCH_CPU_H

#include "arch.gen.h"
#include "lwkt.gen.h"
#include "offsets.gen.h"
#include "types.h"

/* What set_tls_area() tells the program to load. */
#define TLS_SELECTOR	SEL_TLS

#define WORD_SUFFIX	"l"

/* The segment that holds what the CPU owns. */
#define CPU_SEGMENT	"fs"

/* How our assembly takes its first three arguments: eax, edx, ecx. */
#define REGISTER_CALL	__attribute__((regparm(3)))

#include "x86.h"

#endif
