# SPDX-License-Identifier: BSD-3-Clause
"""What the tree calls itself is said once."""

from __future__ import annotations

import tomllib
from pathlib import Path

from little_tree import ROOT, modelled

from gen.backends import config, man
from gen.load import load
from gen.model.start import release

CALL = '''
from dsl import syscall
@syscall(1)
def f() -> None:
    """Do it."""
    ...
'''
RELEASE = 'from dsl import release\nours = release("2.1", date="2027-02-03")\n'


def test_pages_bear_the_day_of_the_release(tmp_path: Path) -> None:
    kernel = modelled(tmp_path, calls=CALL, ours=RELEASE).kernels["i386"]
    assert [a.placed()["date"] for a in man.artefacts(kernel)] == ["February 3, 2027"]
    assert [a.placed()["release"] for a in config.artefacts(kernel)] == ['"2.1"']


def test_tree_without_a_release_is_of_the_epoch(tmp_path: Path) -> None:
    kernel = modelled(tmp_path, calls=CALL).kernels["i386"]
    assert [a.placed()["date"] for a in man.artefacts(kernel)] == ["January 1, 1970"]


def test_python_s_project_has_the_same_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == release(load(ROOT)).version
