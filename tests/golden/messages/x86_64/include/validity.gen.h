/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared enumerations.
 * Edit that, not this; the shape is templates/c/validity.h.j2.
 */

#ifndef VALIDITY_GEN_H
#define VALIDITY_GEN_H

#include "types.h"
#include "messages.gen.h"

/* kernel-src/messages/decl.py:30 */
static inline bool
is_colour(uint8_t value)
{
	switch (value) {
	case WHITE:
	case RED:
		return (true);
	default:
		return (false);
	}
}

#endif
