# SPDX-License-Identifier: BSD-3-Clause
"""Is a kernel the same, byte for byte, wherever its tree lies?"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TREE = ("SConstruct", "site_scons", "dsl", "gen", "templates", "kernel-src", "arch", "user",
        "images")


def built(place: Path, arch: str, seed: str) -> str:
    """Build a kernel in a copy of the tree; return its digest."""
    for name in TREE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name)
        else:
            shutil.copy(ROOT / name, place / name)
    words = [sys.executable, "-m", "SCons", "-Q", f"-j{os.cpu_count() or 1}", f"arch={arch}"]
    done = subprocess.run(
        words, cwd=place, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return hashlib.sha256((place / f"out/{arch}-DEBUG/kernel.elf").read_bytes()).hexdigest()


@pytest.mark.parametrize("arch", ["i386", "x86_64"])
def test_kernel_is_the_same_from_two_folders(arch: str, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "another" / "folder, deeper"
    one.mkdir()
    two.mkdir(parents=True)
    assert built(one, arch, "1") == built(two, arch, "2")
