# SPDX-License-Identifier: BSD-3-Clause
"""What was found out, kept below out/ and known by digests; what is damaged is found out anew."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import importlib.util
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from gen.analyse.fact import Answer, Call, File, Function, Handed, Held, Kept, Locked, Pointer
from gen.diag import Diag, Edit, Mark
from gen.inputs import READ, files
from gen.place import Loc

#: The folder below the tree.
FOLDER = "out/.analyse"

#: What the analyser reads beside what the generator does.
SOURCES = ("kernel-src/**/*.[chS]", "arch/**/*.[chS]", "gen/analyse/header/*.h")

#: What a file must be, to be one of ours.
DAMAGED = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


def digest(*parts: object) -> str:
    """Return the digest of a few things."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@lru_cache(maxsize=1)
def tools() -> str:
    """Return the digest of what reads C: this package, pycparser, the preprocessor."""
    here = Path(__file__).parents[1]
    ours = here / "analyse"  # Python's own bytecode comes and goes there
    texts = [p.read_bytes() for p in (*sorted(ours.glob("*.py")), *sorted(ours.glob("header/*.h")),
                                      here / "diag.py", here / "place.py")]
    spec = importlib.util.find_spec("pycparser")
    parser = Path(spec.origin).with_name("c_parser.py") if spec and spec.origin else None
    gcc = shutil.which("gcc")
    stamps = [(str(p), p.stat().st_size, p.stat().st_mtime_ns)
              for p in (parser, Path(gcc).resolve() if gcc else None) if p and p.is_file()]
    return digest(texts, stamps)


def tree(root: Path, config: str) -> str:
    """Return the digest of everything that decides what is found in a tree."""
    state = hashlib.sha256(f"{config} {tools()}".encode())
    for place in files(root, (*READ, *SOURCES)):
        state.update(place.relative_to(root).as_posix().encode() + b"\0")
        with contextlib.suppress(OSError):
            state.update(hashlib.sha256(place.read_bytes()).digest())
    return state.hexdigest()


def read(path: Path, key: str) -> Any:
    """Return what was kept under a key; None when it was not, or is damaged."""
    try:
        kept = json.loads(path.read_bytes())
        return kept["value"] if kept["key"] == key else None
    except DAMAGED:
        return None


def write(path: Path, key: str, value: object) -> None:
    """Keep something under a key; where nothing can be written, nothing is kept."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        place = path.with_name(f".{path.name}.{os.getpid()}")
        place.write_text(json.dumps({"key": key, "value": value}, default=plain))
        place.replace(path)


def plain(value: Any) -> Any:
    """Return a fact as JSON has it: its parts, in order."""
    return [getattr(value, one.name) for one in dataclasses.fields(value)]


def diag(row: Sequence[Any]) -> Diag:
    """Return a diagnostic that was kept."""
    code, at, what, label, others, notes, help, fix = row
    marks = tuple(Mark(Loc(*place), text) for place, text in others)
    edits = tuple(Edit(Loc(*place), str(text), int(last)) for place, text, last in fix)
    return Diag(str(code), Loc(*at), str(what), str(label), marks, tuple(notes), str(help), edits)


def call(row: Sequence[Any]) -> Call:
    """Return a call that was kept."""
    name, at, least, most, since, spin, off, held, gives = row
    return Call(name, Loc(*at), int(least), int(most), Loc(*since) if since else None, spin,
                Loc(*off) if off else None, tuple(held), str(gives))


def under(row: Sequence[Any]) -> Locked:
    """Return a call among locks that was kept."""
    name, at, held, given = row
    return Locked(str(name), Loc(*at),
                  tuple(Held(str(lock), str(by), Loc(*at)) for lock, by, at in held),
                  tuple((int(n), str(lock)) for n, lock in given))


def function(row: Sequence[Any]) -> Function:
    """Return a function that was kept."""
    name, at, static, returns, params, noreturn, context, depth, calls, refers, through, \
        given, answers, kept, locked, returned, pointers = row
    return Function(name, Loc(*at), static, returns, tuple(params), noreturn, tuple(context),
                    depth, tuple(map(call, calls)), tuple(refers), tuple(through),
                    tuple(Handed(int(p), str(to), int(n), Loc(*at)) for p, to, n, at in given),
                    tuple(Answer(str(port), Loc(*made), Loc(*at) if at else None)
                          for port, made, at in answers),
                    tuple(Kept(str(name), str(call), *(Loc(*at) for at in places))
                          for name, call, *places in kept),
                    tuple(map(under, locked)), tuple(map(str, returned)),
                    tuple(Pointer(str(to), int(at), str(value)) for to, at, value in pointers))


def file(value: Any) -> File | None:
    """Return the facts of a file that were kept; None when they are damaged."""
    try:
        functions, found = value
        return File(tuple(map(function, functions)), tuple(map(diag, found)))
    except DAMAGED:
        return None


class Hashes:
    """The digests of files, each taken once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return the digest of a file's bytes; nothing for one that cannot be read."""
        if name not in self._known:
            try:
                self._known[name] = hashlib.sha256((self._root / name).read_bytes()).hexdigest()
            except (OSError, ValueError):
                self._known[name] = ""
        return self._known[name]

    def all(self, names: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield names and digests."""
        yield from ((name, self.of(name)) for name in names)
