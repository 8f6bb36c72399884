# SPDX-License-Identifier: BSD-3-Clause
"""A little tree of declarations, for tests of the loader and the model."""

from __future__ import annotations

import shutil
from pathlib import Path

from gen.load import Declared, load
from gen.model.build import System, build

ROOT = Path(__file__).resolve().parents[2]

CONFIG = """
from dsl import config
DEBUG = config(invariants=True, tests=True, debug=True, default=True)
BENCH = config(invariants=False, tests=False, debug=False)
"""


def write(root: Path, **subsystems: str) -> Path:
    """Write a tree with these declarations and the real facts of both architectures."""
    for arch in ("i386", "x86_64"):
        (root / "arch" / arch).mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "arch" / arch / "facts.py", root / "arch" / arch)
    (root / "arch" / "x86").mkdir(exist_ok=True)
    shutil.copy(ROOT / "arch" / "x86" / "registers.py", root / "arch" / "x86")
    for name, text in {"config": CONFIG, **subsystems}.items():
        folder = root / "kernel-src" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "decl.py").write_text(text)
    return root


def loaded(root: Path, **subsystems: str) -> Declared:
    """Load a little tree."""
    return load(write(root, **subsystems))


def modelled(root: Path, config: str = "DEBUG", **subsystems: str) -> System:
    """Load and model a little tree that has no errors."""
    declared = loaded(root, **subsystems)
    assert not declared.errors, declared.errors
    return build(declared, config)
