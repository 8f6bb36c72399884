# SPDX-License-Identifier: BSD-3-Clause
"""Is the large system that `bench` measures a real one: does it build, boot, and pass?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from machine_room import ROOT, boot, build, expected, machine

from front.synthetic import populate

PARTS = ("site_scons", "images", "dsl", "gen", "templates", "kernel-src", "arch", "user")


@pytest.mark.slow
def test_hundreds_of_calls_hold(tmp_path: Path, arch: str) -> None:
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "SConstruct", tmp_path)
    populate(tmp_path, calls=550, devices=30)
    folder = build(arch, "DEBUG", "strict=1", root=tmp_path)
    names = expected(folder)
    assert sum(name.startswith("many49_") for name in names) > 200
    done = boot(folder / "kernel.elf", arch, machine(folder, "q35"))
    assert done.judged(arch, names).problems == []
