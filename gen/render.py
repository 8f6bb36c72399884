# SPDX-License-Identifier: BSD-3-Clause
"""Rendering: words into templates' shapes, and by Jinja where a shape cannot tell."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gen.artefact import Artefact, Words
from gen.shape import shape

if TYPE_CHECKING:
    from gen.template import Templates

#: How a banner's lines begin and end, by the template's language folder.
COMMENT = {
    "c": ("/*", " *", " */"),
    "asm": ("/*", " *", " */"),
    "ld": ("/*", " *", " */"),
    "man": ('.\\"', '.\\"', '.\\"'),
    "promela": ("/*", " *", " */"),
    "gdb": ("#", "#", "#"),
    "text": ("", "", ""),
}


#: The template's line behind each line that it makes, when a renderer is asked for them.
NUMBER = re.compile("\x01(\\d+)\x02")


class Renderer:
    """Turns artefacts into text; each template is read once."""

    def __init__(self, root: Path, *, numbered: bool = False) -> None:
        self._root, self._numbered = root, numbered
        self._shapes: dict[str, Callable[[Words], str]] = {}

    @cached_property
    def _templates(self) -> Templates:
        from gen.template import Templates  # which starts Jinja

        return Templates(self._root, numbered=self._numbered)

    def text(self, artefact: Artefact) -> str:
        """Render an artefact; its words get `banner`, the comment that begins the file.

        What Jinja makes of them counts, and what it says of a mistake; it is asked where a
        shape cannot tell.
        """
        template, words = artefact.template, artefact.placed()
        head = banner(artefact, template.split("/", 1)[0])
        if not self._numbered:
            with contextlib.suppress(Exception):
                return self.shape(template)({**words, "banner": head})
        return self._templates.text(template, words, head)

    def shape(self, template: str) -> Callable[[Words], str]:
        """Return what fills a template that is but a shape."""
        found = self._shapes.get(template)
        if found is None:
            place = self._root / "templates" / template
            with place.open(encoding="utf-8", newline="") as file:
                found = self._shapes[template] = shape(file.read())
        return found

    def origins(self, artefact: Artefact) -> list[int]:
        """Return for each line of an artefact the template's line; asked of a `numbered` one.

        A word of several lines stands in the template's line where it ends.
        """
        found: list[int] = []
        waiting = 0
        for line in self.text(artefact).splitlines():
            numbers = NUMBER.findall(line)
            waiting += 1
            if numbers:
                found += [int(numbers[-1])] * waiting
                waiting = 0
        return found


def banner(artefact: Artefact, language: str) -> str:
    """Return the comment that says what a generated file is and what to edit instead."""
    first, middle, last = COMMENT[language]
    lines = [
        f"{middle} SPDX-License-Identifier: BSD-3-Clause",
        f"{middle} Made by Darner from {artefact.edit}.",
        f"{middle} Edit that, not this; the shape is templates/{artefact.template}.",
    ]
    if first.startswith("/*"):
        lines = [first, *lines, last]
    return "\n".join(lines)
