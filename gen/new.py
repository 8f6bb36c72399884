# SPDX-License-Identifier: BSD-3-Clause
"""The first lines of a subsystem, a call, a port, a message, a token, to be written over.

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

#: The words of `dsl` that each new thing uses, and the module that has the error numbers.
WORDS = {
    "syscall": ("syscall", "u32"),
    "port": ("OneWay", "Port", "Priority", "Sync", "message", "thread", "u32"),
    "message": ("Async", "Message", "u32"),
    "token": ("token",),
}
NEEDS_ERRNO = ("syscall", "port")
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


PORT = '''

{name}d = thread("{name}_serve", priority=Priority.SOFT_NORMAL, doc="Serves {name}'s port.")


class {title}Port(Port, id={number:#04x}, owner={name}d, queue=16):
    """Say here, in one line, what can be asked for."""

    protocol = "open double* close"

    @message(1)
    def open(self) -> Sync[None]:
        """Begin."""
        ...

    @message(2, errors=(Errno.EINVAL,), memory="stack")
    def double(self, number: u32) -> Sync[u32]:
        """Answer twice *number*; more than 1000 is too much: EINVAL."""
        ...

    @message(3)
    def close(self) -> OneWay:
        """End."""
        ...
'''

PORT_HANDLERS = """\
/* SPDX-License-Identifier: BSD-3-Clause */

#include "port.gen.h"
#include "syscall.gen.h"

enum {{ {upper}_MAX = 1000 }};

/* Context: thread */
int
{name}_on_open(struct {name}_open_msg *m __attribute__((unused)))
{{
	return (0);
}}

/* Context: thread */
int
{name}_on_double(struct {name}_double_msg *m)
{{
	if (m->number > {upper}_MAX)
		return (EINVAL);
	m->h.result = 2 * m->number;
	return (0);
}}

/* Context: thread */
int
{name}_on_close(struct {name}_close_msg *m __attribute__((unused)))
{{
	return (0);
}}
"""

MESSAGE = '''

class {title}(Message, id={number:#06x}, reply=Async[u32]):
    """Say here what is asked; a port takes it by accepts = ({title},)."""

    value: u32
'''

TOKEN = """
{name}_token = token(doc="Say here what it guards.")
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
    call = CALL.format(number=number, name=checked(name))
    handler = HANDLER.format(subsystem=owner, name=name)
    return written(root, owner, "syscall", call, {f"{name}.c": handler})


def port(root: Path, owner: str, name: str, number: int) -> list[Path]:
    """Write a port with three messages, its thread, and its handlers."""
    words = {"name": checked(name), "title": title(name), "upper": name.upper()}
    handlers = {f"{name}.c": PORT_HANDLERS.format(**words)}
    return written(root, owner, "port", PORT.format(number=number, **words), handlers)


def message(root: Path, owner: str, name: str, number: int) -> list[Path]:
    """Write a message that stands by itself."""
    text = MESSAGE.format(number=number, title=title(checked(name)))
    return written(root, owner, "message", text, {})


def token(root: Path, owner: str, name: str) -> list[Path]:
    """Write a token."""
    return written(root, owner, "token", TOKEN.format(name=checked(name)), {})


def title(name: str) -> str:
    """Return a name as a class bears it: disk_queue is DiskQueue."""
    return "".join(part.capitalize() for part in name.split("_"))


def written(root: Path, owner: str, kind: str, text: str, bodies: dict[str, str]) -> list[Path]:
    """Append to a subsystem's declaration, and write C beside it; nothing that is there goes."""
    folder = root / "kernel-src" / checked(owner)
    for body in bodies:
        if (folder / body).exists():
            place = (folder / body).relative_to(root)
            raise Refusal(f"{place} is there already; choose another name")
    made = [] if folder.exists() else subsystem(root, owner)
    decl = folder / "decl.py"
    if not decl.is_file():
        raise Refusal(f"{folder.relative_to(root)} is no subsystem: it has no decl.py")
    source = with_words(decl.read_text(encoding="utf-8"), kind)
    decl.write_text(source + text, encoding="utf-8")
    for body, lines in bodies.items():
        (folder / body).write_text(lines, encoding="utf-8")
    return [*(p for p in made if p != decl), decl, *(folder / body for body in bodies)]


def checked(name: str) -> str:
    """Return a name that both Python and C can bear."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name in C_WORDS or keyword.iskeyword(name):
        raise Refusal(f"`{name}` is no name; lower_snake_case is wanted, as in `page_count`")
    return name


def with_words(source: str, kind: str = "syscall") -> str:
    """Return a declaration's source that imports what a new thing uses."""
    body = ast.parse(source).body
    imports = [node for node in body if isinstance(node, ast.ImportFrom)]
    lines = source.splitlines(keepends=True)
    words = next((node for node in imports if node.module == "dsl"), None)
    has_errno = any(a.name == "Errno" for node in imports for a in node.names)
    has_errno |= any(isinstance(node, ast.ClassDef) and node.name == "Errno" for node in body)
    if words is None:
        at = import_place(source)
        lines[at:at] = ["\n", import_line((), kind)]
    else:
        at = words.lineno - 1
        lines[at : words.end_lineno] = [import_line((a.name for a in words.names), kind)]
    if not has_errno and kind in NEEDS_ERRNO:
        first = at + 1 if words is None else at
        lines[first:first] = [ERRNO, "\n"]
    return "".join(lines)


def import_place(source: str) -> int:
    """Return the line before which the first import goes: after the module's docstring."""
    body = ast.parse(source).body
    return (body[0].end_lineno or 0) if body else source.count("\n")


def import_line(names: Iterable[str], kind: str) -> str:
    """Return the line that imports words of `dsl`, ours among them."""
    ordered = sorted({*names, *WORDS[kind]}, key=lambda word: (word.islower(), word))
    line = f"from dsl import {', '.join(ordered)}\n"
    if len(line) <= 100:
        return line
    return "from dsl import (\n" + "".join(f"    {word},\n" for word in ordered) + ")\n"
