# SPDX-License-Identifier: BSD-3-Clause
"""What an argument of a word is, and what the word's annotations say that it must be."""

from __future__ import annotations

import ast
import builtins
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from dsl.record import dataclass, field
from dsl.scalar import Scalar
from gen.noun import NOUNS

UNKNOWN = object()
"""The value of an expression that cannot be computed a second time."""

@dataclass(frozen=True)
class Scope:
    """The names that an expression sees: a module's, and those of a class around it."""

    module: Mapping[str, Any]
    inside: Mapping[str, Any] = field(default_factory=dict)

    def value(self, node: ast.expr) -> Any:
        """Return what an expression is; declarations compute nothing, so it is that again."""
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            name = node.id
            for names in (self.inside, self.module):
                if name in names:
                    return names[name]
            return getattr(builtins, name, UNKNOWN)
        if isinstance(node, ast.Attribute):
            return getattr(self.value(node.value), node.attr, UNKNOWN)
        if isinstance(node, ast.Tuple):
            values = [self.value(part) for part in node.elts]
            return UNKNOWN if UNKNOWN in values else tuple(values)
        if isinstance(node, ast.Subscript):
            return self._part(node)
        code = compile(ast.Expression(node), "<declaration>", "eval", dont_inherit=True)
        try:
            return eval(code, dict(self.module), dict(self.inside))
        except Exception:
            return UNKNOWN

    def _part(self, node: ast.Subscript) -> Any:
        """Return a part of something: a register's place in a window."""
        whole, place = self.value(node.value), self.value(node.slice)
        if whole is UNKNOWN or place is UNKNOWN:
            return UNKNOWN
        try:
            return whole[place]
        except Exception:
            return UNKNOWN


def taken(node: ast.Call | ast.ClassDef | ast.Subscript, scope: Scope) -> tuple[str, object]:
    """Return the word that gets arguments here, and its function; None when it is no word."""
    if isinstance(node, ast.ClassDef):
        bases = [scope.value(base) for base in node.bases]
        taking = [b for b in bases if isinstance(b, type) and "__init_subclass__" in vars(b)]
        return node.name, taking[0].__init_subclass__ if taking else None
    if isinstance(node, ast.Call):
        function = scope.value(node.func)
        if str(getattr(function, "__module__", "")).startswith("dsl.") and callable(function):
            return getattr(function, "__name__", "?"), function
    return "", None


def fits(value: object, hint: object, deep: bool = True) -> bool:
    """Say whether a value is of the kind that an annotation means."""
    return judge(hint, deep)(value)


@cache
def judge(hint: object, deep: bool = True) -> Callable[[Any], bool]:
    """Return what says whether a value is of the kind that an annotation means."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if hint is None or hint is Any:
        return lambda value: True
    if origin in (typing.Union, types.UnionType):
        ways = [judge(one, deep) for one in inside]
        return lambda value: any(way(value) for way in ways)
    if origin is tuple:
        part = judge(inside[0])
        return lambda value: isinstance(value, tuple) and (not deep or all(map(part, value)))
    if origin is type:
        return lambda value: isinstance(value, type) and issubclass(value, inside[0])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, part = map(judge, inside)
        return lambda value: isinstance(value, dict) and all(
            key(k) and part(v) for k, v in value.items())
    if hint is int:
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    return lambda value: isinstance(value, hint) if isinstance(hint, type) else True


def said(hint: object, deep: bool = True) -> str:
    """Return what an annotation asks for, in the declarer's words."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(dict.fromkeys(said(one) for one in inside))
    if origin is tuple:
        return f"a tuple, each part {said(inside[0])}" if deep else "a tuple"
    if origin is type:
        number = issubclass(inside[0], Scalar)
        return "a number's type (u8, say)" if number else f"a {inside[0].__name__} class"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "a dictionary of names and whole numbers"
    return NOUNS.get(hint, "something else")


def mended(value: object, hint: object, text: str) -> tuple[str, str]:
    """Return how the argument `text` would be right: said in a sentence, and written; or nothing.

    What is written fits, or is wrong in a way that another rule tells.
    """
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and isinstance(value, list):
        right = f"({text[1:-1].rstrip(',')},)"
        return f"write round brackets: {right}", right
    if origin is tuple and fits(value, inside[0]):
        return f"write ({text},), with the comma", f"({text},)"
    if hint is int and isinstance(value, str) and value.isdecimal():
        return f"write {value}, without the quotes", str(int(value))
    if hint is str and isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'write "{text}"', f'"{text}"'
    if hint is str and callable(value):
        return f'write its name in quotes: "{text}"', f'"{text}"'
    return "", ""
