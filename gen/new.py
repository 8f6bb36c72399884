# SPDX-License-Identifier: BSD-3-Clause
"""The first lines of a system call or a subsystem, to be written over.

What comes out builds, boots and passes its generated tests as it is, so that a
newcomer begins with something that works.
"""

from __future__ import annotations

import ast
import keyword
import re
import sys
from collections.abc import Iterable
from pathlib import Path

#: The words of `dsl` that a new call uses, and the module that has the error numbers.
WORDS = ("syscall", "u32")
ERRNO = "from syscall.decl import Errno\n"

#: C's own words, which name no function.
C_WORDS = frozenset(
    "auto break case char const continue default do double else enum extern float for goto if "
    "inline int long register restrict return short signed sizeof static struct switch typedef "
    "union unsigned void volatile while".split()
)

SUBSYSTEM = '''\
# SPDX-License-Identifier: BSD-3-Clause
"""{name}: say here, in one line, what it is for."""
'''

CALL = '''

@syscall({number}, errors=(Errno.EINVAL,))
def {name}(number: u32) -> u32:
    """Double a number.

    Returns twice *number*; more than 1000 is too much: EINVAL.
    """
    ...
'''

HANDLER = """\
/* SPDX-License-Identifier: BSD-3-Clause */

#include "{subsystem}.gen.h"
#include "syscall.gen.h"

enum {{ NUMBER_MAX = 1000 }};

/*
 * Context: thread.
 */
intptr_t
sys_{name}(uint32_t number)
{{
	if (number > NUMBER_MAX)
		return (-EINVAL);
	return ((intptr_t)(2 * number));
}}
"""


class Refusal(Exception):
    """Why nothing was written."""


def subsystem(root: Path, name: str) -> list[Path]:
    """Write the declaration of a subsystem that declares nothing yet."""
    decl = root / "kernel-src" / checked(name) / "decl.py"
    if decl.parent.exists():
        raise Refusal(f"there is a subsystem `{name}` already: {decl.parent.relative_to(root)}")
    if name in sys.stdlib_module_names:
        raise Refusal(f"`{name}` is a module of Python's own library; choose another name")
    decl.parent.mkdir(parents=True)
    decl.write_text(SUBSYSTEM.format(name=name.capitalize()), encoding="utf-8")
    return [decl]


def syscall(root: Path, owner: str, name: str, number: int) -> list[Path]:
    """Write a call's declaration and its handler into a subsystem's folder."""
    folder = root / "kernel-src" / checked(owner)
    body = folder / f"{checked(name)}.c"
    if body.exists():
        raise Refusal(f"{body.relative_to(root)} is there already; choose another name")
    written = [] if folder.exists() else subsystem(root, owner)
    decl = folder / "decl.py"
    if not decl.is_file():
        raise Refusal(f"{folder.relative_to(root)} is no subsystem: it has no decl.py")
    source = with_words(decl.read_text(encoding="utf-8"))
    decl.write_text(source + CALL.format(number=number, name=name), encoding="utf-8")
    body.write_text(HANDLER.format(subsystem=owner, name=name), encoding="utf-8")
    return [*(path for path in written if path != decl), decl, body]


def checked(name: str) -> str:
    """Return a name that both Python and C can bear."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name in C_WORDS or keyword.iskeyword(name):
        raise Refusal(f"`{name}` is no name; lower_snake_case is wanted, as in `page_count`")
    return name


def with_words(source: str) -> str:
    """Return a declaration's source that imports what a new call uses."""
    body = ast.parse(source).body
    imports = [node for node in body if isinstance(node, ast.ImportFrom)]
    lines = source.splitlines(keepends=True)
    words = next((node for node in imports if node.module == "dsl"), None)
    has_errno = any(a.name == "Errno" for node in imports for a in node.names)
    has_errno |= any(isinstance(node, ast.ClassDef) and node.name == "Errno" for node in body)
    if words is None:
        at = import_place(source)
        lines[at:at] = ["\n", f"from dsl import {', '.join(WORDS)}\n"]
    else:
        at = words.lineno - 1
        lines[at : words.end_lineno] = [import_line(a.name for a in words.names)]
    if not has_errno:
        first = at + 1 if words is None else at
        lines[first:first] = [ERRNO, "\n"]
    return "".join(lines)


def import_place(source: str) -> int:
    """Return the line before which the first import goes: after the module's docstring."""
    body = ast.parse(source).body
    return (body[0].end_lineno or 0) if body else source.count("\n")


def import_line(names: Iterable[str]) -> str:
    """Return the line that imports words of `dsl`, ours among them."""
    ordered = sorted({*names, *WORDS}, key=lambda word: (word.islower(), word))
    line = f"from dsl import {', '.join(ordered)}\n"
    if len(line) <= 100:
        return line
    return "from dsl import (\n" + "".join(f"    {word},\n" for word in ordered) + ")\n"
