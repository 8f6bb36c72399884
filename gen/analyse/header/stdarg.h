/* SPDX-License-Identifier: BSD-3-Clause */
/* What the analyser reads instead of the compiler's own. */
#ifndef ANALYSE_STDARG_H
#define ANALYSE_STDARG_H

typedef char	*va_list;

#define va_start(list, last)	((list) = 0)
#define va_arg(list, type)	(*(type *)(list))
#define va_copy(to, from)	((to) = (from))
#define va_end(list)	((void)0)

#endif
