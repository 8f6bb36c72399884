# SPDX-License-Identifier: BSD-3-Clause
"""Rules about one declaration by itself: is every word given what it takes?

They come first: what they find would make every other rule stumble.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType
from typing import NamedTuple

import gen.edit as edit
from dsl.boot import Only
from dsl.call import Syscall
from dsl.choice import Method
from dsl.data import BitField, Bits, Enum, Flags, Member, Struct
from dsl.debug import DdbCommand, TracePoint
from dsl.device import Reg, RegisterAt, Regs, Window
from dsl.port import Message, Port, PortMessage
from dsl.smp import Ipi
from dsl.table import Entry, Table
from gen.check.value import UNKNOWN, Scope, fits, judge, mended, said, taken
from gen.diag import Diag, Edit
from gen.edit import NOTHING, Fix
from gen.load import Module
from gen.near import did_you_mean
from gen.noun import kind_of
from gen.place import walk

#: Arguments whose elements have a rule of their own, which says more.
TOLD_ELSEWHERE = {"errors": "K0030", "after": "K0093"}

#: What stands in the body of each kind of class, and how it is written.
BODIES: dict[type, tuple[tuple[type, ...], str]] = {
    Enum: ((Member,), "1"),
    Flags: ((Member,), "0x1"),
    Bits: ((BitField,), "bit(0)"),
    Reg: ((BitField,), "bit(0)"),
    Regs: ((Window, RegisterAt), "io[0].rw(u8)"),
    Port: ((PortMessage, str, tuple), "..."),
}

#: Classes whose bodies are fields.
FIELDED = frozenset((Struct, Message, Table, Entry))

#: Classes that declare something by being one.
KINDS = (Enum, Flags, Bits, Struct, Reg, Regs, Message, Port, Table, Entry)

#: What a name in a declaration may stand for (dsl's words make these), besides classes.
DECLARED = (
    "dsl.arch", "dsl.boot", "dsl.call", "dsl.choice", "dsl.clock", "dsl.cost", "dsl.debug",
    "dsl.memory", "dsl.operation", "dsl.order", "dsl.port", "dsl.smp", "dsl.start", "dsl.tuning",
)  # fmt: skip


def words_are_given_what_they_take(module: Module) -> Iterator[Diag]:
    """An argument of a word is of the kind that the word takes."""
    for node, scope in calls(module):
        if isinstance(node, ast.Subscript):
            yield from _offset(module, node, scope)
            continue
        word, function = taken(node, scope)
        for name, argument, hint in _arguments(function, node):
            value, deep = scope.value(argument), name not in TOLD_ELSEWHERE
            if value is UNKNOWN or name == "expect" or judge(hint, deep)(value):
                continue
            at = module.source.span(argument)
            what = f"`{name}` of `{word}` must be {said(hint, deep)}, not {kind_of(value)}"
            text = ast.get_source_segment(module.source.text, argument) or "..."
            help_text, right = mended(value, hint, text)
            yield Diag("K0008", at, what, help=help_text,
                       fix=_written(module, argument, right))


def _written(module: Module, argument: ast.expr, right: str) -> Fix:
    """Return the edit that writes an argument otherwise; brackets around it do not double."""
    source = module.source
    before, behind = edit.text.begin(source, argument), edit.text.end(source, argument)
    around = (source.lines[before.line - 1][before.col - 2 : before.col - 1],
              source.lines[behind.line - 1][behind.col - 1 : behind.col])
    if around == ("(", ")") and right.startswith("(") and before.col > 2 and (
        source.lines[before.line - 1][before.col - 3] == "="
    ):
        right = right[1:-1]
    return (edit.text.node(source, argument, right),) if right else NOTHING


def calls(module: Module) -> Iterator[tuple[ast.Call | ast.ClassDef | ast.Subscript, Scope]]:
    """Yield what gives arguments to words, outside first, each with the names that it sees."""
    top = Scope(module.scope)
    for node in module.source.tree.body:
        if isinstance(node, ast.FunctionDef):
            scope, parts = top, list(node.decorator_list)
        elif isinstance(node, ast.ClassDef):
            inside = getattr(module.names.get(node.name), "__dict__", {})
            scope, parts = Scope(module.scope, inside), []
            if node.keywords:
                yield node, top
            parts = [part.value for part in node.body if isinstance(part, ast.Assign)]
            parts += [d for f in node.body if isinstance(f, ast.FunctionDef)
                      for d in f.decorator_list]
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.Expr)) and node.value:
            scope, parts = top, [node.value]
        else:
            continue
        for part in parts:
            for found in walk(part):
                if type(found) in (ast.Call, ast.Subscript):
                    yield found, scope  # type: ignore[misc]


def _offset(module: Module, node: ast.Subscript, scope: Scope) -> Iterator[Diag]:
    """Yield what is wrong with a place in a window: `io["x"]`."""
    if isinstance(scope.value(node.value), Window):
        value = scope.value(node.slice)
        if value is not UNKNOWN and not fits(value, int):
            what = f"a place in a window must be {said(int)}, not {kind_of(value)}"
            yield Diag("K0008", module.source.span(node.slice), what)


#: What says in a function's flags that it takes any number more, by place and by name.
VARARGS, VARKEYWORDS = 0x4, 0x8


class Takes(NamedTuple):
    """What a word takes: by place, then any number more, then by name; each with its hint."""

    places: list[tuple[str, object]]
    rest: tuple[str, object] | None
    hints: dict[str, object]
    more: object


@cache
def takes(function: Callable[..., object]) -> Takes:
    """Return what a word takes; `inspect` would say the same, and takes long to be there."""
    if not isinstance(function, FunctionType):
        return Takes([], None, {}, None)  # a kind or a type, which is not called with anything
    code, names = function.__code__, function.__code__.co_varnames
    hints = {name: eval(hint, function.__globals__) if isinstance(hint, str) else hint
             for name, hint in function.__annotations__.items()}
    places = [(n, hints.get(n)) for n in names[: code.co_argcount] if n not in ("cls", "self")]
    behind = iter(names[code.co_argcount + code.co_kwonlyargcount :])
    rest = next(behind) if code.co_flags & VARARGS else ""
    more = next(behind) if code.co_flags & VARKEYWORDS else ""
    return Takes(places, (rest, hints.get(rest)) if rest else None, hints, hints.get(more))


def _arguments(
    function: object, node: ast.Call | ast.ClassDef
) -> Iterator[tuple[str, ast.expr, object]]:
    """Yield each argument's name, its expression, and the type that is wanted."""
    if not callable(function):
        return
    # A method is one function, whatever it is bound to.
    places, rest, hints, more = takes(getattr(function, "__func__", function))
    for number, argument in enumerate(node.args) if isinstance(node, ast.Call) else ():
        parameter = places[number] if number < len(places) else rest
        if parameter is not None and not isinstance(argument, ast.Starred):
            yield parameter[0], argument, parameter[1]
    for word in node.keywords:
        if word.arg is not None:
            yield word.arg, word.value, hints.get(word.arg, more)


