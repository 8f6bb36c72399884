# SPDX-License-Identifier: BSD-3-Clause
"""Memory that is accessed and not allocated, as the compiler's calls find it."""

from config.decl import KASAN
from console.decl import console_ready

from dsl import init_step, only_in

configs = only_in(KASAN)

kasan_ready = init_step(
    "kasan_init", after=(console_ready,), doc="What lies around the kernel's variables."
)
