# SPDX-License-Identifier: BSD-3-Clause
"""Rendering: one Jinja environment, strict, with line statements so that templates look like
what they make."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2

from gen.artefact import Artefact
from gen.inputs import COMPILED

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


#: A line statement: `//%` where C is made, `#%` elsewhere.
STATEMENT = re.compile(r"^[ \t]*(?://|#)%(.*)$", re.MULTILINE)


#: The template's line behind each line that it makes, when a renderer is asked for them.
NUMBER = re.compile("\x01(\\d+)\x02")


class Loader(jinja2.FileSystemLoader):
    """Turns line statements into blocks: Jinja's own swallow the blank lines behind them."""

    def __init__(self, folder: Path, numbered: bool) -> None:
        super().__init__(folder)
        self._numbered = numbered

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text with its line statements as blocks, line by line."""
        source, path, fresh = super().get_source(environment, template)
        if self._numbered:
            texts = enumerate(source.splitlines(), 1)
            source = "".join(
                f"{text}\n" if STATEMENT.match(text) else f"{text}\x01{number}\x02\n"
                for number, text in texts
            )
        return STATEMENT.sub(r"{%\1 %}", source), path, fresh


def compiled(root: Path) -> jinja2.BytecodeCache | None:
    """Return the cache of compiled templates, or None where nothing can be written.

    What a template becomes hangs on this file and on Jinja's version, too.
    """
    settings = hashlib.sha256(jinja2.__version__.encode() + Path(__file__).read_bytes())
    folder = root / COMPILED / settings.hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return jinja2.FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


class Environment(jinja2.Environment):
    """Looks a name up in a dictionary first: that is what the words of backends mostly are."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a part of a word."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class Renderer:
    """Turns artefacts into text; templates are compiled once, and again when they change."""

    def __init__(self, root: Path, *, numbered: bool = False) -> None:
        self._root = root
        self._environment = Environment(
            loader=Loader(root / "templates", numbered),
            undefined=jinja2.StrictUndefined,
            variable_start_string="${",
            variable_end_string="}",
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,
            bytecode_cache=None if numbered else compiled(root),
        )

    def text(self, artefact: Artefact) -> str:
        """Render an artefact; its words get `banner`, the comment that begins the file."""
        language, words = artefact.template.split("/", 1)[0], artefact.placed()
        try:
            template = self._environment.get_template(artefact.template)
            return template.render(words, banner=banner(artefact, language))
        except Exception as error:
            from gen.mapping.template import template_mistake

            raise template_mistake(
                error, artefact.template, words, self._root
            ) from None

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
