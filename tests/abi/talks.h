/* SPDX-License-Identifier: BSD-3-Clause */
/* Says every sequence up to a length to two monitors; see talks.py. */

#include <stdint.h>
#include <stdio.h>

enum { LONGEST = 7, WIDTH = 64 };

struct side {
	const int16_t	(*next)[WIDTH];
	const uint32_t	*heard;
	int		 width, states;
};

/* SIDES */

static uint64_t
quiet(const struct side *s, uint64_t states)
{
	for (uint64_t was = 0; was != states; )
		for (int state = (was = states, 0); state < s->states; state++)
			for (int i = 0; i < s->width; i++)
				if (states >> state & 1 && s->heard[i] == 0 &&
				    s->next[state][i] >= 0)
					states |= 1ull << s->next[state][i];
	return (states);
}

static uint64_t
step(const struct side *s, uint64_t states, uint32_t number)
{
	uint64_t after = 0;

	for (int state = 0; state < s->states; state++)
		for (int i = 0; i < s->width; i++)
			if (states >> state & 1 && s->heard[i] == number &&
			    s->next[state][i] >= 0)
				after |= 1ull << s->next[state][i];
	return (quiet(s, after));
}

static int
refused(uint64_t was, uint64_t now, int length)
{
	for (unsigned i = 0; i < sizeof(both) / sizeof(both[0]); i++) {
		uint64_t a = step(&old, was, both[i]), b;

		if (a == 0)
			continue;
		b = step(&new, now, both[i]);
		if (b == 0 || (length < LONGEST && refused(a, b, length + 1)))
			return (1);
	}
	return (0);
}

int
main(void)
{
	puts(refused(quiet(&old, 1), quiet(&new, 1), 1) ? "refused" : "taken");
	return (0);
}
