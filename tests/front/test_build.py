# SPDX-License-Identifier: BSD-3-Clause
"""When a kernel is not built, does the front door say whose fault it is?"""

from __future__ import annotations

import pytest

from front.build import FAILED, blame
from front.complaint import Status


@pytest.mark.parametrize(
    ("status", "failed", "fault"),
    [
        (0, [], Status.OK),
        (1, [], Status.MISTAKE),  # the generator refused a declaration
        (2, [], Status.OUR_BUG),  # the generator failed itself
        (2, [1, 1], Status.MISTAKE),  # a compiler did
        (2, [1, 2], Status.OUR_BUG),  # and one of them refused a template's text
        (2, [4], Status.MISTAKE),
    ],
)
def test_a_fault_has_an_owner(status: int, failed: list[int], fault: Status) -> None:
    assert blame(status, failed) == fault


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("scons: *** [out/x86_64-DEBUG/obj/gen/idt.gen.c.o] Error 2", "2"),
        ("scons: *** [a.o] Source `b.c' not found, needed by target `a.o'.", None),
    ],
)
def test_a_failed_step_is_seen(line: str, status: str | None) -> None:
    match = FAILED.match(line)
    assert match is not None
    assert match[1] == status
