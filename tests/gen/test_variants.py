# SPDX-License-Identifier: BSD-3-Clause
"""Are the kernels that the command line knows those that are declared?"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gen.load import load
from gen.model.start import configs
from gen.model.start import machines as modelled_machines
from gen.variants import arches, default, machines, variants

ROOT = Path(__file__).resolve().parents[2]
TREE = ("site_scons", "dsl", "gen", "templates", "kernel-src", "arch", "user", "images", "front")

TINY = '''
TINY = config(
    invariants=False, tests=False, debug=False,
    doc="The least.",
)
'''


def test_syntax_tells_what_the_model_has() -> None:
    declared = load(ROOT)
    modelled = {(c.name, c.doc, c.default) for c in configs(declared)}
    assert {(v.name, v.doc, v.default) for v in variants()} == modelled
    assert set(arches()) == set(declared.facts)
    assert set(machines()) == {m.name for m in modelled_machines(declared)}


def test_a_new_config_is_known_everywhere(tmp_path: Path) -> None:
    for name in TREE:
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("SConstruct", "darner"):
        shutil.copy(ROOT / name, tmp_path)
    with (tmp_path / "kernel-src" / "config" / "decl.py").open("a") as decl:
        decl.write(TINY)
    known = variants(tmp_path)
    assert "TINY" in [variant.name for variant in known]
    assert default(known) == "DEBUG"
    for words in ([sys.executable, "-m", "SCons", "-h"], ["./darner", "run", "--help"]):
        said = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert "The least" in said.stdout
    words = [sys.executable, "-m", "gen", "build", "--config", "TINY", "--out", "out"]
    assert subprocess.run(words, cwd=tmp_path, check=False).returncode == 0
    assert '"TINY"' in (tmp_path / "out/gen/include/config.gen.h").read_text()


@pytest.mark.parametrize(("text", "names"), [("DEBUG = config(", ["DEBUG"]), ("", ["DEBUG"]),
                                             ("A = 1 +\nB = config()\n", ["B"])])
def test_a_broken_declaration_is_left_to_the_loader(
    tmp_path: Path, text: str, names: list[str]
) -> None:
    place = tmp_path / "kernel-src" / "config" / "decl.py"
    place.parent.mkdir(parents=True)
    place.write_text(text)
    known = variants(tmp_path)
    assert [variant.name for variant in known] == names
    assert default(known) == names[0]
