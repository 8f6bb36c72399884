/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef ECHO_ECHO_H
#define ECHO_ECHO_H

#include "echo_message.gen.h"
#include "msgport_message.gen.h"

enum {
	ECHO_TEXT = 64		/* bytes that may be said */
};

uint32_t echo_noted(void);

#endif
