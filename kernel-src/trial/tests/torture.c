/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Steps of the torture: messages of all kinds, to services of all kinds on all
 * CPUs, that many send to at one time.
 *
 * A house has two services, which hand on to each other.  Who comes to an empty
 * one starts them, who leaves it last ends them; so in the end nothing is left.
 * Each message is answered once, or dropped; and when a house is closed, its
 * services have received as many as were sent to them.
 */

#include "trial/service.h"

#include "ktest/torture.h"
#include "lwkt/lwkt.h"
#include "msgport/queue.h"
#include "port.gen.h"
#include "port_vector.gen.h"
#include "smp/smp.h"

enum {
	HOUSES = 5,
	BATCH = 8,			/* messages under way at once */
	HOPS = 6
};

/* house.word: nobody, somebody who opens or closes it, or so many guests. */
#define BUSY	0x80000000u

struct house {
	uint32_t	 word;		/* atomics only, like `sent' */
	uint32_t	 sent;
	struct service	 services[2];
};

static struct house houses[HOUSES];

/* What somebody sends with. */
struct guest {
	struct torture		*torture;
	struct house		*house;
	struct service		*service;	/* one of the house's */
	struct lwkt_port	 answers;
	struct trial_device	 device;	/* of a serialize port */
	struct serializer	*inside;	/* of what guards the answers */
};

static bool
begin(struct house *h, struct torture *t)
{
	static const uint32_t kinds[] = {
		PORT_THREAD, PORT_SPIN, PORT_SERIALIZE
	};
	bool begun = true;

	h->sent = 0;
	for (unsigned i = 0; i < 2 && begun; i++) {
		struct service *s = &h->services[i];

		begun = service_start(s, kinds[torture_dice(t, 3)],
		    cpu_of(torture_dice(t, cpu_count)));
		if (!begun && i == 1)
			service_stop(&h->services[0]);
		s->restless = torture_dice(t, 2);
		s->drops = torture_dice(t, 2);
		s->next = &h->services[1 - i];
	}
	return (begun);
}

static void
end(struct house *h)
{
	uint32_t received = 0;

	for (unsigned i = 0; i < 2; i++) {
		struct service *s = &h->services[i];

		service_stop(s);
		KASSERT(s->kept == NULL && s->door.port.queued == 0 &&
		    s->device.crowded == 0, "torture: a service ends with %u "
		    "messages, kept %p, crowded %u times", s->door.port.queued,
		    (void *)s->kept, s->device.crowded);
		received += s->received - s->relayed - 1; /* but `leave' */
	}
	KASSERT(received == h->sent, "torture: %u messages were sent, %u came",
	    h->sent, received);
}

/* Come into a house, if nobody is about to open or close it. */
static bool
come(struct house *h, struct torture *t)
{
	uint32_t word = atomic_load_int(&h->word);
	bool begun;

	if (word & BUSY || !atomic_cmpset_int(&h->word, word,
	    word == 0 ? BUSY : word + 1))
		return (false);
	if (word != 0)
		return (true);
	begun = begin(h, t);
	atomic_store_int(&h->word, begun ? 1 : 0);
	return (begun);
}

static void
go(struct house *h)
{
	uint32_t word;

	do {
		word = atomic_load_int(&h->word);
	} while (!atomic_cmpset_int(&h->word, word,
	    word == 1 ? BUSY : word - 1));
	if (word != 1)
		return;
	end(h);
	atomic_store_int(&h->word, 0);
}

/* Make the port of our answers, of a kind that suits. */
static void
make_answers(struct guest *g, bool aborts)
{
	bool shares = g->service->door.port.kind == PORT_SERIALIZE;

	g->inside = NULL;
	if (aborts || torture_dice(g->torture, 3) != 0) {
		lwkt_initport(&g->answers, torture_dice(g->torture, 2) ?
		    PORT_THREAD : PORT_SPIN, 0, curthread(), "guest");
		return;
	}
	trial_serializer_init(&g->device);
	lwkt_initport_serialize(&g->answers, 0, curthread(), "guest", shares ?
	    &g->service->device.trial_serializer : &g->device.trial_serializer);
}

/* Be somebody's guest; false if nobody has room at the moment. */
static bool
visit(struct guest *g, struct torture *t, bool aborts)
{
	g->torture = t;
	g->house = &houses[torture_dice(t, HOUSES)];
	if (!come(g->house, t))
		return (false);
	g->service = &g->house->services[torture_dice(t, 2)];
	make_answers(g, aborts);
	g->inside = trial_enter(&g->answers);
	return (true);
}

static void
take_leave(struct guest *g)
{
	KASSERT(g->answers.queued == 0 && lwkt_getport(&g->answers) == NULL,
	    "torture: an answer too many came to tormentor %u",
	    g->torture->number);
	trial_exit(g->inside);
	go(g->house);
}