def bodies_hold_their_kind(module: Module) -> Iterator[Diag]:
    """In a class stands what its kind is made of, and nothing else."""
    for owner, cls in module.names.items():
        for kind in cls.__bases__ if isinstance(cls, type) else ():
            if kind not in BODIES:
                continue
            parts, example = BODIES[kind]
            for name in module.source.parts(owner):
                value = vars(cls).get(name)
                if not isinstance(value, parts):
                    at = module.source.field(owner, name)
                    what = f"`{name}` of `{owner}` is {kind_of(value)}: no part of "
                    what += f"{'an' if kind is Enum else 'a'} {kind.__name__}"
                    yield Diag("K0056", at, what, help=f"write {name} = {example}, say")


def fields_have_no_values(module: Module) -> Iterator[Diag]:
    """A field of a structure has a type and no value."""
    for owner, cls in module.names.items():
        if not (isinstance(cls, type) and not FIELDED.isdisjoint(cls.__bases__)):
            continue
        held = vars(cls)
        for name in module.source.parts(owner):
            if name not in held:
                continue
            value = held[name]
            at = module.source.field(owner, name)
            if name in held.get("__annotations__", {}):
                what = f"field `{name}` of `{owner}` has a value"
                yield Diag("K0106", at, what, notes=("a structure says what lies where",),
                           help="take the value away; Out[...] is zeroed",
                           fix=edit.body.without_value(module.source, owner, name))
            else:
                what = f"`{name}` of `{owner}` is {kind_of(value)}, and no field"
                typed = isinstance(value, type)
                yield Diag("K0106", at, what, help=f"write {name}: u32, say",
                           fix=edit.body.field_of_value(module.source, owner, name) if typed
                           else NOTHING)


