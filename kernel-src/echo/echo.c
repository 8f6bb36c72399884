/* SPDX-License-Identifier: BSD-3-Clause */
/* What the ports that exist to be tried answer. */

#include "echo/echo.h"
#include "kernel.h"
#include "port.gen.h"

static struct echo_later_msg *kept;
static uint32_t noted;

/* Context: thread */
int
echo_on_open(struct echo_open_msg *m)
{
	KASSERT(m->mood <= HURRIED, "echo_on_open: mood %u", m->mood);
	return (0);
}

/* Context: thread */
int
echo_on_say(struct echo_say_msg *m)
{
	if (m->text_size > ECHO_TEXT)
		return (EINVAL);
	m->h.result = m->text_size;
	return (0);
}

/* Context: thread */
int
echo_on_count(struct echo_count_msg *m)
{
	m->h.result = m->start + 1;
	return (0);
}

/* Kept until somebody wants its answer early.  Context: thread */
int
echo_on_later(struct echo_later_msg *m)
{
	kept = m;
	return (EASYNC);
}

/* Context: crit */
void
echo_on_later_abort(struct echo_later_msg *m)
{
	if (kept == m) {
		kept = NULL;
		echo_later_reply(m, EINTR);
	}
}

/* Context: thread */
int
echo_on_note(struct echo_note_msg *m)
{
	noted = m->value;
	return (0);
}

/* Context: thread */
int
echo_on_close(struct echo_close_msg *m __attribute__((unused)))
{
	return (0);
}

/* Context: thread */
int
echo_on_hurry(struct echo_hurry_msg *m __attribute__((unused)))
{
	return (0);
}

/* Context: thread */
int
echo_on_ping(struct ping_msg *m)
{
	m->h.result = m->sequence;
	return (0);
}

/* Context: thread */
int
now_on_add(struct now_add_msg *m)
{
	m->h.result = m->a + m->b;
	return (0);
}

/* Another port knows the answer.  Context: thread */
int
now_on_pass_on(struct now_pass_on_msg *m)
{
	struct echo_count_msg asked;

	echo_count_init(&asked, &null_reply_port.port, m->start);
	m->h.result = 0;
	if (echo_count_do(&echo_port, &asked) == 0)
		m->h.result = echo_count_result(&asked);
	return (0);
}

/* The last value that was noted.  Context: any */
uint32_t
echo_noted(void)
{
	return (noted);
}
