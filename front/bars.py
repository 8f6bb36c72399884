# SPDX-License-Identifier: BSD-3-Clause
"""The bars that the figures of `./darner bench` are held against: lower is better.

Instructions are the goals set after measuring seven peer kernels under QEMU's instruction
counter (i386, then x86_64); the toolchain's are CPU seconds.  A bar that is met gets
lowered; one that is missed is named in CAVEATS.md.
"""

from __future__ import annotations

#: What no budget is declared for, since no operation is repeated: i386, x86_64.
KERNEL = {
    "boot_to_user": (2_500_000, 2_500_000),
    "text_bytes": (190_000, 190_000),
}

#: CPU seconds.  The bar of gen_cold is meant for a large system, which gen_cold_550 has.
HOST = {
    "gen_cold": 0.6,
    "gen_cold_550": 0.6,
    "gen_nochange": 0.15,
    "gen_edit": 0.25,
    "scons_null": 0.6,
    "clean_build": 10.0,
}


#: CPU seconds with a large system: 550 calls, 200 messages, 50 ports, 30 devices.
LARGE = {
    "gen_cold": 0.6,
    "gen_nochange": 0.15,
    "gen_edit": 0.25,
    "check_cold_40k": 10.0,
    "check_warm": 0.5,
    "typo": 0.3,
}

#: CPU seconds for the kernel as it is.
CHECK = {"check_cold_40k": 10.0, "check_warm": 0.5}

#: What one declaration more costs: milliseconds between 1,000 and 10,000, how many times as
#: long ten times as many take, and generated lines of code.
EACH = {
    "slope_ms": 0.20,
    "growth": 10.0,
    "lines_call": 40,
    "lines_message": 60,
    "lines_register": 40,
}

#: The bars of what is measured on no kernel.
OFF_TARGET = {"host": HOST, "kernel": CHECK, "large": LARGE, "each": EACH}

#: How many times as fast as a peer that is Python's, too.
PYTHON_PEER = 3.0


def bar(name: str, arch: str) -> float | None:
    """Return the bar of a figure, or None when it has none."""
    if arch not in ("i386", "x86_64"):
        return OFF_TARGET.get(arch, {}).get(name)
    pair = KERNEL.get(name)
    return pair[("i386", "x86_64").index(arch)] if pair else None
