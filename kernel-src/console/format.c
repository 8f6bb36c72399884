/* SPDX-License-Identifier: BSD-3-Clause */
/* printf's formats that a kernel needs: d i u x X p s c %, with l ll z. */

#include "kernel.h"

/* Where formatted characters go. */
struct sink {
	char	*at;
	size_t	 room;
	int	 total;
};

/* One conversion, as written between '%' and its letter. */
struct format {
	bool		left;
	bool		zero;
	int		width;
	int		precision;	/* -1: none */
	int		longs;		/* 1: l or z, 2: ll */
};

static void
put(struct sink *sink, char c)
{
	if (sink->room > 1) {
		*sink->at++ = c;
		sink->room--;
	}
	sink->total++;
}

static void
put_padded(struct sink *sink, const struct format *format, const char *text,
    int length, char fill)
{
	int pad = format->width - length;

	for (; !format->left && pad > 0; pad--)
		put(sink, fill);
	for (int i = 0; i < length; i++)
		put(sink, text[i]);
	for (; format->left && pad > 0; pad--)
		put(sink, ' ');
}

static void
put_number(struct sink *sink, const struct format *format, uint64_t value,
    unsigned base, bool negative, bool upper)
{
	const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
	char text[24];
	int at = sizeof(text);
	int width = format->zero && !format->left ? format->width : 0;

	do {
		text[--at] = digits[value % base];
		value /= base;
	} while (value != 0);
	while ((int)sizeof(text) - at + negative < width && at > 1)
		text[--at] = '0';
	if (negative)
		text[--at] = '-';
	put_padded(sink, format, text + at, (int)sizeof(text) - at, ' ');
}

static uint64_t
unsigned_argument(const struct format *format, va_list *ap)
{
	if (format->longs == 2)
		return (va_arg(*ap, unsigned long long));
	if (format->longs == 1)
		return (va_arg(*ap, unsigned long));
	return (va_arg(*ap, unsigned int));
}

static int64_t
signed_argument(const struct format *format, va_list *ap)
{
	if (format->longs == 2)
		return (va_arg(*ap, long long));
	if (format->longs == 1)
		return (va_arg(*ap, long));
	return (va_arg(*ap, int));
}

static void
put_string(struct sink *sink, const struct format *format, const char *text)
{
	int length = 0;

	if (text == NULL)
		text = "(null)";
	while (text[length] != '\0' && length != format->precision)
		length++;
	put_padded(sink, format, text, length, ' ');
}

static void
put_signed(struct sink *sink, const struct format *format, int64_t value)
{
	uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;

	put_number(sink, format, size, 10, value < 0, false);
}

static void
convert(struct sink *sink, struct format *format, char letter, va_list *ap)
{
	switch (letter) {
	case 'd':
	case 'i':
		put_signed(sink, format, signed_argument(format, ap));
		break;
	case 'u':
		put_number(sink, format, unsigned_argument(format, ap), 10,
		    false, false);
		break;
	case 'x':
	case 'X':
		put_number(sink, format, unsigned_argument(format, ap), 16,
		    false, letter == 'X');
		break;
	case 'p':
		format->longs = 1;
		put(sink, '0');
		put(sink, 'x');
		put_number(sink, format, (uintptr_t)va_arg(*ap, void *), 16,
		    false, false);
		break;
	case 's':
		put_string(sink, format, va_arg(*ap, const char *));
		break;
	case 'c':
		put(sink, (char)va_arg(*ap, int));
		break;
	default:
		put(sink, letter);
		break;
	}
}

/* Read what stands between '%' and the letter; return the letter's place. */
static const char *
parse(const char *text, struct format *format, va_list *ap)
{
	*format = (struct format){ .precision = -1 };
	for (; *text == '-' || *text == '0'; text++) {
		if (*text == '-')
			format->left = true;
		else
			format->zero = true;
	}
	if (*text == '*') {
		format->width = va_arg(*ap, int);
		text++;
	}
	for (; *text >= '0' && *text <= '9'; text++)
		format->width = format->width * 10 + (*text - '0');
	if (*text == '.') {
		format->precision = 0;
		if (*++text == '*') {
			format->precision = va_arg(*ap, int);
			text++;
		}
		for (; *text >= '0' && *text <= '9'; text++)
			format->precision =
			    format->precision * 10 + (*text - '0');
	}
	for (; *text == 'l' || *text == 'z'; text++)
		format->longs++;
	return (text);
}

/*
 * Format into `to', of `size' bytes with the NUL; return the length that the
 * whole text has.
 *
 * Context: any
 */
int
kvsnprintf(char *to, size_t size, const char *text, va_list arguments)
{
	struct sink sink = { .at = to, .room = size };
	struct format format;
	va_list ap;

	va_copy(ap, arguments);
	for (; *text != '\0'; text++) {
		if (*text != '%') {
			put(&sink, *text);
			continue;
		}
		text = parse(text + 1, &format, &ap);
		if (*text == '\0')
			break;
		convert(&sink, &format, *text, &ap);
	}
	va_end(ap);
	if (size > 0)
		*sink.at = '\0';
	return (sink.total);
}

/* Context: any */
int
ksnprintf(char *to, size_t size, const char *text, ...)
{
	va_list ap;
	int length;

	va_start(ap, text);
	length = kvsnprintf(to, size, text, ap);
	va_end(ap);
	return (length);
}
