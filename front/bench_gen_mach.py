# SPDX-License-Identifier: BSD-3-Clause
"""As much of Mach's headers as what MIG makes needs to compile; Debian has none for Linux."""

from __future__ import annotations

MESSAGE = """\
#pragma once
#include <stdint.h>
typedef int boolean_t, kern_return_t, mach_msg_return_t, mach_msg_id_t;
typedef unsigned int mach_port_t, mach_msg_size_t, mach_msg_bits_t;
typedef struct {
	mach_msg_bits_t msgh_bits;
	mach_msg_size_t msgh_size;
	unsigned long msgh_remote_port, msgh_local_port;
	mach_port_t msgh_seqno;
	mach_msg_id_t msgh_id;
} mach_msg_header_t;
typedef struct {
	unsigned int msgt_name : 8, msgt_size : 8, msgt_number : 12, msgt_inline : 1,
		msgt_longform : 1, msgt_deallocate : 1, msgt_unused : 1;
} mach_msg_type_t;
typedef struct {
	mach_msg_header_t Head;
	mach_msg_type_t RetCodeType;
	kern_return_t RetCode;
} mig_reply_header_t;
typedef void (*mig_routine_t)(mach_msg_header_t *, mach_msg_header_t *);
enum { FALSE, TRUE };
enum { MACH_PORT_NULL, MACH_MSG_SUCCESS = 0, MACH_MSG_TIMEOUT_NONE = 0, KERN_SUCCESS = 0 };
enum { MACH_MSG_TYPE_INTEGER_32 = 2, MACH_MSG_TYPE_INTEGER_64 = 11 };
enum { MACH_MSG_TYPE_COPY_SEND = 19, MACH_MSG_TYPE_MAKE_SEND_ONCE = 21 };
enum { MACH_SEND_MSG = 1, MACH_RCV_MSG = 2, MACH_MSG_OPTION_NONE = 0 };
enum { MACH_NOTIFY_SEND_ONCE = 71 };
enum { MIG_TYPE_ERROR = -300, MIG_REPLY_MISMATCH, MIG_BAD_ID = -303, MIG_BAD_ARGUMENTS,
	MIG_SERVER_DIED = -308 };
#define MACH_MSGH_BITS_COMPLEX 0x80000000U
#define MACH_MSGH_BITS(remote, local) ((remote) | ((local) << 8))
#define MACH_MSGH_BITS_REMOTE(bits) ((bits) & 0xff)
#define MACH_MSGH_BITS_LOCAL(bits) (((bits) >> 8) & 0xff)
mach_port_t mig_get_reply_port(void);
void mig_put_reply_port(mach_port_t), mig_dealloc_reply_port(mach_port_t);
mach_msg_return_t mach_msg(mach_msg_header_t *, int, mach_msg_size_t, mach_msg_size_t,
	mach_port_t, int, mach_port_t);
"""

EMPTY = ("boolean", "kern_return", "notify", "mach_types", "mig_errors", "mig_support", "port")

#: The headers by name, and the structure that the routines take.
HEADERS = {"include/mach/message.h": MESSAGE} | {
    f"include/mach/{name}.h": "#pragma once\n#include <mach/message.h>\n" for name in EMPTY
} | {"pair.h": "#pragma once\n#include <stdint.h>\ntypedef struct { uint32_t w[2]; } pair_t;\n"}
