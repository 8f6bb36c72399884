/* SPDX-License-Identifier: BSD-3-Clause */
/* The end of a program that is asked: which side answers, and what it did. */

/* Which side a question is for; the words are the program's. */
static intptr_t
asked(uint32_t section, uint32_t number, const uintptr_t *words)
{
	switch (section) {
CASES;
	}
	return (0);
}

void
host_main(void)
{
	struct request request;
	uintptr_t words[WORDS];
	intptr_t result;

FACTS;
	while (host_read(&request, sizeof(request)) == sizeof(request)) {
		content_count = request.contents;
		host_read(contents, content_count * sizeof(contents[0]));
		for (int i = 0; i < WORDS; i++)
			words[i] = (uintptr_t)request.words[i];
		(memcpy)(stack_words, words + 6,
		    sizeof(words) - 6 * sizeof(words[0]));
		result = asked(request.section, request.number, words);
		if (result < 0 && result >= -4095)
			told(REFUSED, (int64_t)result, 0);
		told(ANSWERED, (int64_t)result, 0);
		told(END, 0, 0);
	}
	host_write(log_rows, log_count * sizeof(log_rows[0]));
}
