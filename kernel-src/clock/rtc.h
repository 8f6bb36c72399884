/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef CLOCK_RTC_H
#define CLOCK_RTC_H

#include "types.h"

uint64_t rtc_seconds(void);

#endif
