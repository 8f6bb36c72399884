# SPDX-License-Identifier: BSD-3-Clause
"""What compilers, assembler, linker and Jinja say of generated files, said of declarations.

A folder is one mistake in a copy of the tree: case.toml has the edits and what SCons is to
build.  expected.txt is all that it prints; DARNER_UPDATE=1 writes it anew, to be read in the
diff.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from front.build import FAILED, blame
from front.complaint import Status
from gen import explain
from gen.mapping import FAULTS_OF_OURS, remap
from gen.mapping.complaint import COLOR

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = sorted(p.parent for p in HERE.glob("*/case.toml"))
TREE = ("SConstruct", "site_scons", "dsl", "gen", "templates", "kernel-src", "arch", "user",
        "images")
#: A place keeps its column; a margin is as wide as one digit.
UNNUMBERED = (
    (r"^ *(-->|:::) ([^\s:]+):\d+:", r" \1 \2:N:"),
    (r"^([^\s:]+):\d+:", r"\1:N:"),
    (r"^ *\d+ \|", "N |"),
    (r"^ +([|=])", r"  \1"),
    (r"and \d+ more", "and N more"),
    (r"#line \d+", "#line N"),
    (r"\.py:\d+ \*/", ".py:N */"),
)
JINJA = {"K0210", "K0211", "K0212", "K0215"}
#: Nothing is promised in such a tree: a spoilt register would break the lock before the compiler.
SKIPPED = shutil.ignore_patterns("__pycache__", "abi.txt")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree for each case: nothing that another one built is in it."""
    place = tmp_path / "tree"
    for name in TREE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, ignore=SKIPPED)
        else:
            place.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, place / name)
    return place


def spoil(tree: Path, case: dict[str, object]) -> None:
    """Make the mistake of a case."""
    for edit in case.get("edit", []):  # type: ignore[attr-defined]
        path = tree / edit["file"]
        text = path.read_text()
        assert edit["old"] in text, f"{edit['file']} no longer has {edit['old']!r}"
        path.write_text(text.replace(edit["old"], edit["new"]))
    for file in case.get("file", []):  # type: ignore[attr-defined]
        path = tree / file["name"]
        path.parent.mkdir(exist_ok=True)
        path.write_text(file["text"])


def build(
    tree: Path, case: dict[str, object], environment: Mapping[str, str] = os.environ
) -> tuple[str, Status]:
    """Build what the case says; return what is printed, and who is to blame."""
    cc = case.get("cc", "gcc")
    suffix = "" if cc == "gcc" else f"-{cc}"
    target = f"out/{case['arch']}-DEBUG{suffix}/{case['target']}"
    words = ["-Q", "--cache-show", f"arch={case['arch']}", f"cc={cc}", target]
    done = subprocess.run(
        [sys.executable, "-m", "SCons", *words], cwd=tree, env=environment,
        capture_output=True, text=True, check=False,
    )
    assert done.returncode != 0, "it was built"
    said = done.stdout + done.stderr
    failed = [int(match[1] or 1) for match in map(FAILED.match, said.splitlines()) if match]
    return said, blame(done.returncode, failed)


def told(said: str, tree: Path) -> str:
    """Return what was printed without the steps that went well, and without numbers."""
    steps = re.compile(r"^(cc|as|ar|ranlib|link|symbols) .*\n|^scons: .*\n", re.MULTILINE)
    return unnumbered(steps.sub("", said).replace(f"{tree}/", ""))


def unnumbered(text: str) -> str:
    """Return a text without line numbers, which move with every change of the kernel."""
    for pattern, steady in UNNUMBERED:
        text = re.sub(pattern, steady, text, flags=re.MULTILINE)
    return text


@pytest.mark.parametrize("place", CASES, ids=lambda p: p.name)
def test_a_tool_complains_in_these_words(place: Path, tree: Path) -> None:
    case = tomllib.loads((place / "case.toml").read_text())
    spoil(tree, case)
    printed, fault = build(tree, case)
    said = told(printed, tree)
    assert "Traceback" not in said, said
    expected = place / "expected.txt"
    if os.environ.get("DARNER_UPDATE"):
        expected.write_text(said)
    assert said == expected.read_text()
    ours = set(re.findall(r"\[(K\d+)\]", said)) & ({*FAULTS_OF_OURS} | JINJA)
    assert fault == (Status.OUR_BUG if ours else Status.MISTAKE)


@pytest.mark.parametrize("name", ["gcc-mistake-of-your-own", "gcc-handler-other-type"])
def test_a_person_sees_the_same_in_colour(name: str, tree: Path) -> None:
    place = HERE / name
    case = tomllib.loads((place / "case.toml").read_text())
    spoil(tree, case)
    printed, _ = build(tree, case, os.environ | {"CLICOLOR_FORCE": "1"})
    plain = COLOR.sub("", printed)
    assert plain != printed
    assert told(plain, tree) == (place / "expected.txt").read_text()


def test_words_of_a_later_clang_are_known() -> None:
    said = ("kernel-src/clock/decl.py:25:16: error: static assertion failed due to requirement "
            "'_Alignof(struct timespec) == 8': the model has it\n")
    text, ours = remap(said, ROOT, ROOT / "out" / "i386-DEBUG" / "gen")
    assert text.startswith("error[K0203]")
    assert ours


def test_every_code_has_a_page_and_every_page_a_fixture() -> None:
    said = "".join((case / "expected.txt").read_text() for case in CASES)
    told = set(re.findall(r"\[(K02\d\d)\]", said))
    pages = {line[:5] for line in explain.index().splitlines() if line.startswith("K02")}
    assert told == pages


@pytest.mark.parametrize("tool", ["gcc", "gas"])
def test_there_are_five_cases_of_each(tool: str) -> None:
    assert len([case for case in CASES if case.name.startswith(tool)]) >= 5
