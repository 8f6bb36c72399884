/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Traces.
 *
 * A trace point is declared (`trace_point' in a decl.py); the generated
 * trace_<subsystem>_<name>() looks whether its kind is asked for, a load and a
 * branch, and records it.  Kernels without assertions have none.
 *
 * Each CPU writes a ring of its own.  It takes a place by one instruction, so
 * that an interrupt which records in between takes another, and writes the
 * record's count last: a record whose count is not its place's is being
 * written, or was overwritten, and is left out by whoever reads.  No lock, and
 * nobody waits; readers on other CPUs see what is whole.
 *
 * The times are the time-stamp counter's; what the CPUs recorded is merged by
 * them.
 */
#ifndef KTR_KTR_H
#define KTR_KTR_H

#include "ktr.gen.h"
#include "trace_point.gen.h"
#include "types.h"

bool	ktr_read(unsigned, uint32_t, struct trace_record *);

#endif
