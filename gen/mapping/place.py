# SPDX-License-Identifier: BSD-3-Clause
"""From a line of a generated file to the declaration and the template that it came from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from gen.mapping.complaint import Said
from gen.mapping.shape import Shapes
from gen.place import Loc, Source

#: What generated files say beside each entry.
ORIGIN = re.compile(r"((?:kernel-src|arch|user)/[\w./-]+\.py):(\d+)")
LINED = re.compile(r'^#line (\d+) "((?:kernel-src|arch|user)/[\w./-]+)"')
BANNER = "Made by Darner"

#: Where a loop of a template begins, and where it ends.
LOOP = re.compile(r"^\s*(?://|#)%\s*(for|endfor)\b")

#: A declaration, or facts of an architecture.
DECLARES = re.compile(r"^(kernel-src|arch|user)/.*\.py$")


def parsed(name: str, text: str) -> ast.Module:
    """Return the syntax tree of a declaration, an empty one of anything else."""
    try:
        return ast.parse(text) if name.endswith(".py") else ast.Module([], [])
    except SyntaxError:
        return ast.Module([], [])


def is_proof(line: str) -> bool:
    """Say whether a line is a static assertion: many of them share a `#line`."""
    return line.startswith("_Static_assert(")


def proof_begins(lines: Sequence[str], number: int) -> int:
    """Return where a static assertion begins that a line is of; any other line is itself."""
    first = number
    while 1 < first <= len(lines) and lines[first - 1].startswith("    "):
        first -= 1
    return first if 0 < first <= len(lines) and is_proof(lines[first - 1]) else number


class Tree:
    """The files that the tools spoke of, read once."""

    def __init__(self, root: Path, gen: Path) -> None:
        self.root, self.gen = root, gen
        self.sources: dict[str, Source] = {}
        self._shapes = Shapes(root, gen)

    def path(self, file: str) -> Path:
        """Return where a file is: debug information calls every kernel's folder out/NAME."""
        told = Path("out", self.gen.parent.name)
        path = Path(file)
        if path.is_relative_to(told):
            return self.gen.parent / path.relative_to(told)
        return path if path.is_absolute() else self.root / path

    def name(self, file: str) -> str:
        """Return a file's name as people know it: relative to the tree, if it is in there."""
        path = self.path(file)
        return str(path.relative_to(self.root) if path.is_relative_to(self.root) else path)

    def source(self, file: str) -> Source:
        """Return a file's text; empty when it cannot be read."""
        name = self.name(file)
        if name not in self.sources:
            try:
                text = self.path(file).read_text(encoding="utf-8", errors="replace")
            except OSError:
                text = ""
            self.sources[name] = Source(name, text, parsed(name, text))
        return self.sources[name]

    def line(self, said: Said) -> str:
        """Return the line that was spoken of."""
        lines = self.source(said.file).lines
        return lines[said.line - 1] if 0 < said.line <= len(lines) else ""

    def loc(self, said: Said, word: str = "") -> Loc:
        """Return a place: of a word in the line, or of the line."""
        named = self.source(said.file).named(said.line)
        if named is not None:
            return named
        text = self.line(said)
        match = re.search(rf"\b{re.escape(word)}\b", text) if word else None
        start = match.start() if match else len(text) - len(text.lstrip())
        stop = match.end() if match else len(text.rstrip())
        return Loc(self.name(said.file), said.line, start + 1, max(stop, start + 1) + 1)

    def is_generated(self, said: Said) -> bool:
        """Say whether a place is in a file that the generator made."""
        return any(BANNER in line for line in self.source(said.file).lines[:5])

    def is_declared(self, said: Said) -> bool:
        """Say whether a place is in a declaration (#line sends the compiler there)."""
        return bool(DECLARES.match(self.name(said.file)))

    def declaration(self, said: Said) -> Loc | None:
        """Return the declaration that a generated line belongs to: what is named above it."""
        lines = self.source(said.file).lines
        first = proof_begins(lines, said.line)
        for number in range(first, 0, -1):
            text = lines[number - 1] if number <= len(lines) else ""
            if match := ORIGIN.search(text):
                return self.loc(Said(match[1], int(match[2])))
            if match := LINED.match(text):
                further = first - number - 1 if first and is_proof(lines[first - 1]) else 0
                return self.loc(Said(match[2], int(match[1]) + further))
        return None

    def template(self, said: Said) -> Loc | None:
        """Return the line of the template that a generated line was made by, if it can be told."""
        made = self._shapes.line(self.path(said.file), said.line)
        return self.loc(Said(*made)) if made else None

    def is_literal(self, template: Loc) -> bool:
        """Say whether a template's line holds no word of a backend."""
        return "${" not in self.line(Said(template.file, template.line))

    def is_repeated(self, template: Loc) -> bool:
        """Say whether a template's line stands in a loop: it is made for one thing of many."""
        above = self.source(template.file).lines[: template.line]
        words = [match[1] for match in map(LOOP.match, above) if match]
        return words.count("for") > words.count("endfor")

    def generated(self, pattern: str) -> Iterator[Path]:
        """Yield the generated files whose names match."""
        yield from sorted(self.gen.glob(pattern))

    def holding(self, text: str, pattern: str) -> Said | None:
        """Return the first line of the generated files that holds a text."""
        for path in self.generated(pattern):
            for number, line in enumerate(self.source(str(path)).lines, 1):
                if text in line:
                    return Said(str(path), number)
        return None

    def prototype(self, name: str) -> tuple[str, Said] | None:
        """Return how a generated header declares a function, without attributes, and where."""
        pattern = re.compile(rf"^[\w *\t]+\b{re.escape(name)}\([^;]*\);", re.MULTILINE)
        for header in self.generated("include/**/*.h"):
            text = self.source(str(header)).text
            if match := pattern.search(text):
                words = " ".join(match[0].partition("__attribute__")[0].rstrip(";").split())
                return words, Said(str(header), text[: match.start()].count("\n") + 1)
        return None
