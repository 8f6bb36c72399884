/* SPDX-License-Identifier: BSD-3-Clause */
/* The interval timer of a PC. */
#ifndef DRV_I8254_I8254_H
#define DRV_I8254_I8254_H

#include "types.h"

void	i8254_init(void);
void	i8254_shoot(uint32_t);

#endif
