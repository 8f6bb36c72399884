/* SPDX-License-Identifier: BSD-3-Clause */
/* Messages: every way to send, to be answered, and to give up. */

#include "echo/echo.h"
#include "ktest/ktest.h"
#include "port.gen.h"
#include "vm/vm.h"

enum {
	SHOUT = 0x1007,			/* which is retired */
	MANY = 8,			/* as many as the port takes */
	SUM = 7
};

static void
begin(struct ktest *t)
{
	struct echo_open_msg open;

	echo_open_init(&open, &null_reply_port.port, CALM);
	KTEST_ASSERT(t, echo_open_do(&echo_port, &open) == 0, "open failed");
}

/* The conversation ends: another may begin. */
static void
end(struct ktest *t)
{
	struct echo_close_msg close;

	echo_close_init(&close, &mail_port.port);
	echo_close_send(&echo_port, &close);
	KTEST_ASSERT(t, echo_close_wait(&close) == 0, "close failed");
}

void
ktest_echo_answers_who_waits(struct ktest *t)
{
	struct echo_count_msg count;

	begin(t);
	for (uint64_t i = 0; i < MANY; i++) {
		echo_count_init(&count, &null_reply_port.port, i << 40);
		KTEST_ASSERT(t, echo_count_do(&echo_port, &count) == 0,
		    "count failed");
		KTEST_ASSERT(t, echo_count_result(&count) == (i << 40) + 1,
		    "answer 0x%llx",
		    (unsigned long long)echo_count_result(&count));
	}
	end(t);
}

void
ktest_echo_answers_arrive_in_order(struct ktest *t)
{
	static struct echo_say_msg said[MANY];

	begin(t);
	for (uint32_t i = 0; i < MANY; i++) {
		echo_say_init(&said[i], &mail_port.port, "text", i);
		echo_say_send(&echo_port, &said[i]);
	}
	for (uint32_t i = 0; i < MANY; i++) {
		struct lwkt_msg *m = lwkt_waitport(&mail_port.port);

		KTEST_ASSERT(t, m == &said[i].h, "answer %u is another's", i);
		KTEST_ASSERT(t, m->error == 0 &&
		    echo_say_result(&said[i]) == i, "error %d, answer %u",
		    m->error, echo_say_result(&said[i]));
	}
	end(t);
}

void
ktest_echo_full_port_says_so(struct ktest *t)
{
	static struct echo_say_msg said[MANY + 1];

	begin(t);
	for (uint32_t i = 0; i <= MANY; i++) {
		echo_say_init(&said[i], &mail_port.port, "", 0);
		echo_say_send(&echo_port, &said[i]);
	}
	KTEST_ASSERT(t, echo_say_wait(&said[MANY]) == ENOBUFS, "error %d",
	    said[MANY].h.error);
	for (uint32_t i = 0; i < MANY; i++)
		KTEST_ASSERT(t, echo_say_wait(&said[i]) == 0, "%u: error %d",
		    i, said[i].h.error);
	end(t);
}

void
ktest_echo_handler_refuses(struct ktest *t)
{
	struct echo_say_msg said;

	begin(t);
	echo_say_init(&said, &mail_port.port, "", 0);
	said.text_size = ECHO_TEXT + 1;
	echo_say_send(&echo_port, &said);
	KTEST_ASSERT(t, echo_say_wait(&said) == EINVAL, "error %d",
	    said.h.error);
	end(t);
}

void
ktest_echo_aborted_message_is_answered(struct ktest *t)
{
	struct echo_later_msg later;
	struct echo_count_msg count;

	begin(t);
	echo_later_init(&later, &mail_port.port);
	echo_later_send(&echo_port, &later);
	/* What is behind it has been answered: it was handled, and kept. */
	echo_count_init(&count, &null_reply_port.port, 0);
	(void)echo_count_do(&echo_port, &count);
	KTEST_ASSERT(t, (later.h.flags & MSGF_DONE) == 0, "flags 0x%x",
	    later.h.flags);
	echo_later_abort(&later);
	KTEST_ASSERT(t, echo_later_wait(&later) == EINTR, "error %d",
	    later.h.error);
	end(t);
}

void
ktest_echo_urgent_goes_first(struct ktest *t)
{
	struct echo_say_msg said;
	struct echo_hurry_msg hurry;

	begin(t);
	echo_say_init(&said, &mail_port.port, "", 0);
	echo_hurry_init(&hurry, &mail_port.port);
	echo_say_send(&echo_port, &said);
	echo_hurry_send(&echo_port, &hurry);
	KTEST_ASSERT(t, lwkt_waitport(&mail_port.port) == &hurry.h,
	    "the other was first");
	KTEST_ASSERT(t, echo_say_wait(&said) == 0, "error %d", said.h.error);
	end(t);
}

void
ktest_echo_note_is_freed(struct ktest *t)
{
	struct echo_note_msg *note = kmalloc(sizeof(*note));
	struct echo_count_msg count;

	begin(t);
	KTEST_ASSERT(t, note != NULL, "no memory");
	echo_note_init(note, SUM);
	echo_note_send(&echo_port, note);
	echo_count_init(&count, &null_reply_port.port, 0);
	(void)echo_count_do(&echo_port, &count);
	KTEST_ASSERT(t, echo_noted() == SUM, "noted %u", echo_noted());
	end(t);
}

void
ktest_echo_answers_at_once(struct ktest *t)
{
	struct now_add_msg add;
	struct now_pass_on_msg pass;
	struct ping_msg ping;

	begin(t);
	now_add_init(&add, &null_reply_port.port, SUM - 1, 1);
	KTEST_ASSERT(t, now_add_do(&now_port, &add) == 0 &&
	    now_add_result(&add) == SUM, "sum %llu",
	    (unsigned long long)now_add_result(&add));
	now_pass_on_init(&pass, &null_reply_port.port, SUM);
	KTEST_ASSERT(t, now_pass_on_do(&now_port, &pass) == 0 &&
	    now_pass_on_result(&pass) == SUM + 1, "answer %llu",
	    (unsigned long long)now_pass_on_result(&pass));
	ping_init(&ping, &mail_port.port, SUM, CALM, 0);
	echo_ping_send(&echo_port, &ping);
	KTEST_ASSERT(t, ping_wait(&ping) == 0 && ping_result(&ping) == SUM,
	    "ping: error %d", ping.h.error);
	end(t);
}

/* Old names mean what they meant; old numbers are answered. */
void
ktest_echo_retired_message_is_answered(struct ktest *t)
{
	struct echo_say_msg said;

	begin(t);
	KTEST_ASSERT(t, MSG_ECHO_TELL == MSG_ECHO_SAY, "0x%x", MSG_ECHO_TELL);
	echo_say_init(&said, &mail_port.port, "", 0);
	said.h.number = SHOUT;
	echo_say_send(&echo_port, &said);
	KTEST_ASSERT(t, echo_say_wait(&said) == ENOSYS, "error %d",
	    said.h.error);
	end(t);
}
