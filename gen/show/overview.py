# SPDX-License-Identifier: BSD-3-Clause
"""`./darner show WORD`: all that a word can draw, a line for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gen.show.find import WORDS, Thing
from gen.show.paint import width


def drawn(word: str, everything: Sequence[Thing]) -> Iterator[str]:
    """Yield the names that a word knows, by kind, with what their manuals say first."""
    if not any(one.kind in WORDS[word] for one in everything):
        yield f"This kernel declares no {word}."
        return
    for kind in WORDS[word]:
        ours = sorted((one for one in everything if one.kind == kind), key=lambda one: one.names)
        if not ours:
            continue
        longest = max(len(one.names[0]) for one in ours)
        yield f"{kind.capitalize()}: {len(ours)}"
        for one in ours:
            line = f"    {one.names[0]:{longest}}  {first(getattr(one.node, 'doc', ''))}"
            yield line if len(line) <= width() else f"{line[: width() - 1]}…"
        yield ""
    yield f"`./darner show {word} NAME` draws one of them."


def first(doc: str) -> str:
    """Return the first sentence of a manual, in one line."""
    text = " ".join(doc.split("\n\n")[0].split())
    return re.split(r"(?<=[^.]\.) ", text)[0]
