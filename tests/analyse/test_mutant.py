# SPDX-License-Identifier: BSD-3-Clause
"""Is every rule about C kept by the kernel, and broken by its mutants, where they are wrong?

A file of mutant/ is one mistake, made by exact replacement of text in the kernel's C: its code
is in its name, `file:` and `in:`, the function, say where it is made, `line:` what is first on the
line that is named (before `in:`, anywhere in the file).  A file of near/ is no mistake.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from c_tree import Edit, changed, line_of, said

from gen import explain

NEAR = sorted((Path(__file__).parent / "near").glob("*.txt"))
MUTANTS = sorted((Path(__file__).parent / "mutant").glob("*.txt"))
PART = re.compile(r"^(file|line|in): ([^\n]*)$|^<<<<\n(.*?)\n?====\n(.*?)\n?>>>>$",
                  re.DOTALL | re.MULTILINE)


class Mutant(NamedTuple):
    """A mistake: its edits, and where it is seen."""

    file: str
    edits: list[Edit]
    marker: str
    seen: str


def read(text: str) -> Mutant:
    """Return the mistake in a file of mutant/."""
    file = marker = seen = within = ""
    edits = []
    for word, value, old, new in PART.findall(text):
        if word == "file":
            file = value
        elif word == "in":
            within = value
        elif word == "line":
            marker, seen = value.encode().decode("unicode_escape"), within
        else:
            edits.append(Edit(old, new, within))
    assert edits
    return Mutant(file, edits, marker, seen)


def test_the_kernel_as_it_is_keeps_every_rule(tree: Path) -> None:
    assert said(tree) == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda path: path.stem)
def test_a_mutant_is_caught_where_it_is_wrong(mutant: Path, tree: Path) -> None:
    file, edits, marker, seen = read(mutant.read_text())
    code = mutant.name[:5]
    with changed(tree, file, *edits) as wrong:
        found = [(d.code, d.at.file, d.at.line) for d in said(tree)]
    assert (code, file, line_of(wrong, marker, seen)) in found
    assert {code for code, *_ in found} == {code}


@pytest.mark.parametrize("near", NEAR, ids=lambda path: path.stem)
def test_what_is_nearly_a_mistake_is_not_told(near: Path, tree: Path) -> None:
    file, edits, *_ = read(near.read_text())
    with changed(tree, file, *edits):
        assert said(tree) == []


def test_every_rule_has_three_mutants() -> None:
    counted = Counter(mutant.name[:5] for mutant in MUTANTS)
    pages = {line[:5] for line in explain.index().splitlines()
             if line.startswith(("K030", "K0311", "K033"))}
    assert set(counted) == pages
    assert min(counted.values()) >= 3, counted
