# SPDX-License-Identifier: BSD-3-Clause
"""A C file, preprocessed for an architecture, as a tree; or where it cannot be read."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dsl.record import dataclass
from gen.analyse.token import Plain
from gen.place import Loc

#: How the build compiles for an architecture, as far as the preprocessor is concerned.
MACHINE = {"i386": ("-m32", "-march=i686"), "x86_64": ("-m64",)}
LANGUAGE = ("-std=gnu11", "-O2", "-ffreestanding", "-nostdinc", "-mgeneral-regs-only")

#: What compilers and the parser say of a place.
SAID = re.compile(r"^(.*?):(\d+)(?::(\d+))?: (?:fatal error: |error: )?(.*)$", re.MULTILINE)
REFUSED = re.compile(r"^(.*?):(\d+)(?::(\d+))?: (?:fatal )?error: (.*)$", re.MULTILINE)

#: What a parser that is wrong itself raises.
GIVEN_UP = (AssertionError, AttributeError, IndexError, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Text:
    """A preprocessed file; `files` are those that it is made of."""

    text: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed file: pycparser's tree, and the functions that never return."""

    tree: Any
    noreturn: frozenset[str]


class Unreadable(Exception):
    """C that cannot be read: where, and what stands in the way."""

    def __init__(self, at: Loc, what: str) -> None:
        super().__init__(what)
        self.at = at
        self.what = what


def preprocess(root: Path, arch: str, source: str, folders: Sequence[str]) -> Text:
    """Return what the preprocessor makes of a file; raise Unreadable."""
    words = ["gcc", "-E", *MACHINE.get(arch, ()), *LANGUAGE, *(f"-I{one}" for one in folders)]
    done = subprocess.run(
        [*words, source], cwd=root, capture_output=True, check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    if done.returncode:
        raise unreadable(done.stderr.decode(errors="replace"), source, REFUSED)
    text = done.stdout.decode(errors="replace")
    text = re.sub(r'^(# \d+ ")\./', r"\1", text, flags=re.MULTILINE)
    named = dict.fromkeys(re.findall(r'^# \d+ "([^"<]+)"', text, re.MULTILINE))
    return Text(text, tuple(named))


def own(text: str, source: str) -> str:
    """Return a preprocessed text without the bodies of functions of other files.

    A body stands between a brace and a brace, each on a line of its own.  What is written
    otherwise is parsed, which takes longer.
    """
    lines = text.split("\n")
    ours, start = True, -1
    for at, line in enumerate(lines):
        if line.startswith("# "):
            ours = f'"{source}"' in line
            start = -1
        elif line == "{" and not ours:
            start = at
        elif line == "}" and start >= 0:
            lines[start : at + 1] = [";", *[""] * (at - start)]
            start = -1
    return "\n".join(lines)


def parse(text: Text, source: str, *, whole: bool = True) -> Tree:
    """Return the tree of a preprocessed file; raise Unreadable.

    Without `whole`, functions of the files that it includes have no bodies.
    """
    from pycparser.c_parser import CParser, ParseError

    from gen.analyse.piece import shared

    plain = Plain(text.text if whole else own(text.text, source))
    with contextlib.suppress(ParseError, RecursionError, *GIVEN_UP):
        return Tree(shared().tree(plain.text), frozenset(plain.noreturn))
    parser = CParser()  # of the whole, to be told where it is wrong
    try:
        tree = parser.parse(plain.text, source)
    except ParseError as error:
        raise unreadable(located(str(error), parser), source, SAID) from None
    except RecursionError:
        what = "this is nested too deeply to be read"
        raise Unreadable(Loc(source, 1, 1, 2), what) from None
    except GIVEN_UP as error:
        what = f"the parser gives up ({type(error).__name__})"
        raise Unreadable(Loc(source, 1, 1, 2), what) from None
    return Tree(tree, frozenset(plain.noreturn))


def located(said: str, parser: Any) -> str:
    """Return what a parser says with its place, which is that of the last token without one."""
    if SAID.search(said):
        return said
    tokens = parser._tokens
    read = [one for one in tokens._buffer[: tokens._index + 1] if one is not None]
    what = said.rpartition(": ")[2]
    if not read:
        return what
    return f"{read[-1].filename}:{read[-1].lineno}:{read[-1].column}: {what[:1].lower()}{what[1:]}"


def unreadable(said: str, source: str, form: re.Pattern[str]) -> Unreadable:
    """Return the mistake behind the first complaint of a tool."""
    match = form.search(said)
    if match is None:
        first = (said.strip().splitlines() or ["it cannot be read"])[0]
        return Unreadable(Loc(source, 1, 1, 2), first[:200])
    col = int(match[3] or 1)
    what = match[4].strip()[:200]
    if what.startswith("before: "):
        what = f"no C before `{what.removeprefix('before: ')}'"
    file = (match[1] or source).removeprefix("./")
    return Unreadable(Loc(file, int(match[2]), col, col + 1), what)
