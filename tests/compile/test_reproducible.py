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

from front.build import build

ROOT = Path(__file__).resolve().parents[2]
TREE = ("SConstruct", "site_scons", "dsl", "gen", "templates", "kernel-src", "arch", "user",
        "images")


def built(place: Path, arch: str) -> Path:
    """Build a kernel in a copy of the tree, from nothing; return its folder."""
    for name in TREE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name)
        else:
            shutil.copy(ROOT / name, place / name)
    words = [sys.executable, "-m", "SCons", "-Q", f"-j{os.cpu_count() or 1}", f"arch={arch}"]
    done = subprocess.run(
        [*words, "cache="], cwd=place, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONHASHSEED": "2"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return place / "out" / f"{arch}-DEBUG"


def digest(folder: Path) -> str:
    """Return what tells a kernel from others."""
    return hashlib.sha256((folder / "kernel.elf").read_bytes()).hexdigest()


@pytest.mark.parametrize("arch", ["i386", "x86_64"])
def test_kernel_is_the_same_in_another_folder(arch: str, tmp_path: Path) -> None:
    place = tmp_path / "another" / "folder, deeper"
    place.mkdir(parents=True)
    assert digest(built(place, arch)) == digest(build(ROOT, arch, "DEBUG"))
