/* SPDX-License-Identifier: BSD-3-Clause */
/* What one CPU changes in a rendezvous, the others see at once, or not yet. */

#include "cpusync/cpusync.h"

#include "ipi_message.gen.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"
#include "vm/vm.h"

enum {
	CHANGES = 12
};

/* A page, another one after each change, that shows how many there were. */
struct view {
	uint32_t	*at;
	uint32_t	*pages[2];
	uint32_t	 shown;		/* what is there at least, by now */
	uint32_t	 over;
	uint32_t	 stale;
};

static void
exhibit(struct view *v)
{
	for (uint32_t i = 1; i <= CHANGES; i++) {
		uint32_t *page = v->pages[i % 2];

		*page = i;
		kmem_remap(v->at, kmem_page(page));
		atomic_store_int(&v->shown, i);
	}
	atomic_store_int(&v->over, 1);
}

static void
watch_view(struct view *v)
{
	while (atomic_load_int(&v->over) == 0) {
		uint32_t least = atomic_load_int(&v->shown);

		if (atomic_load_int(v->at) < least)
			atomic_set_int(&v->stale, 1u << curcpu()->id);
	}
}

static void
show_or_look(struct meeting *m)
{
	if (curcpu()->id == 0)
		exhibit(m->subject);
	else
		watch_view(m->subject);
}

void
ktest_cpusync_nobody_sees_the_old_page(struct ktest *t)
{
	struct view v = {
		kmem_alloc(PAGE_SIZE),
		{ kmem_alloc(PAGE_SIZE), kmem_alloc(PAGE_SIZE) }, 0, 0, 0
	};
	struct meeting m = { .act = show_or_look, .subject = &v };
	paddr_t own;

	KTEST_ASSERT(t, v.at != NULL && v.pages[0] != NULL &&
	    v.pages[1] != NULL, "no memory");
	own = kmem_page(v.at);
	meeting_hold(t, &m, 1);
	KTEST_ASSERT(t, v.stale == 0, "CPUs 0x%x saw an old page", v.stale);
	KTEST_ASSERT(t, *v.at == CHANGES, "it shows %u", *v.at);
	kmem_remap(v.at, own);
	kmem_free(v.at, PAGE_SIZE);
	kmem_free(v.pages[0], PAGE_SIZE);
	kmem_free(v.pages[1], PAGE_SIZE);
}

/* Two numbers that are equal but in rendezvous; who reads them runs in none. */
struct twins {
	uint32_t	one;
	uint32_t	other;
	uint32_t	over;		/* CPUs that change no more */
	uint32_t	odd;
};

static void
change(struct twins *twins)
{
	for (uint32_t i = 0; i < CHANGES; i++) {
		struct cpusync sync;

		crit_enter();
		cpusync_begin(&sync, cpusync_everybody());
		atomic_store_int(&twins->one, twins->one + 1);
		for (unsigned j = 0; j < CHANGES; j++)
			cpu_pause();
		atomic_store_int(&twins->other, twins->other + 1);
		cpusync_flush_kernel(&sync, twins, 0);
		crit_exit();
	}
	atomic_set_int(&twins->over, 1u << curcpu()->id);
}

/* In a section: whoever stands still does it before or behind this. */
static bool
are_equal(struct twins *twins)
{
	uint32_t one, other;

	crit_enter();
	one = atomic_load_int(&twins->one);
	other = atomic_load_int(&twins->other);
	crit_exit();
	return (one == other);
}

/* CPUs 0 and 2 change, and the others look. */
static void
change_or_look(struct meeting *m)
{
	struct twins *twins = m->subject;
	uint32_t changing = cpusync_everybody() & 5;

	if ((changing >> curcpu()->id & 1) != 0)
		change(twins);
	else
		while (atomic_load_int(&twins->over) != changing)
			if (!are_equal(twins))
				atomic_set_int(&twins->odd,
				    1u << curcpu()->id);
}

void
ktest_cpusync_all_stand_still(struct ktest *t)
{
	struct twins twins = { .one = 0 };
	struct meeting m = { .act = change_or_look, .subject = &twins };
	uint32_t changing = cpu_count > 2 ? 2 : 1;

	meeting_hold(t, &m, 1);
	KTEST_ASSERT(t, twins.odd == 0, "CPUs 0x%x went on", twins.odd);
	KTEST_ASSERT(t, twins.one == changing * CHANGES &&
	    twins.other == twins.one, "%u and %u", twins.one, twins.other);
}
