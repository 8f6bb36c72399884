# SPDX-License-Identifier: BSD-3-Clause
"""Which line of which template made a generated line: the file is rendered once more, with
the numbers of the template's lines in its text."""

from __future__ import annotations

import re
from pathlib import Path

from gen.model.nodes import Kernel

#: What a kernel's folder is called: architecture, config, and the compiler if it is not gcc.
FOLDER = re.compile(r"(?P<arch>\w+)-(?P<config>[A-Za-z0-9]+)(-\w+)?$")

Shape = tuple[str, list[int]]


class Shapes:
    """The templates of one kernel's files, asked only when a tool complains of one."""

    def __init__(self, root: Path, gen: Path) -> None:
        self._root, self._gen = root, gen
        self._kernel: Kernel | None = None
        self._known: dict[Path, Shape | None] = {}

    def line(self, file: Path, number: int) -> tuple[str, int] | None:
        """Return the template and its line; None when the file is another than it would be."""
        if file not in self._known:
            self._known[file] = self._traced(file)
        shape = self._known[file]
        if shape is None or not 0 < number <= len(shape[1]):
            return None
        return shape[0], shape[1][number - 1]

    def _traced(self, file: Path) -> Shape | None:
        """Render a file again, from declarations that are still the same."""
        from gen import why  # it loads the declarations: not before there is need

        match = FOLDER.search(self._gen.parent.name)
        if match is None or not file.is_relative_to(self._gen):
            return None
        try:
            if self._kernel is None:
                self._kernel = why.kernel(self._root, match["arch"], match["config"])
            name = file.relative_to(self._gen).as_posix()
            artefact, text, origins = why.traced(self._root, self._kernel, name)
        except why.Unanswered:
            return None
        if file.read_text(encoding="utf-8") != text:
            return None
        return f"templates/{artefact.template}", origins
