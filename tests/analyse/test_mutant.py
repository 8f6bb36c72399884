# SPDX-License-Identifier: BSD-3-Clause
"""Is every rule about C kept by the kernel, and broken by its mutants, where they are wrong?

A file of mutant/ is one mistake, made by exact replacement of text in the kernel's C: its code
is in its name, `file:` says where it is made, `line:` what is first on the line that is named.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from c_tree import changed, line_of, said

from gen import explain

MUTANTS = sorted((Path(__file__).parent / "mutant").glob("*.txt"))
EDIT = re.compile(r"^<<<<\n(.*?)\n====\n(.*?)\n?>>>>$", re.DOTALL | re.MULTILINE)


def test_the_kernel_as_it_is_keeps_every_rule(tree: Path) -> None:
    assert said(tree) == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda path: path.stem)
def test_a_mutant_is_caught_where_it_is_wrong(mutant: Path, tree: Path) -> None:
    text, code = mutant.read_text(), mutant.name[:5]
    file, marker = re.findall(r"^(?:file|line): (.*)$", text, re.MULTILINE)[:2]
    edits = [(match[1], match[2]) for match in EDIT.finditer(text)]
    assert edits
    with changed(tree, file, *edits) as wrong:
        found = [(d.code, d.at.file, d.at.line) for d in said(tree)]
    marker = marker.encode().decode("unicode_escape")
    assert (code, file, line_of(wrong, marker)) in found
    assert {code for code, *_ in found} == {code}


def test_every_rule_has_three_mutants() -> None:
    counted = Counter(mutant.name[:5] for mutant in MUTANTS)
    pages = {line[:5] for line in explain.index().splitlines()
             if line.startswith(("K030", "K0311", "K033"))}
    assert set(counted) == pages
    assert min(counted.values()) >= 3, counted
