/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * From a loader's memory map to page ranges that can be handed out.
 *
 * The map is taken as a set of claims.  A frame is usable when some entry
 * claims all of it as RAM, no entry claims any of it as something else, and
 * it lies in none of the holes that the caller adds.  Usable entries are
 * therefore rounded inwards, all others outwards, and the others win.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arch.gen.h"
#include "boot/boot.h"

/* The ranges made so far: sorted, apart from each other, none empty. */
struct range_set {
	struct frame_range	*ranges;
	unsigned		 n;
	unsigned		 max;
};

/* Put `range' at position `at'; when the set is full, its smallest yields. */
static void
range_insert(struct range_set *set, unsigned at, struct frame_range range)
{
	unsigned i, smallest;

	if (set->n == set->max) {
		smallest = 0;
		for (i = 1; i < set->n; i++)
			if (set->ranges[i].end - set->ranges[i].first <
			    set->ranges[smallest].end -
			    set->ranges[smallest].first)
				smallest = i;
		if (range.end - range.first <= set->ranges[smallest].end -
		    set->ranges[smallest].first)
			return;
		set->n--;
		for (i = smallest; i < set->n; i++)
			set->ranges[i] = set->ranges[i + 1];
		if (at > smallest)
			at--;
	}
	for (i = set->n; i > at; i--)
		set->ranges[i] = set->ranges[i - 1];
	set->ranges[at] = range;
	set->n++;
}

/* Join `range' to the set, swallowing all that it touches. */
static void
range_add(struct range_set *set, struct frame_range range)
{
	unsigned at, last, i;

	if (range.first >= range.end)
		return;
	for (at = 0; at < set->n && set->ranges[at].end < range.first; at++)
		continue;
	for (last = at; last < set->n &&
	    set->ranges[last].first <= range.end; last++) {
		if (set->ranges[last].first < range.first)
			range.first = set->ranges[last].first;
		if (set->ranges[last].end > range.end)
			range.end = set->ranges[last].end;
	}
	for (i = last; i < set->n; i++)
		set->ranges[at + i - last] = set->ranges[i];
	set->n -= last - at;
	range_insert(set, at, range);
}

/* Take `hole' out of the set; a range that it splits becomes two. */
static void
range_subtract(struct range_set *set, struct frame_range hole)
{
	struct frame_range upper;
	unsigned i, kept;

	if (hole.first >= hole.end)
		return;
	for (i = 0; i < set->n; i++) {
		if (set->ranges[i].first < hole.first &&
		    set->ranges[i].end > hole.end) {
			upper.first = hole.end;
			upper.end = set->ranges[i].end;
			set->ranges[i].end = hole.first;
			range_insert(set, i + 1, upper);
			return;
		}
	}
	for (i = kept = 0; i < set->n; i++) {
		upper = set->ranges[i];
		if (upper.first < hole.end && upper.end > hole.first) {
			if (upper.first >= hole.first)
				upper.first = hole.end;
			else
				upper.end = hole.first;
		}
		if (upper.first < upper.end)
			set->ranges[kept++] = upper;
	}
	set->n = kept;
}

/* The frames of `range': those wholly in it, or all that it touches. */
static struct frame_range
range_frames(const struct boot_range *range, bool whole, uint64_t limit)
{
	struct frame_range frames;
	uint64_t end, mask;

	mask = PAGE_SIZE - 1;
	end = range->base + range->len;
	if (end < range->base)
		end = UINT64_MAX - mask;	/* it wraps: up to the top */
	if (whole) {
		frames.first = (range->base >> PAGE_SHIFT) +
		    ((range->base & mask) != 0);
		frames.end = end >> PAGE_SHIFT;
	} else {
		frames.first = range->base >> PAGE_SHIFT;
		frames.end = (end >> PAGE_SHIFT) + ((end & mask) != 0);
		if (range->len == 0)
			frames.end = frames.first;
	}
	if (frames.end > limit)
		frames.end = limit;
	return (frames);
}

/*
 * Normalise `map': write at most `max' page ranges to `out', sorted, apart,
 * below `frame_limit', without the `holes'; return how many.
 *
 * Context: any.
 */
unsigned
memory_map_usable(const struct boot_range *map, unsigned nmap,
    const struct frame_range *holes, unsigned nholes, uint64_t frame_limit,
    struct frame_range *out, unsigned max)
{
	struct range_set set = { .ranges = out, .n = 0, .max = max };
	unsigned i;

	for (i = 0; i < nmap; i++)
		if (map[i].type == BOOT_RAM)
			range_add(&set,
			    range_frames(&map[i], true, frame_limit));
	for (i = 0; i < nmap; i++)
		if (map[i].type != BOOT_RAM)
			range_subtract(&set,
			    range_frames(&map[i], false, frame_limit));
	for (i = 0; i < nholes; i++)
		range_subtract(&set, holes[i]);
	return (set.n);
}