static void
send(struct guest *g, struct lwkt_msg *m)
{
	struct lwkt_port *door = &g->service->door.port;
	struct serializer *theirs = trial_enter(door);

	atomic_add_int(&g->house->sent, 1);
	lwkt_sendmsg(door, m);
	trial_exit(theirs);
}

/* Send and wait: not inside of what the service must enter. */
static int
ask(struct guest *g, struct lwkt_msg *m)
{
	struct lwkt_port *door = &g->service->door.port;

	if (door->serializer != g->answers.serializer &&
	    door->serializer != NULL) {
		send(g, m);
		return (lwkt_waitmsg(m, 0));
	}
	atomic_add_int(&g->house->sent, 1);
	return (lwkt_domsg(door, m));
}

static void
assert_sum(const struct guest *g, const struct trial_sum_msg *m)
{
	KASSERT(m->h.error == 0 && m->h.result == m->a + m->b,
	    "torture: tormentor %u asks for %llu and %llu, and gets %llu, "
	    "error %d", g->torture->number, (unsigned long long)m->a,
	    (unsigned long long)m->b, (unsigned long long)m->h.result,
	    m->h.error);
}

void
torture_trial_asks(struct torture *t)
{
	struct trial_sum_msg sum;
	struct guest g;

	if (!visit(&g, t, false))
		return;
	for (uint32_t n = torture_dice(t, BATCH); n > 0; n--) {
		trial_sum_init(&sum, &g.answers, n, t->number);
		(void)ask(&g, &sum.h);
		assert_sum(&g, &sum);
	}
	take_leave(&g);
}

/* All answers come, each once, in any order. */
static void
collect(struct guest *g, const struct trial_sum_msg *sums, uint32_t n)
{
	uint32_t seen = 0;

	for (uint32_t i = 0; i < n; i++) {
		const struct lwkt_msg *m = lwkt_waitport(&g->answers);
		size_t which = (size_t)((const struct trial_sum_msg *)m - sums);

		KASSERT(which < n && (seen >> which & 1) == 0,
		    "torture: answer %zu came to tormentor %u twice", which,
		    g->torture->number);
		seen |= 1u << which;
		assert_sum(g, &sums[which]);
	}
}

void
torture_trial_sends(struct torture *t)
{
	struct trial_sum_msg sums[BATCH];
	uint32_t n = torture_dice(t, BATCH) + 1;
	struct guest g;

	if (!visit(&g, t, false))
		return;
	for (uint32_t i = 0; i < n; i++) {
		trial_sum_init(&sums[i], &g.answers, i, t->number);
		send(&g, &sums[i].h);
	}
	if (torture_dice(t, 3) == 0)
		lwkt_migrate(cpu_of(torture_dice(t, cpu_count)));
	collect(&g, sums, n);
	take_leave(&g);
}

void
torture_trial_relays(struct torture *t)
{
	struct trial_relay_msg relay;
	struct guest g;

	if (!visit(&g, t, false))
		return;
	trial_relay_init(&relay, &g.answers, torture_dice(t, HOPS));
	(void)ask(&g, &relay.h);
	KASSERT(relay.h.error == 0 && relay.hops == 0 &&
	    relay.h.result < cpu_count, "torture: a chain ends %u too early "
	    "on CPU %llu, error %d", relay.hops,
	    (unsigned long long)relay.h.result, relay.h.error);
	take_leave(&g);
}

/* What is kept is answered when we say so, wherever it is by then. */
void
torture_trial_aborts(struct torture *t)
{
	struct trial_keep_msg keep;
	struct guest g;

	if (!visit(&g, t, true))
		return;
	trial_keep_init(&keep, &g.answers);
	send(&g, &keep.h);
	for (uint32_t n = torture_dice(t, 1000); n > 0; n--)
		cpu_pause();
	for (uint32_t n = torture_dice(t, 2) + 1; n > 0; n--)
		trial_keep_abort(&keep);
	KASSERT(lwkt_waitmsg(&keep.h, 0) == EINTR, "torture: what tormentor %u "
	    "aborts has error %d", t->number, keep.h.error);
	take_leave(&g);
}

/* Nobody answers these: they are handled or dropped, and ours again then. */
void
torture_trial_notes(struct torture *t)
{
	struct trial_note_msg notes[BATCH];
	uint32_t n = torture_dice(t, BATCH) + 1;
	struct guest g;

	if (!visit(&g, t, true))
		return;
	for (uint32_t i = 0; i < n; i++) {
		trial_note_init(&notes[i], t->number);
		send(&g, &notes[i].h);
	}
	for (uint32_t i = 0; i < n; i++) {
		while ((message_flags(&notes[i].h) & MSGF_DONE) == 0)
			lwkt_yield();
	}
	take_leave(&g);
}
