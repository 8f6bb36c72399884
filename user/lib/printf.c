/* SPDX-License-Identifier: BSD-3-Clause */

#include <stdbool.h>
#include <stdint.h>

#include <calls.gen.h>
#include <stdio.h>
#include <string.h>

enum {
	PIECE = 256,			/* bytes of a console write */
	DIGITS = 24			/* 64 bits in octal, and room */
};

/*
 * Where formatted text goes.  When `flush' is set the text is written to the
 * console piece by piece; otherwise what does not fit is counted and dropped.
 */
struct sink {
	char	*at;
	size_t	 size;
	size_t	 used;
	size_t	 total;
	bool	 flush;
};

/* One conversion, as written between the percent sign and its letter. */
struct conversion {
	bool	left;			/* - */
	bool	zero;			/* 0 */
	bool	alternate;		/* # */
	bool	plus;			/* + */
	bool	wide;			/* 64 bits: ll, j */
	bool	word;			/* a register: l, z, t */
	int	width;
	int	precision;		/* -1: none */
};

static void
sink_flush(struct sink *sink)
{
	size_t done = 0;
	ssize_t n;

	while (done < sink->used) {
		n = write(1, sink->at + done, sink->used - done);
		if (n <= 0)
			break;
		done += (size_t)n;
	}
	sink->used = 0;
}

static void
sink_put(struct sink *sink, char c)
{
	sink->total++;
	if (sink->used < sink->size)
		sink->at[sink->used++] = c;
	if (sink->flush && sink->used == sink->size)
		sink_flush(sink);
}

static void
sink_fill(struct sink *sink, char c, int count)
{
	while (count-- > 0)
		sink_put(sink, c);
}

static void
sink_padded(struct sink *sink, const struct conversion *c, const char *s,
    int length)
{
	if (!c->left)
		sink_fill(sink, ' ', c->width - length);
	for (int i = 0; i < length; i++)
		sink_put(sink, s[i]);
	if (c->left)
		sink_fill(sink, ' ', c->width - length);
}

/*
 * Put `value' in `base' with the prefix (sign or 0x) before its zeros.
 */
static void
sink_number(struct sink *sink, struct conversion *c, uint64_t value,
    unsigned base, const char *prefix)
{
	char text[DIGITS], *at = text + DIGITS;
	int length, zeros, prefix_length = (int)strlen(prefix);

	for (; value != 0; value /= base)
		*--at = "0123456789abcdef"[value % base];
	length = (int)(text + DIGITS - at);
	zeros = (c->precision < 0 ? 1 : c->precision) - length;
	if (zeros < 0)
		zeros = 0;
	if (c->zero && !c->left && c->precision < 0 &&
	    c->width > prefix_length + length + zeros)
		zeros = c->width - prefix_length - length;
	c->width -= prefix_length + zeros + length;
	if (!c->left)
		sink_fill(sink, ' ', c->width);
	while (*prefix != '\0')
		sink_put(sink, *prefix++);
	sink_fill(sink, '0', zeros);
	while (at < text + DIGITS)
		sink_put(sink, *at++);
	if (c->left)
		sink_fill(sink, ' ', c->width);
}

static const char *
conversion_flags(struct conversion *c, const char *format)
{
	for (;; format++) {
		if (*format == '-')
			c->left = true;
		else if (*format == '0')
			c->zero = true;
		else if (*format == '#')
			c->alternate = true;
		else if (*format == '+')
			c->plus = true;
		else
			return (format);
	}
}

static const char *
conversion_count(int *count, const char *format, va_list *ap)
{
	if (*format == '*') {
		*count = va_arg(*ap, int);
		return (format + 1);
	}
	for (*count = 0; *format >= '0' && *format <= '9'; format++)
		*count = *count * 10 + (*format - '0');
	return (format);
}

static const char *
conversion_read(struct conversion *c, const char *format, va_list *ap)
{
	*c = (struct conversion){ .precision = -1 };
	format = conversion_flags(c, format);
	format = conversion_count(&c->width, format, ap);
	if (c->width < 0) {
		c->left = true;
		c->width = -c->width;
	}
	if (*format == '.')
		format = conversion_count(&c->precision, format + 1, ap);
	for (;; format++) {
		if (*format == 'j' || (*format == 'l' && c->word))
			c->wide = true;
		else if (*format == 'l' || *format == 'z' || *format == 't')
			c->word = true;
		else if (*format != 'h')
			return (format);
	}
}

