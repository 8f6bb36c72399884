/* SPDX-License-Identifier: BSD-3-Clause */

#include "every.gen.h"
#include "port.gen.h"
#include "kernel.h"
#include "syscall.gen.h"
#include "user_copy.h"

/* Context: thread */
intptr_t
sys_every_words(uint32_t a, uint64_t b, uint32_t c, uint16_t d, int16_t e,
    uint8_t f, uint64_t *sum)
{
	*sum = a + b + c + d + (uint64_t)(int64_t)e + f;
	return (0);
}

/* Context: thread */
intptr_t
sys_every_struct(uint8_t shade, struct outer *both, uint64_t *more)
{
	KASSERT(shade == DARK || shade == GREY || shade == LIGHT,
	    "sys_every_struct: shade %u", shade);
	both->inner.a++;
	both->inner.b--;
	both->name[0] = 'X';
	if (more != NULL)
		*more += 5;
	return (both->inner.a == 100 ? -EINVAL : 0);
}

/* Context: thread */
intptr_t
sys_every_room(void *room, size_t n, uint64_t wide)
{
	memset(room, (wide & WIDE_TOP) != 0 ? 'T' : 'L', n / 2);
	return ((intptr_t)n);
}

/* Context: thread */
intptr_t
sys_every_optional(const char *name, const void *data, size_t n,
    struct user_in *win)
{
	return ((name != NULL ? 1 : 0) | (data != NULL && n > 0 ? 2 : 0) |
	    (win != NULL && win->left > 0 ? 4 : 0));
}

/* Context: thread */
int
every_on_begin(struct every_begin_msg *m)
{
	m->h.result = m->shade;
	return (m->inner.a == 100 ? EINVAL : 0);
}

/* Context: thread */
int
every_on_keep(struct every_keep_msg *m)
{
	every_keep_reply(m, 0, (int32_t)m->text_size);
	return (EASYNC);
}

/* Context: crit */
void
every_on_keep_abort(struct every_keep_msg *m)
{
	every_keep_reply(m, EINTR, 0);
}

/* Context: thread */
int
every_on_drop_me(struct every_drop_me_msg *m)
{
	return (m->wide == WIDE_TOP ? EINVAL : 0);
}

/* Context: thread */
int
every_on_end(struct every_end_msg *m __attribute__((unused)))
{
	return (0);
}

/* Context: thread */
int
every_on_journey(struct journey_msg *m)
{
	m->h.result = m->rest[0];
	return (0);
}

/* Context: thread */
int
every_now_on_journey(struct journey_msg *m)
{
	every_journey_forward(&every_port, m);
	return (EASYNC);
}

/* Context: thread */
int
every_serialize_on_go(struct every_serialize_go_msg *m)
{
	return (m->steps == 0 ? EINVAL : 0);
}
