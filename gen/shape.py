# SPDX-License-Identifier: BSD-3-Clause
"""Shapes: templates of nothing but loops, plain questions and names, filled without Jinja.

A template is Jinja's, and what Jinja makes of it counts.  But to start Jinja and to compile a
template takes longer than to fill it, mostly, and what a template may hold is little (see
tests/gen/test_template.py).  That much is read here, in one go.  Of a template that has more in
it, and of words that do not fit, nothing is made here: Jinja is asked (gen/template.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter
from typing import Any

#: A line statement: `//%` where C is made, `#%` elsewhere.
STATEMENT = re.compile(r"^[ \t]*(?://|#)%(.*)$", re.MULTILINE)

#: A name with its parts, and where one is placed.
PART = re.compile(r"[a-z_]\w*", re.ASCII)
PATH = re.compile(rf"{PART.pattern}(?:\.{PART.pattern})*", re.ASCII)
PLACED = re.compile(rf"\$\{{ *({PATH.pattern}) *\}}", re.ASCII)

#: What more than a name begins with, where it is placed; and names that are Jinja's own.
MORE = re.compile(r"\$\{|\{%|\{#|\r")
TAKEN = frozenset(("and", "else", "false", "if", "in", "is", "loop", "none", "not", "or", "self",
                   "true"))

#: What is known by name; what fills a part of a template with it; what finds a value among it.
Scope = dict[str, Any]
Fill = Callable[[Scope, list[str]], None]
Find = Callable[[Scope], Any]


class NoShape(Exception):
    """A template has more in it than loops, questions and names."""


def shape(template: str) -> Callable[[Mapping[str, Any]], str]:
    """Return what fills a template with words; it raises anything when they do not fit."""
    parts = STATEMENT.split(template)
    parts[2::2] = [text.removeprefix("\n") for text in parts[2::2]]
    rest = iter(parts)
    steps, last = block(rest)
    if last or next(rest, None) is not None:
        raise NoShape(last)

    def filled(words: Mapping[str, Any]) -> str:
        out: list[str] = []
        run(steps, dict(words), out)
        return "".join(out)

    return filled


def run(steps: list[Fill], scope: Scope, out: list[str]) -> None:
    """Take some steps."""
    for step in steps:
        step(scope, out)


def block(rest: Iterator[str]) -> tuple[list[Fill], list[str]]:
    """Read texts and statements by turns, until a statement that begins nothing; return it, too."""
    steps: list[Fill] = []
    while True:
        if text := next(rest):
            steps.append(Text(text))
        words = next(rest, "").split()
        if words[:1] == ["for"]:
            steps.append(loop(words, rest))
        elif words[:1] == ["if"]:
            steps.append(question(words[1:], rest))
        else:
            return steps, words


class Text:
    """A text with names in it: a step."""

    def __init__(self, text: str) -> None:
        parts = PLACED.split(text)
        if any(map(MORE.search, parts[::2])):
            raise NoShape(text)
        self._form = "%s".join(part.replace("%", "%%") for part in parts[::2])
        self._paths = parts[1::2]
        self._finds = [find(path) for path in self._paths]

    def __call__(self, scope: Scope, out: list[str]) -> None:
        """Fill it."""
        out.append(self._form % tuple([one(scope) for one in self._finds]))

    def row(self, target: str) -> Callable[[Scope], str] | None:
        """Return what fills it with the parts of a dictionary, if those of `target` are all."""
        names = [path.partition(".") for path in self._paths]
        if not names or any(owner != target or not PART.fullmatch(n) for owner, _, n in names):
            return None
        form, parts = self._form, itemgetter(*(name for _, _, name in names))
        if len(names) == 1:
            return lambda one: form % (parts(one),)
        return lambda one: form % parts(one)


def find(path: str) -> Find:
    """Return what finds a name's value, or a part's: a dictionary's, as words are, or another's."""
    if not PATH.fullmatch(path) or path in TAKEN:
        raise NoShape(path)
    owner, _, part = path.rpartition(".")
    if not owner:
        return itemgetter(part)
    above = find(owner)

    def found(scope: Scope) -> Any:
        value = above(scope)
        return value[part] if type(value) is dict else getattr(value, part)

    return found


def loop(words: list[str], rest: Iterator[str]) -> Fill:
    """Read what is made of each, up to its end."""
    if len(words) != 4 or words[2] != "in" or not words[1].isidentifier() or words[1] in TAKEN:
        raise NoShape(words)
    target, each = words[1], find(words[3])
    steps, last = block(rest)
    if last != ["endfor"]:
        raise NoShape(last)
    row = steps[0].row(target) if len(steps) == 1 and isinstance(steps[0], Text) else None

    def fill(scope: Scope, out: list[str]) -> None:
        found = list(each(scope))
        if row is not None and set(map(type, found)) <= {dict}:
            out.extend(map(row, found))
            return
        inside = dict(scope)
        for inside[target] in found:
            for step in steps:
                step(inside, out)

    return fill


def question(words: list[str], rest: Iterator[str]) -> Fill:
    """Read questions, what is made where one is answered by yes, and else, up to their end."""
    cases: list[tuple[Find, bool, list[Fill]]] = []
    last = ["elif", *words]
    while last[:1] == ["elif"]:
        plain = last[1:2] != ["not"]
        asked = last[1 if plain else 2 :]
        if len(asked) != 1:
            raise NoShape(last)
        steps, last = block(rest)
        cases.append((find(asked[0]), plain, steps))
    other: list[Fill] = []
    if last == ["else"]:
        other, last = block(rest)
    if last != ["endif"]:
        raise NoShape(last)

    def fill(scope: Scope, out: list[str]) -> None:
        chosen = (steps for asked, plain, steps in cases if bool(asked(scope)) is plain)
        run(next(chosen, other), scope, out)

    return fill
