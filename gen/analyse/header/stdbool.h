/* SPDX-License-Identifier: BSD-3-Clause */
/* What the analyser reads instead of the compiler's own. */
#ifndef ANALYSE_STDBOOL_H
#define ANALYSE_STDBOOL_H

#define bool	_Bool
#define true	1
#define false	0

#endif
