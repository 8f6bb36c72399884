# SPDX-License-Identifier: BSD-3-Clause
"""Do programs see what calls speak of, and nothing that is the kernel's own?"""

from __future__ import annotations

from pathlib import Path

import pytest

from gen.generate import examine
from gen.model.inner import inner_enums

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("arch", ["i386", "x86_64"])
def test_what_the_kernel_alone_speaks_of_is_inner(arch: str) -> None:
    system = examine(ROOT).system
    assert system is not None
    inner = inner_enums(system.kernels[arch])
    assert {"ThreadFlags", "PortWaiting", "TokenFlags", "MsgFlags"} <= inner
    # Of a call's error, a structure that a call stores, an argument, a message, a tunable.
    assert inner.isdisjoint({"Errno", "ProcState", "TraceKind", "Mood", "DebugAt"})
