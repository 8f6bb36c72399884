# SPDX-License-Identifier: BSD-3-Clause
"""Undefined behaviour, as the compiler finds it while the kernel runs."""

from config.decl import UBSAN

from dsl import only_in

configs = only_in(UBSAN)
