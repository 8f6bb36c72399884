# SPDX-License-Identifier: BSD-3-Clause
"""A C file, preprocessed for an architecture, and parsed; or where it cannot be read."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsl.record import dataclass
from gen.analyse.token import Plain
from gen.place import Loc

if TYPE_CHECKING:
    from gen.analyse.piece import Part

#: How the build compiles for an architecture, as far as the preprocessor is concerned.
MACHINE = {"i386": ("-m32", "-march=i686"), "x86_64": ("-m64",)}
LANGUAGE = ("-std=gnu11", "-O2", "-ffreestanding", "-nostdinc", "-mgeneral-regs-only")

#: What compilers and the parser say of a place.
SAID = re.compile(r"^(.*?):(\d+)(?::(\d+))?: (?:fatal error: |error: )?(.*)$", re.MULTILINE)
REFUSED = re.compile(r"^(.*?):(\d+)(?::(\d+))?: (?:fatal )?error: (.*)$", re.MULTILINE)

#: The file that a marker names; no code has its form.
NAMED = re.compile(r'\n# [0-9]+ "([^"<\n]+)"')

#: What a parser that is wrong itself raises.
GIVEN_UP = (AssertionError, AttributeError, IndexError, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Text:
    """A preprocessed file; `files` are those that it is made of."""

    text: str
    files: tuple[str, ...]


class Unreadable(Exception):
    """C that cannot be read: where, and what stands in the way."""

    def __init__(self, at: Loc, what: str) -> None:
        super().__init__(what)
        self.at = at
        self.what = what


def preprocess(root: Path, arch: str, source: str, folders: Sequence[str]) -> Text:
    """Return what the preprocessor makes of a file; raise Unreadable."""
    done = subprocess.run(
        [*command(arch, folders), source], cwd=root, capture_output=True, check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    if done.returncode:
        raise unreadable(done.stderr.decode(errors="replace"), source, REFUSED)
    return text_of(done.stdout)


def command(arch: str, folders: Sequence[str]) -> list[str]:
    """Return the preprocessor's command, without a file."""
    return ["gcc", "-E", *MACHINE.get(arch, ()), *LANGUAGE, *(f"-I{one}" for one in folders)]


def text_of(made: bytes) -> Text:
    """Return what the preprocessor has made, and of which files."""
    text = made.decode(errors="replace")
    if '"./' in text:
        text = re.sub(r'^(# \d+ ")\./', r"\1", text, flags=re.MULTILINE)
    named = dict.fromkeys(NAMED.findall(f"\n{text}"))
    return Text(text, tuple(named))


def parse(text: Text, source: str, *, whole: bool = True) -> Part:
    """Return what a preprocessed file is; raise Unreadable.

    Without `whole`, functions of the files that it includes have no bodies.
    """
    from pycparser.c_parser import CParser, ParseError

    from gen.analyse import piece, stretch

    with contextlib.suppress(ParseError, RecursionError, *GIVEN_UP):
        return piece.shared().part(text.text, None if whole else source)
    own = text.text if whole else stretch.own(text.text, source)
    plain = Plain(own)
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
    return piece.Part(tree.ext, {}, plain.noreturn)


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
