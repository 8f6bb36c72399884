# SPDX-License-Identifier: BSD-3-Clause
"""The rule about what the hand-written C does, as far as it can be seen without running it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NewType

from gen.diag import Diag
from gen.model.build import Sources, System

#: A system whose C is compiled, too.
Compiled = NewType("Compiled", System)

#: What the kernel's C includes: a tree without it has no C to be analysed.
OWN = "kernel-src/include/kernel.h"


def c_does_what_is_declared(sources: Sources) -> Iterator[Diag]:
    """The hand-written C keeps to its declarations, and to the rules of the house."""
    if (sources.system.declared.root / OWN).is_file():
        from gen.analyse.verdict import found

        yield from found(sources.system)


def stacks_are_deep_enough(system: Compiled) -> Iterator[Diag]:
    """No way through the C takes more stack than there is, and none goes on for ever."""
    if (system.declared.root / OWN).is_file():
        from gen.analyse.stack import found

        yield from found(system)
