# SPDX-License-Identifier: BSD-3-Clause
"""Whatever is damaged: a fix ends, leaves Python where Python was, and has nothing to do twice."""

from __future__ import annotations

import ast
import random
from pathlib import Path

import pytest
from test_fixtures import FIXTURES, bad_decls

from gen.fix.tree import mended

SIGNS = "()[]{},.:=\n\t \"'x0*@#-é"


def damaged(text: str, chance: random.Random) -> str:
    """Return a text with a sign or a line less, more, or elsewhere."""
    place = chance.randrange(len(text))
    lines = text.split("\n")
    match chance.randrange(4):
        case 0:
            return text[:place] + text[place + 1 :]
        case 1:
            return text[:place] + chance.choice(SIGNS) + text[place:]
        case 2:
            lines.insert(chance.randrange(len(lines)), chance.choice(lines))
        case _:
            del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def is_python(data: bytes) -> bool:
    try:
        ast.parse(data)
    except (SyntaxError, ValueError):
        return False
    return True


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_declaration_is_mended_or_left(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    fixture = chance.choice(FIXTURES)
    root = bad_decls().tree(tmp_path, fixture, "bad.py")
    place = root / "kernel-src/bad/decl.py"
    text = place.read_text()
    for _ in range(chance.randint(1, 3)):
        text = damaged(text, chance) or "\n"
    place.write_text(text)
    work = mended(root)
    for name in work.files:
        if name.endswith(".py"):
            assert is_python(work.after[name]) or not is_python(work.before[name])
        (root / name).write_bytes(work.after[name])
    assert mended(root).files == []
