# SPDX-License-Identifier: BSD-3-Clause
"""Python's own errors in a declaration, said in the declarer's words."""

from __future__ import annotations

import builtins
import re
import sys
from pathlib import Path
from types import TracebackType

import dsl
from gen.diag import Diag
from gen.near import closest, did_you_mean
from gen.place import Loc, Source, bound_names


def explain(error: BaseException, source: Source | None, root: Path) -> Diag:
    """Return the diagnostic of an exception that a declaration module raised."""
    if isinstance(error, SyntaxError):
        return syntax(error, source)
    at = place(error, source)
    if isinstance(error, NameError):
        return unknown_name(error, at, source)
    if isinstance(error, ImportError):
        return unknown_import(error, at, root)
    if isinstance(error, AttributeError):
        return unknown_attribute(error, at)
    if isinstance(error, TypeError):
        return wrong_argument(error, at)
    if isinstance(error, (UnicodeDecodeError, OSError)):
        what = "this declaration cannot be read"
        return Diag("K0007", at, what, notes=(str(error),))
    what = "this declaration does not end its import"
    label = f"{type(error).__name__}: {error}".rstrip(": ")
    note = "a declaration is a table: it names things and does nothing"
    return Diag("K0006", at, what, label, notes=(note,))


def place(error: BaseException, source: Source | None) -> Loc:
    """Return where in the declaration an exception was raised: its innermost frame there."""
    if source is None:
        return Loc("kernel-src", 1, 1, 2)
    found = source.start()
    step: TracebackType | None = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename.endswith(source.file):
            positions = list(code.co_positions())
            line, end_line, col, end = positions[step.tb_lasti // 2]
            if line is not None:
                stop = end if end is not None and end_line == line else None
                found = span(source, line, col, stop)
        step = step.tb_next
    return found


def span(source: Source, line: int, col: int | None, end: int | None) -> Loc:
    """Return a place, by default the whole line."""
    text = source.lines[line - 1] if line <= len(source.lines) else ""
    start = col if col is not None else len(text) - len(text.lstrip())
    stop = end if end is not None else max(len(text), start + 1)
    return Loc(source.file, line, start + 1, stop + 1)


def syntax(error: SyntaxError, source: Source | None) -> Diag:
    """Explain what Python cannot read."""
    file = source.file if source else "kernel-src"
    line, col = error.lineno or 1, max(error.offset or 1, 1)
    end = error.end_offset if error.end_offset and error.end_lineno == line else col + 1
    at = Loc(file, line, col, max(end, col + 1))
    return Diag("K0001", at, f"this is no Python: {error.msg}")


def unknown_name(error: NameError, at: Loc, source: Source | None) -> Diag:
    """Explain a name that nothing has."""
    name = error.name or str(error).split("'")[1]
    at = narrowed(at, name, source)
    own = [n for node in source.tree.body for n in bound_names(node)] if source else []
    near = closest(name, [*dsl.__all__, *own, *dir(builtins)])
    what = f"the name `{name}` is not defined"
    if name in dsl.__all__:
        return Diag("K0002", at, what, help=f"import it: from dsl import {name}")
    help_text = f"did you mean `{near}`?" if near else ""
    if near in dsl.__all__ and near not in own:
        help_text += f" (from dsl import {near})"
    return Diag("K0002", at, what, "not defined", help=help_text)


def narrowed(at: Loc, name: str, source: Source | None) -> Loc:
    """Return the place of a name in the line where it is, when it is there once."""
    if source is not None and at.line <= len(source.lines):
        found = list(re.finditer(rf"\b{re.escape(name)}\b", source.lines[at.line - 1]))
        if len(found) == 1:
            return Loc(at.file, at.line, found[0].start() + 1, found[0].end() + 1)
    return at


def unknown_import(error: ImportError, at: Loc, root: Path) -> Diag:
    """Explain an import of what is not there."""
    if error.name == "dsl" or (error.name or "").startswith("dsl."):
        match = re.search(r"cannot import name '(\w+)'", str(error))
        if match:
            what = f"`dsl` has no word `{match[1]}`"
            return Diag("K0003", at, what, help=did_you_mean(match[1], dsl.__all__))
    folders = [p.parent.relative_to(root / "kernel-src").as_posix().replace("/", ".")
               for p in (root / "kernel-src").rglob("decl.py")]
    match = re.search(r"cannot import name '(\w+)' from '([\w.]+)'", str(error))
    if match:
        module = sys.modules.get(match[2])
        what = f"`{match[2]}` declares no `{match[1]}`"
        names = [n for n in vars(module) if n[0] != "_"] if module else []
        return Diag("K0003", at, what, help=did_you_mean(match[1], names))
    name = (error.name or "").removesuffix(".decl")
    what = f"there is no subsystem `{name}`"
    return Diag("K0003", at, what, help=did_you_mean(name, folders))


def unknown_attribute(error: AttributeError, at: Loc) -> Diag:
    """Explain a member that an enumeration or another thing does not have."""
    name, owner = error.name or "", error.obj
    title = getattr(owner, "__name__", None) or type(owner).__name__
    names = [n for n in dir(owner) if n[0] != "_"]
    what = f"`{title}` has no member `{name}`"
    return Diag("K0004", at, what, help=did_you_mean(name, names))


def wrong_argument(error: TypeError, at: Loc) -> Diag:
    """Explain a word that was given what it does not take."""
    text = str(error)
    if match := re.match(r"(\w+)\(\) got an unexpected keyword argument '(\w+)'", text):
        word = getattr(dsl, match[1], None)
        code = getattr(word, "__code__", None)
        taken = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount] if code else ()
        what = f"`{match[1]}` takes no `{match[2]}`"
        note = f"it takes {', '.join(taken)}" if taken else ""
        help_text = did_you_mean(match[2], taken)
        return Diag("K0005", at, what, notes=(note,) if note else (), help=help_text)
    if match := re.match(r"(\w+)\(\) missing \d+ required .*?arguments?: (.*)", text):
        return Diag("K0005", at, f"`{match[1]}` also needs {match[2].replace(chr(39), '`')}")
    return Diag("K0005", at, "a word is used as it cannot be", text)
