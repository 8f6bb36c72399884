# SPDX-License-Identifier: BSD-3-Clause
"""Each kind of lock is taken a million times by all CPUs: nobody is beside another, all go on."""

from __future__ import annotations

import pytest
from machine_room import boot, build, machine

from front.qemu import Verdict, classify

#: Seconds for a million rounds.
LONG = 2400.0

#: How many rounds all threads of a test go together.
ROUNDS = 1_000_000

HAMMERED = (
    "token_excludes", "token_writers_are_alone", "tokens_in_opposite_orders_go_on",
    "spinlock_writers_are_alone",
    "serializer_lets_one_in", "mutex_shares_and_excludes",
    "lockmgr_upgrades_wait_for_nobody_who_waits",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(LONG)
@pytest.mark.parametrize("cpus", ["smp4", "smp8"])
@pytest.mark.parametrize("test", HAMMERED)
def test_a_million_rounds_are_exact(arch: str, cpus: str, test: str) -> None:
    folder = build(arch)
    done = boot(folder / "kernel.elf", arch, machine(folder, cpus),
                f"hammer={ROUNDS} test only=lock.{test}", hang=LONG)
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PASSED, done.log
    assert " passed=1 failed=0" in done.log
