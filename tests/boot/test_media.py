# SPDX-License-Identifier: BSD-3-Clause
"""The same file by GRUB, from a CD: the whole suite once more."""

from __future__ import annotations

import uuid

from machine_room import HANG, build, expected, machine, watched

from front.qemu import command


def test_grub_boots_the_same_file_from_a_cd(arch: str) -> None:
    run = uuid.uuid4().hex[:12]
    folder = build(arch, "DEBUG", "iso", f"words=exit=debugcon run={run} test")
    on = machine(folder, "iso")
    ended = watched(command(folder / "darner.iso", on, "", arch=arch), run, HANG)
    judged = ended.judged(arch, expected(folder))
    assert judged.problems == [], ended.log[-3000:]
    assert [name for name, good in judged.results.items() if not good] == []
