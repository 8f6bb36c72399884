# SPDX-License-Identifier: BSD-3-Clause
"""Python's own errors in a declaration, said in the declarer's words."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
import sys
from collections.abc import Container, Iterator
from pathlib import Path
from types import TracebackType

import dsl
import gen.edit as edit
from gen.diag import Diag, Edit
from gen.edit import NOTHING, Fix
from gen.import_cycle import cyclic
from gen.near import closest, did_you_mean
from gen.noun import NOUNS, kind_of, type_for
from gen.place import Loc, Source
from gen.unknown import unknown

#: What a declaration's lines begin with.
OPENING = ("class", "def", "from", "import")

TABLE = "a declaration is a table: it names things and does nothing"


def explained(
    error: BaseException, source: Source, root: Path, known: Container[str] = ()
) -> list[Diag]:
    """Return the diagnostics of an exception, and of names that are as unknown as the first.

    `known` are the names that the module had when it stopped.
    """
    found = [explain(error, source, root)]
    if isinstance(error, NameError):
        for name in unknown(source, known):
            if name.id != error.name:
                found.append(not_defined(name.id, source.span(name), source))
    return found


def explain(error: BaseException, source: Source, root: Path) -> Diag:
    """Return the diagnostic of an exception that a declaration module raised."""
    if isinstance(error, SyntaxError):
        return syntax(error, source)
    if isinstance(error, (UnicodeDecodeError, OSError)):
        return no_text(error, source, root)
    if isinstance(error, ValueError) and "null bytes" in str(error):
        line = source.text.count("\n", 0, source.text.index("\0")) + 1
        return Diag("K0007", Loc(source.file, line, 1, 2), "this declaration holds a NUL byte")
    at = place(error, source)
    if isinstance(error, NameError):
        return unknown_name(error, at, source)
    if isinstance(error, ImportError):
        return cyclic(source, root) or unknown_import(error, at, source, root)
    if isinstance(error, AttributeError):
        return unknown_attribute(error, at, source)
    if isinstance(error, TypeError):
        return wrong_argument(error, at, source)
    what = "this declaration cannot be read to its end"
    label = f"{type(error).__name__}: {error}".rstrip(": ")
    return Diag("K0006", at, what, label, notes=(TABLE,))


def unreadable(place: Path, root: Path) -> Diag:
    """Return what keeps a declaration from being read at all: it is no file."""
    kind = "a folder" if place.is_dir() else "no file"
    if place.is_symlink():
        kind = f"a link to {place.readlink()}, which is no file"
    at = Loc(place.relative_to(root).as_posix(), 1, 1, 2)
    return Diag("K0007", at, "this declaration cannot be read", notes=(f"it is {kind}",))


def no_text(error: UnicodeDecodeError | OSError, source: Source, root: Path) -> Diag:
    """Explain what is no UTF-8, or cannot be opened."""
    at, note = source.start(), ""
    if isinstance(error, UnicodeDecodeError):
        before = error.object[: error.start]
        at = Loc(source.file, before.count(b"\n") + 1, 1, 2)
        note = f"byte {error.object[error.start]:#04x} is no UTF-8"
    else:
        note = error.strerror or type(error).__name__
    return Diag("K0007", at, "this declaration cannot be read", notes=(note,))


def place(error: BaseException, source: Source) -> Loc:
    """Return where in the declaration an exception was raised: its innermost frame there."""
    found = source.start()
    step: TracebackType | None = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename.endswith(f"/{source.file}"):
            positions = list(code.co_positions())
            line, end_line, col, end = positions[step.tb_lasti // 2]
            if line is not None:
                stop = end if end is not None and end_line == line else None
                found = span(source, line, col, stop)
        step = step.tb_next
    return found


def span(source: Source, line: int, col: int | None, end: int | None) -> Loc:
    """Return a place, by default the whole line; columns come in bytes of UTF-8."""
    text = source.lines[line - 1] if line <= len(source.lines) else ""
    raw = text.encode()
    start = len(text) - len(text.lstrip())
    if col is not None:
        start = len(raw[:col].decode(errors="replace"))
    stop = len(raw[:end].decode(errors="replace")) if end is not None else len(text)
    return Loc(source.file, line, start + 1, max(stop, start + 1) + 1)


def syntax(error: SyntaxError, source: Source) -> Diag:
    """Explain what Python cannot read."""
    line, col = error.lineno or 1, max(error.offset or 1, 1)
    end = error.end_offset if error.end_offset and error.end_lineno == line else col + 1
    at = Loc(source.file, line, col, max(end, col + 1))
    text = source.lines[line - 1] if line <= len(source.lines) else ""
    word = re.match(r"\s*(\w+)\s+\w", text)
    near = closest(word[1], OPENING) if word and not keyword.iskeyword(word[1]) else ""
    if word and near:
        at = Loc(source.file, line, word.start(1) + 1, word.end(1) + 1)
        return Diag("K0001", at, f"this is no Python: {error.msg}",
                    help=f"did you mean `{near}`?", fix=edit.text.replaced(at, near))
    from gen.edit.syntax import readable

    fix = readable(source, line)
    help_text = pythonic(text, error.msg) or ("write it so" if fix else "")
    return Diag("K0001", at, f"this is no Python: {error.msg}", help=help_text, fix=fix)


def pythonic(text: str, message: str) -> str:
    """Return what would be right where somebody wrote C, or what others often write."""
    if match := re.fullmatch(r"\s*(?:struct |const |unsigned )*(\w+)[\s*]+(\w+)\s*;?\s*", text):
        return f"write {match[2]}: {type_for(match[1]) or match[1]}"
    if match := re.fullmatch(r"\s*[\w\s*]+?\b(\w+)\s*\([^)]*\)\s*;?\s*", text):
        return f"write def {match[1]}(argument: i32) -> i32:, and the manual below it"
    if "leading zeros" in message:
        return "write it without the zeros; octal begins with 0o, hexadecimal with 0x"
    if match := re.match(r"'([(\[{])' was never closed", message):
        return f"close it with {dict(zip('([{', ')]}', strict=True))[match[1]]}"
    if "tabs and spaces" in message or "indent" in message:
        return "indent what belongs to it by four spaces"
    return ""


def unknown_name(error: NameError, at: Loc, source: Source) -> Diag:
    """Explain a name that nothing has."""
    name = error.name or str(error).split("'")[1]
    return not_defined(name, narrowed(at, name, source), source)


def not_defined(name: str, at: Loc, source: Source) -> Diag:
    """Explain a name at its place."""
    what = f"the name `{name}` is not defined"
    if name in dsl.__all__:
        return Diag("K0002", at, what, help=f"import it: from dsl import {name}",
                    fix=edit.import_line.imported(source, name))
    if name in source.top:
        line = source.top[name].lineno
        if line < at.line:
            what = f"`{name}` cannot hold itself"
            help_text = f'point at it: Kptr[L["{name.lower()}"]]'
            return Diag("K0002", at, what, "not defined before its last line", help=help_text)
        what = f"`{name}` is used before it is declared"
        return Diag("K0002", at, what, help=f"move it up: it is on line {line}")
    return Diag("K0002", at, what, "not defined", help=meant(name, at, source),
                fix=mended(name, at, source))


def mended(name: str, at: Loc, source: Source) -> Fix:
    """Return the edits that write what a name that nothing has can only be meant to be."""
    line = source.lines[at.line - 1] if at.line <= len(source.lines) else ""
    if edit.type_name.text_at(source, at) != name:
        return NOTHING
    if f"L[{name}]" in line:
        return edit.text.replaced(at, f'"{name}"')
    if type_for(name):
        typed = edit.type_name.typed(source, at, name)
        return (*edit.name.of_module(source, name, type_for(name)), *typed[1:]) if typed else ()
    near = edit.text.meant(name, [*dsl.__all__, *source.top, *dir(builtins)])
    if not near or hasattr(builtins, near):
        return NOTHING
    add = edit.import_line.imported(source, near) if near in dsl.__all__ else NOTHING
    return (*edit.name.of_module(source, name, near), *add)


def meant(name: str, at: Loc, source: Source) -> str:
    """Return what a name that nothing has was perhaps to be."""
    line = source.lines[at.line - 1] if at.line <= len(source.lines) else ""
    if f"L[{name}]" in line:
        return f'write it in quotes: L["{name}"]'
    if type_for(name):
        return f"did you mean `{type_for(name)}`?"
    near = closest(name, [*dsl.__all__, *source.top, *dir(builtins)])
    if near in dsl.__all__ and near not in source.top:
        return f"did you mean `{near}`? (from dsl import {near})"
    return f"did you mean `{near}`?" if near else ""


def narrowed(at: Loc, name: str, source: Source) -> Loc:
    """Return the place of a name in the line where it is, when it is there once."""
    if at.line <= len(source.lines):
        found = list(re.finditer(rf"\b{re.escape(name)}\b", source.lines[at.line - 1]))
        if len(found) == 1:
            return Loc(at.file, at.line, found[0].start() + 1, found[0].end() + 1)
    return at


def imported_for(name: str) -> str:
    """Return what is imported in place of a type of C's or Python's, or nothing."""
    meant = type_for(name)
    words = [word for word in re.findall(r"\w+", meant) if word in dsl.__all__]
    if meant in words:
        return f"did you mean `{meant}`?"
    return f"import {', '.join(words)}, and write {meant}" if words else ""


def unknown_import(error: ImportError, at: Loc, source: Source, root: Path) -> Diag:
    """Explain an import of what is not there."""
    match = re.search(r"cannot import name '(\w+)' from '([\w.]+)'", str(error))
    at = narrowed(at, match[1], source) if match else at
    if match and match[2] == "dsl":
        what = f"`dsl` has no word `{match[1]}`"
        near = imported_for(match[1]) or did_you_mean(match[1], dsl.__all__)
        word = type_for(match[1]) or edit.text.meant(match[1], dsl.__all__)
        return Diag("K0003", at, what, help=near,
                    fix=respelled(source, match[1], word if word in dsl.__all__ else ""))
    if match:
        module = sys.modules.get(match[2])
        what = f"`{match[2]}` declares no `{match[1]}`"
        names = [n for n in vars(module) if n[0] != "_"] if module else []
        return Diag("K0003", at, what, help=did_you_mean(match[1], names),
                    fix=respelled(source, match[1], edit.text.meant(match[1], names)))
    folders = [
        p.parent.relative_to(root / "kernel-src").as_posix().replace("/", ".")
        for p in (root / "kernel-src").rglob("decl.py")
    ]
    name = (error.name or "").removesuffix(".decl")
    what = f"there is no subsystem `{name}`"
    fix = tuple(module_named(source, name, edit.text.meant(name, folders)))
    return Diag("K0003", at, what, help=did_you_mean(name, folders), fix=fix)


def respelled(source: Source, name: str, near: str) -> Fix:
    """Return the edits that write an imported name as it is; none when it is there already."""
    if not near or near in source.top:
        return NOTHING
    names = {alias.name for node in source.tree.body if isinstance(node, ast.ImportFrom)
             for alias in node.names}
    return tuple(edit.name.of_module(source, name, near)) if near not in names else NOTHING


def module_named(source: Source, name: str, near: str) -> Iterator[Edit]:
    """Yield the edits that import from another subsystem."""
    for node in source.tree.body:
        if near and isinstance(node, ast.ImportFrom) and node.module == f"{name}.decl":
            pattern = rf"(?<=from ){re.escape(name)}(?=\.decl)"
            yield from edit.name.in_lines(source, node.lineno, node.lineno, pattern, near)


def unknown_attribute(error: AttributeError, at: Loc, source: Source) -> Diag:
    """Explain a member that an enumeration or another thing does not have."""
    name, owner = error.name or "", error.obj
    title = f"`{owner.__name__}`" if isinstance(owner, type) else kind_of(owner)
    if type(owner) in NOUNS and not isinstance(owner, (str, int)):
        title = NOUNS[type(owner)]
    names = [n for n in dir(owner) if n[0] != "_"]
    what = f"{title} has no member `{name}`"
    near, behind = edit.text.meant(name, names), at._replace(col=max(at.end - len(name), 1))
    found = near and edit.type_name.text_at(source, behind) == name
    fix = edit.text.replaced(behind, near) if found else NOTHING
    return Diag("K0004", at, what, help=did_you_mean(name, names), fix=fix)


def wrong_argument(error: TypeError, at: Loc, source: Source) -> Diag:
    """Explain a word that was given what it does not take."""
    text = re.sub(r"'?NoneType'?( object)?", "None", str(error))
    if match := re.match(r"(?:\w+\.)?(\w+)\(\) got an unexpected keyword argument '(\w+)'", text):
        taken = parameters(match[1])
        what = f"`{match[1]}` takes no `{match[2]}`"
        note = f"it takes {', '.join(taken)}" if taken else ""
        help_text = did_you_mean(match[2], taken)
        fix = keyword_named(source, at, match[2], edit.text.meant(match[2], taken))
        return Diag("K0005", at, what, notes=(note,) if note else (), help=help_text, fix=fix)
    if match := re.match(r"(?:\w+\.)?(\w+)\(\) missing \d+ required .*?arguments?: (.*)", text):
        return Diag("K0005", at, f"`{match[1]}` also needs {match[2].replace(chr(39), '`')}")
    if match := re.match(r"(?:\w+\.)?(\w+)\(\) takes .*positional argument", text):
        what = f"`{match[1]}` is given more than it takes by place"
        note = f"it takes {', '.join(parameters(match[1]))}"
        return Diag("K0005", at, what, notes=(note,), help="name the others: word(1, name=value)")
    if match := re.match(r"type '(\w+)' is not subscriptable", text):
        what = f"`{match[1]}` takes nothing in square brackets"
        return Diag("K0005", at, what, help=f"an array of it is Array[{match[1]}, L[4]]")
    return Diag("K0005", at, "a word is used as it cannot be", text)


def keyword_named(source: Source, at: Loc, name: str, near: str) -> Fix:
    """Return the edits that call an argument of the call at a place otherwise."""
    for node in ast.walk(source.tree) if near else ():
        if isinstance(node, ast.Call) and source.span(node).line == at.line:
            for word in node.keywords:
                if word.arg == name:
                    first = edit.text.begin(source, word)
                    return edit.text.replaced(first._replace(end=first.col + len(name)), near)
    return NOTHING


def parameters(word: str) -> tuple[str, ...]:
    """Return what a word takes."""
    code = getattr(getattr(dsl, word, None), "__code__", None)
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount] if code else ()
