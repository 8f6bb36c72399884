/* SPDX-License-Identifier: BSD-3-Clause */
/* The pair of interrupt controllers of a PC. */
#ifndef DRV_I8259_H
#define DRV_I8259_H

#include "types.h"

void	i8259_init(void);
void	i8259_enable(unsigned);
void	i8259_mask_all(void);
bool	i8259_acknowledge(unsigned);

#endif
