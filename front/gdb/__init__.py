# SPDX-License-Identifier: BSD-3-Clause
"""Kernels in gdb: what a kernel's gdb_script.gen.py says of it, and what is walked by that.

Nothing but `command` needs gdb: the rest reads bytes, whoever fetches them.
"""
