# SPDX-License-Identifier: BSD-3-Clause
"""From a line of a generated file to the declaration and the template that it came from."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from gen.mapping.complaint import Said
from gen.place import Loc, Source

#: What generated files say beside each entry.
ORIGIN = re.compile(r"((?:kernel-src|arch|user)/[\w./-]+\.py):(\d+)")
LINED = re.compile(r'^#line (\d+) "((?:kernel-src|arch|user)/[\w./-]+)"')
BANNER = "Made by Darner"
SHAPE = re.compile(r"the shape is (templates/\S+?)\.?$", re.MULTILINE)
WORD = re.compile(r"\$\{[^}]*\}")
STATEMENT = re.compile(r"^\s*(//|#)%")

#: How much of a generated line its template must hold to be recognised.
LIKENESS = 0.3

#: A declaration, or facts of an architecture.
DECLARES = re.compile(r"^(kernel-src|arch|user)/.*\.py$")


def parsed(name: str, text: str) -> ast.Module:
    """Return the syntax tree of a declaration, an empty one of anything else."""
    try:
        return ast.parse(text) if name.endswith(".py") else ast.Module([], [])
    except SyntaxError:
        return ast.Module([], [])


class Tree:
    """The files that the tools spoke of, read once."""

    def __init__(self, root: Path, gen: Path) -> None:
        self.root, self.gen = root, gen
        self.sources: dict[str, Source] = {}

    def name(self, file: str) -> str:
        """Return a file's name as people know it: relative to the tree."""
        path = Path(file)
        if not path.is_absolute():
            path = self.root / path
        for base in (self.root, self.gen.parent.parent.parent):
            if path.is_relative_to(base):
                return path.relative_to(base).as_posix()
        return file

    def source(self, file: str) -> Source:
        """Return a file's text; empty when it cannot be read."""
        name = self.name(file)
        if name not in self.sources:
            try:
                text = (self.root / file).read_text(encoding="utf-8", errors="replace")
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
        for text in reversed(lines[: said.line]):
            if match := ORIGIN.search(text):
                return self.loc(Said(match[1], int(match[2]), "", ""))
            if match := LINED.match(text):
                return self.loc(Said(match[2], int(match[1]), "", ""))
        return None

    def template(self, said: Said) -> Loc | None:
        """Return the line of the template that a generated line was made by, when one can be."""
        shape = SHAPE.search("\n".join(self.source(said.file).lines[:6]))
        text = self.line(said).strip()
        if shape is None or not text:
            return None
        found = []
        for number, line in enumerate(self.source(shape[1]).lines, 1):
            if line.strip() and not STATEMENT.match(line):
                parts = WORD.split(line.strip())
                same = sum(len(part) for part in parts)
                pattern = ".*".join(re.escape(part) for part in parts)
                if same >= LIKENESS * len(text) and re.fullmatch(pattern, text):
                    found.append((-same, number))
        return self.loc(Said(shape[1], min(found)[1], "", "")) if found else None

    def prototype(self, name: str) -> str:
        """Return how a generated header declares a function, or an empty string."""
        pattern = re.compile(rf"^[\w *\t]+\b{re.escape(name)}\([^;]*\);", re.MULTILINE)
        for header in sorted(self.gen.glob("include/**/*.h")):
            if match := pattern.search(header.read_text(encoding="utf-8", errors="replace")):
                return " ".join(match[0].rstrip(";").split())
        return ""
