# SPDX-License-Identifier: BSD-3-Clause
"""The lines that would mend a diagnostic, as people read them: + comes, - goes, ~ changes."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from gen.diag import Diag
from gen.place import Source

#: Of more lines, the others are counted.
MOST = 6


def patch(diag: Diag, sources: Mapping[str, Source], margin: str) -> Iterator[str]:
    """Yield the lines below a help, those of the diagnostic's own file first."""
    from gen.edit.apply import changed

    files = dict.fromkeys([diag.at.file, *(edit.at.file for edit in diag.fix)])
    for file in files:
        source = sources.get(file)
        edits = [edit for edit in diag.fix if edit.at.file == file]
        if source is None or not edits:
            continue
        if file == diag.at.file:
            yield f"{margin} |"
        else:
            yield f"{margin}::: {file}"
        rows = list(rows_of(source.text, changed(source.text, edits)))
        for sign, line, text in rows[:MOST]:
            yield f"{line:>{len(margin)}} {sign} {text.expandtabs()}".rstrip()
        if len(rows) > MOST:
            yield f"{margin} ... and {len(rows) - MOST} lines more: ./darner fix --dry-run"


def rows_of(before: str, after: str) -> Iterator[tuple[str, int, str]]:
    """Yield sign, number and text of every line that differs; what goes has its old number."""
    old, new = before.splitlines(), after.splitlines()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        if b - a == d - c:
            yield from (("~", n + 1, new[n]) for n in range(c, d))
        else:
            yield from (("-", n + 1, old[n]) for n in range(a, b))
            yield from (("+", n + 1, new[n]) for n in range(c, d))
