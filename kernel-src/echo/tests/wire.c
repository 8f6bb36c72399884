/* SPDX-License-Identifier: BSD-3-Clause */
/* Messages as they travel: what leaves arrives, and nothing else does. */

#include "echo/echo.h"
#include "ktest/ktest.h"
#include "message_wire.gen.h"
#include "syscall.gen.h"

enum {
	SEQUENCE = 7,
	BIT = 0x80
};

static struct ping_wire
leaving(void)
{
	struct ping_msg ping;
	struct ping_wire wire;

	ping_init(&ping, &null_reply_port.port, SEQUENCE, HURRIED, 1ull << 40);
	ping_marshal(&wire, &ping);
	return (wire);
}

void
ktest_echo_what_leaves_arrives(struct ktest *t)
{
	struct ping_wire wire = leaving();
	struct ping_msg ping;

	KTEST_ASSERT(t, ping_unmarshal(&ping, &mail_port.port, &wire,
	    sizeof(wire)) == 0, "refused");
	KTEST_ASSERT(t, ping.sequence == SEQUENCE && ping.mood == HURRIED &&
	    ping.stamp == 1ull << 40, "%u %u %llu", ping.sequence, ping.mood,
	    (unsigned long long)ping.stamp);
}

/* A peer that was compiled before moods: what it does not say is zero. */
void
ktest_echo_what_was_said_before_arrives(struct ktest *t)
{
	struct ping0_msg old;
	struct ping0_wire wire;
	struct ping_msg ping = { .mood = HURRIED };

	ping0_init(&old, &null_reply_port.port, SEQUENCE, UINT32_MAX);
	ping0_marshal(&wire, &old);
	KTEST_ASSERT(t, ping_unmarshal(&ping, &mail_port.port, &wire,
	    sizeof(wire)) == 0, "refused");
	KTEST_ASSERT(t, ping.h.number == MSG_PING &&
	    ping.sequence == SEQUENCE && ping.mood == CALM &&
	    ping.stamp == UINT32_MAX, "%x: %u %u %llu", ping.h.number,
	    ping.sequence, ping.mood, (unsigned long long)ping.stamp);
	wire.size++;
	KTEST_ASSERT(t, ping_unmarshal(&ping, &mail_port.port, &wire,
	    sizeof(wire)) == EINVAL, "a wrong size was not judged");
	KTEST_ASSERT(t, ping_unmarshal(&ping, &mail_port.port, &wire,
	    sizeof(wire.number) - 1) == EINVAL, "three bytes were read");
}

/* Each byte of number, size, mood and padding has one value alone. */
void
ktest_echo_what_is_damaged_is_refused(struct ktest *t)
{
	const size_t judged[] = { 0, 1, 2, 3, 4, 5, 6, 7,
	    offsetof(struct ping_wire, mood),
	    offsetof(struct ping_wire, _pad),
	    offsetof(struct ping_wire, _pad) + 2 };
	struct ping_msg ping = { .sequence = SEQUENCE + 1 };

	for (size_t i = 0; i < nitems(judged); i++) {
		struct ping_wire wire = leaving();

		((char *)&wire)[judged[i]] ^= BIT;
		KTEST_ASSERT(t, ping_unmarshal(&ping, &mail_port.port, &wire,
		    sizeof(wire)) == EINVAL, "byte %zu was not judged",
		    judged[i]);
		KTEST_ASSERT(t, ping.sequence == SEQUENCE + 1,
		    "byte %zu: refused, and stored", judged[i]);
	}
}

void
ktest_echo_what_is_short_is_refused(struct ktest *t)
{
	struct ping_wire wire = leaving();
	struct ping_msg ping;

	for (size_t size = 0; size < sizeof(wire); size++)
		KTEST_ASSERT(t, ping_unmarshal(&ping, &mail_port.port, &wire,
		    size) == EINVAL, "%zu bytes were taken", size);
}