def parameters_are_plain(module: Module) -> Iterator[Diag]:
    """A parameter of a call has a name and a type, and nothing else."""
    for node in module.source.tree.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        kinds = (Syscall, Ipi, DdbCommand, Method, TracePoint)
        if not isinstance(module.names.get(node.name), kinds):
            continue
        args = node.args
        odd = [a for a in (args.vararg, args.kwarg) if a is not None]
        for arg in [*odd, *args.kwonlyargs, *args.posonlyargs]:
            what = f"parameter `{arg.arg}` of `{node.name}` must be a plain one"
            note = "a system call takes a fixed number of arguments, by their places"
            yield Diag("K0047", module.source.span(arg), what, notes=(note,))
        with_default = args.args[len(args.args) - len(args.defaults) :]
        for arg, default in zip(with_default, args.defaults, strict=True):
            what = f"parameter `{arg.arg}` of `{node.name}` has a default"
            note = "every program passes every argument"
            yield Diag("K0047", module.source.span(default), what, notes=(note,),
                       help="take the equals sign away, and what follows it",
                       fix=edit.body.without_default(module.source, arg, default))


def names_declare_things(module: Module) -> Iterator[Diag]:
    """Every name in a declaration declares something."""
    for name, value in module.names.items():
        if not declares(module, name, value):
            what = f"`{name}` declares nothing: it is {kind_of(value)}, which nothing uses"
            near = ""
            if isinstance(value, type):
                what = f"`{name}` declares nothing: it is a class without a kind"
                bases = [base.__name__ for base in value.__bases__]
                kinds = [kind.__name__ for kind in KINDS]
                near = next(filter(None, (did_you_mean(base, kinds) for base in bases)), "")
                near = near or f"name its kind: class {name}(Struct):"
            yield Diag("K0016", module.source.name(name), what, help=near,
                       fix=_of_kind(module, name, value))
    for node in module.source.tree.body[1:]:
        if isinstance(node, ast.Expr):
            value = Scope(module.scope).value(node.value)
            if value is UNKNOWN or value is Ellipsis:
                continue
            what = f"this is {kind_of(value)} without a name, and declares nothing"
            yield Diag("K0016", module.source.span(node), what, help="write name = ...")


def _of_kind(module: Module, name: str, value: object) -> Fix:
    """Return the edits that make a structure of a class that has fields and nothing else."""
    node = module.source.node(name)
    if not isinstance(node, ast.ClassDef) or node.bases or node.keywords:
        return NOTHING
    text = ast.get_docstring(node, clean=False) is not None
    if not all(isinstance(part, ast.AnnAssign) and part.value is None
               for part in node.body[int(text):]):
        return NOTHING
    at = module.source.binding(node, name)
    brackets = module.source.lines[at.line - 1][at.end - 1 : at.end + 1]
    behind = at._replace(col=at.end, end=at.end + (2 if brackets == "()" else 0))
    return (Edit(behind, "(Struct)"), *edit.import_line.imported(module.source, "Struct"))


def declares(module: Module, name: str, value: object) -> bool:
    """Say whether a value is a declared thing; a number or text may be named to be used."""
    if isinstance(value, type):
        return any(kind in value.__bases__ for kind in KINDS)
    if type(value) is FunctionType:
        return True  # it has a rule of its own (K0014)
    if isinstance(value, (int, str)) and not isinstance(value, Member):
        uses = (n for n in walk(module.source.tree) if isinstance(n, ast.Name))
        return any(n.id == name and isinstance(n.ctx, ast.Load) for n in uses)
    return isinstance(value, Only) or type(value).__module__ in DECLARED