static uint64_t
unsigned_argument(const struct conversion *c, va_list *ap)
{
	if (c->wide)
		return (va_arg(*ap, uint64_t));
	if (c->word)
		return (va_arg(*ap, unsigned long));
	return (va_arg(*ap, unsigned));
}

static void
signed_conversion(struct sink *sink, struct conversion *c, va_list *ap)
{
	int64_t value;
	const char *prefix = c->plus ? "+" : "";

	if (c->wide)
		value = va_arg(*ap, int64_t);
	else if (c->word)
		value = va_arg(*ap, long);
	else
		value = va_arg(*ap, int);
	if (value < 0)
		prefix = "-";
	sink_number(sink, c, value < 0 ? -(uint64_t)value : (uint64_t)value,
	    10, prefix);
}

static void
string_conversion(struct sink *sink, struct conversion *c, const char *s)
{
	int length = 0;

	if (s == NULL)
		s = "(null)";
	while (length != c->precision && s[length] != '\0')
		length++;
	sink_padded(sink, c, s, length);
}

static void
convert(struct sink *sink, char letter, struct conversion *c, va_list *ap)
{
	char character;

	switch (letter) {
	case 'd':
	case 'i':
		signed_conversion(sink, c, ap);
		break;
	case 'u':
		sink_number(sink, c, unsigned_argument(c, ap), 10, "");
		break;
	case 'o':
		sink_number(sink, c, unsigned_argument(c, ap), 8, "");
		break;
	case 'x':
		sink_number(sink, c, unsigned_argument(c, ap), 16,
		    c->alternate ? "0x" : "");
		break;
	case 'p':
		sink_number(sink, c, (uintptr_t)va_arg(*ap, void *), 16, "0x");
		break;
	case 'c':
		character = (char)va_arg(*ap, int);
		sink_padded(sink, c, &character, 1);
		break;
	case 's':
		string_conversion(sink, c, va_arg(*ap, const char *));
		break;
	default:			/* %% and what we do not know */
		sink_put(sink, letter);
	}
}

static void
format_into(struct sink *sink, const char *format, va_list *ap)
{
	struct conversion c;

	for (; *format != '\0'; format++) {
		if (*format != '%') {
			sink_put(sink, *format);
			continue;
		}
		format = conversion_read(&c, format + 1, ap);
		if (*format == '\0')
			return;
		convert(sink, *format, &c, ap);
	}
}

/*
 * Format into `to', which always ends in a NUL; the result is the length that
 * the whole text has.
 *
 * Context: any.
 */
int
vsnprintf(char *to, size_t size, const char *format, va_list ap)
{
	struct sink sink = { .at = to, .size = size > 0 ? size - 1 : 0 };
	va_list copy;

	va_copy(copy, ap);
	format_into(&sink, format, &copy);
	va_end(copy);
	if (size > 0)
		to[sink.used] = '\0';
	return ((int)sink.total);
}

/*
 * Format into `to'; see vsnprintf.
 *
 * Context: any.
 */
int
snprintf(char *to, size_t size, const char *format, ...)
{
	va_list ap;
	int length;

	va_start(ap, format);
	length = vsnprintf(to, size, format, ap);
	va_end(ap);
	return (length);
}

/*
 * Format to the console; the result is the number of bytes.
 *
 * Context: thread.
 */
int
vprintf(const char *format, va_list ap)
{
	char piece[PIECE];
	struct sink sink = { .at = piece, .size = PIECE, .flush = true };
	va_list copy;

	va_copy(copy, ap);
	format_into(&sink, format, &copy);
	va_end(copy);
	sink_flush(&sink);
	return ((int)sink.total);
}

/*
 * Format to the console; the result is the number of bytes.
 *
 * Context: thread.
 */
int
printf(const char *format, ...)
{
	va_list ap;
	int length;

	va_start(ap, format);
	length = vprintf(format, ap);
	va_end(ap);
	return (length);
}
