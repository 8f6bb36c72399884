# SPDX-License-Identifier: BSD-3-Clause
"""Rules about declaration modules as such."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

import gen.edit as edit
from dsl.call import Syscall
from dsl.choice import Method
from dsl.data import Bits, Enum, Flags, Struct
from dsl.debug import DdbCommand, TracePoint
from dsl.device import Reg, Regs
from dsl.port import Message, Port
from dsl.smp import Ipi
from dsl.table import Entry, Table
from gen.check.mending import respelled
from gen.check.syscalls import lowest_free
from gen.diag import Diag, Mark
from gen.edit import NOTHING, Fix
from gen.load import Declared, Fresh, Module


def functions_are_calls(declared: Fresh) -> Iterator[Diag]:
    """A function in a declaration is a system call."""
    for module in declared.modules:
        for node in module.source.tree.body:
            if isinstance(node, ast.FunctionDef) and not isinstance(
                module.names.get(node.name), (Syscall, Ipi, DdbCommand, Method, TracePoint)
            ):
                at = module.source.name(node.name)
                what = f"`{node.name}` is a function and no system call"
                yield Diag("K0014", at, what, help=as_call(node),
                           fix=called(declared, module, node))


def as_call(node: ast.FunctionDef) -> str:
    """Return how a function becomes a system call."""
    bare = [d.id for d in node.decorator_list if isinstance(d, ast.Name)]
    if bare:
        return f"@{bare[0]} needs the call's number: @syscall(700), if that is free"
    return "declare it with @syscall(number, ...)"


def called(declared: Declared, module: Module, function: ast.FunctionDef) -> Fix:
    """Return the edits that make a system call of a function, with the lowest free number."""
    source, word = module.source, f"syscall({lowest_free(declared)})"
    if not function.decorator_list:
        at = function.lineno
        above = edit.text.line_above(source, at, f"{edit.text.indent(source, at)}@{word}")
        return (above, *edit.import_line.imported(source, "syscall"))
    bare = function.decorator_list[0]
    if isinstance(bare, ast.Name) and bare.id == "syscall":
        return (edit.text.node(source, bare, word),)
    return NOTHING


def names_are_bound_once(declared: Fresh) -> Iterator[Diag]:
    """A name is declared once in its module, and once in its class."""
    for module in declared.modules:
        source = module.source
        bodies = [source.tree.body]
        bodies += [n.body for n in source.tree.body if isinstance(n, ast.ClassDef)]
        for first, again in map(source.body, bodies):
            for name, node in again:
                if name != "_":
                    mark = Mark(source.binding(first[name], name), "first here")
                    what = f"`{name}` is declared twice"
                    yield Diag("K0013", source.binding(node, name), what, "again here", (mark,))


def folders_shadow_nothing(declared: Fresh) -> Iterator[Diag]:
    """A subsystem is not called like a module of Python's library."""
    for module in declared.modules:
        top = module.name.split(".")[0]
        if top in sys.stdlib_module_names:
            what = f"the folder `{top}` hides Python's own module `{top}`"
            yield Diag("K0012", module.source.start(), what, help="give it another name")


def names_have_their_form(declared: Fresh) -> Iterator[Diag]:
    """Classes are CapWords, calls lower_snake_case."""
    for kind in (Struct, Enum, Flags, Bits, Reg, Regs, Message, Port, Table, Entry):
        for item in declared.items(kind):
            if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", item.name):
                right = "".join(part.title() for part in item.name.split("_"))
                what = f"`{item.name}` must be in CapWords"
                yield Diag("K0011", item.loc, what, help=f"call it `{right}`",
                           fix=respelled(declared, item, right))
    for item in declared.items(Syscall):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", item.name):
            right = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", item.name).lower()
            what = f"`{item.name}` must be in lower_snake_case"
            near = f"call it `{right}`" if right.isascii() else "only letters from a to z"
            yield Diag("K0011", item.loc, what, help=near, fix=respelled(declared, item, right))
