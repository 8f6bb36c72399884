# SPDX-License-Identifier: BSD-3-Clause
"""What the generator makes of small fixtures, whole, as a person would have written it.

A fixture is a folder with a decl.py; beside it lie the expected files, by architecture.
A file that differs is written to the test's temporary folder: look at the difference, and
when it is what you want, copy it here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gen import backends
from gen.load import load
from gen.model.build import build
from gen.model.nodes import Kernel
from gen.render import Renderer

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent

EXPECTED = sorted(
    path
    for fixture in HERE.glob("*/decl.py")
    for path in fixture.parent.glob("*/**/*")
    if path.is_file() and "__pycache__" not in path.parts
)


def kernel_of(fixture: str, arch: str, root: Path) -> Kernel:
    """Return the model of a fixture for an architecture."""
    text = (HERE / fixture / "decl.py").read_text()
    for name in ("config", "syscall", *(["lwktmsg", "msgport"] if "msgport" in text else [])):
        declare(root, name, (ROOT / "kernel-src" / name / "decl.py").read_text())
    declare(root, fixture, text)
    facts = root / "arch" / arch
    facts.mkdir(parents=True)
    (facts / "facts.py").write_text((ROOT / "arch" / arch / "facts.py").read_text())
    shared = root / "arch" / "x86"
    shared.mkdir()
    (shared / "registers.py").write_text((ROOT / "arch" / "x86" / "registers.py").read_text())
    declared = load(root)
    assert not declared.errors, declared.errors
    return build(declared, "DEBUG").kernels[arch]


def made(fixture: str, arch: str, root: Path) -> dict[str, str]:
    """Return every file that a fixture becomes for an architecture, by its path."""
    kernel = kernel_of(fixture, arch, root)
    renderer = Renderer(ROOT)
    return {a.path: renderer.text(a) for a in backends.artefacts(kernel)}


def declare(root: Path, name: str, text: str) -> None:
    """Write a subsystem's declaration."""
    folder = root / "kernel-src" / name
    folder.mkdir(parents=True)
    (folder / "decl.py").write_text(text)


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.relative_to(HERE).as_posix())
def test_generated_file_is_as_expected(path: Path, tmp_path: Path) -> None:
    """The generator writes each expected file, byte for byte."""
    fixture, arch, *rest = path.relative_to(HERE).parts
    files = made(fixture, arch, tmp_path / "tree")
    name = "/".join(rest)
    assert name in files, f"no backend makes {name}"
    (tmp_path / path.name).write_text(files[name])
    assert files[name] == path.read_text(), f"compare {tmp_path / path.name} with {path}"
