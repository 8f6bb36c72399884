# SPDX-License-Identifier: BSD-3-Clause
"""Reading a protocol: a regular expression whose letters are the names of messages.

This module imports lark, which takes longer than most of what uses it: import it late.
"""

from __future__ import annotations

import functools
import re
from typing import Any

import lark

from gen.protocol.tree import Choice, Name, ProtocolError, Repeat, Sequence, Tree

GRAMMAR = r"""
?start: choice
?choice: sequence ("|" sequence)*
?sequence: repeated+
?repeated: atom
    | repeated SIGN -> several
    | repeated COUNT -> counted
?atom: NAME -> name
    | "(" choice ")"
NAME: /[A-Za-z_][A-Za-z_0-9]*/
SIGN: /[*+?]/
COUNT: /\{\s*[0-9]+\s*(,\s*[0-9]+\s*)?\}/
%ignore /\s+/
"""

#: How often a sign repeats what stands before it.
SIGNS: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}

#: The most that a count may say; what is longer is no protocol that a person checks.
LARGEST = 64


class Builder(lark.Transformer[lark.Token, Tree]):
    """Makes our trees of lark's."""

    def name(self, parts: list[Any]) -> Tree:
        """Return a name with its place."""
        (token,) = parts
        return Name(str(token), token.start_pos, token.end_pos)

    def sequence(self, parts: list[Any]) -> Tree:
        """Return parts behind each other."""
        return Sequence(tuple(parts))

    def choice(self, parts: list[Any]) -> Tree:
        """Return alternatives."""
        return Choice(tuple(parts))

    def several(self, parts: list[Any]) -> Tree:
        """Return what a sign repeats."""
        return Repeat(parts[0], *SIGNS[str(parts[1])])

    def counted(self, parts: list[Any]) -> Tree:
        """Return what a count repeats."""
        part, token = parts
        numbers = [int(text) for text in re.findall(r"\d+", token)]
        least, most = numbers[0], numbers[-1]
        where = (token.start_pos, token.end_pos)
        if most == 0:
            raise ProtocolError("count", "nothing is repeated 0 times", *where,
                                "leave it out, or say how often it comes")
        if least > most:
            raise ProtocolError("count", f"{least} is more than {most}", *where,
                                f"write {{{most},{least}}}")
        if most > LARGEST:
            raise ProtocolError("count", f"{most} times is too often", *where,
                                f"say {{{LARGEST}}} or less, or `*`")
        return Repeat(part, least, most)


@functools.cache
def parser() -> lark.Lark:
    """Return the parser of protocols."""
    return lark.Lark(GRAMMAR, parser="lalr", lexer="basic", maybe_placeholders=False)


def parse(text: str) -> Tree:
    """Return a protocol's tree; raise a ProtocolError for what is none."""
    if not text.strip():
        raise ProtocolError("empty", "a protocol of nothing lets no message through", 0,
                            len(text), "leave it out, or name the messages in their order")
    try:
        tree = Builder().transform(parser().parse(text))
    except lark.UnexpectedCharacters as error:
        raise letter(text, error.pos_in_stream or 0) from None
    except lark.UnexpectedToken as error:
        raise misplaced(text, error.token) from None
    except lark.exceptions.VisitError as error:
        raise error.orig_exc from None
    return tree


def letter(text: str, at: int) -> ProtocolError:
    """Return the error for a letter that means nothing."""
    sign = text[at]
    if sign in "{}":
        return ProtocolError("count", "a count is {2} or {1,3}", at, at + 1)
    if sign in ",;":
        help = "names that follow each other have a space between them"
    elif sign in "'\"":
        help = "names stand without quotes"
    elif sign == ".":
        help = "name the message; `a | b` is one of two"
    else:
        help = "the signs are ( ) | * + ? and {2} or {1,3}"
    return ProtocolError("letter", f"`{sign}` means nothing in a protocol", at, at + 1, help)


def misplaced(text: str, token: lark.Token) -> ProtocolError:
    """Return the error for a sign, or an end, where something else must stand."""
    opened = unclosed(text)
    if token.type == "$END" and opened is not None:
        inside = text[opened + 1 :].strip()
        if inside and inside[-1] not in "(|":
            return ProtocolError("unbalanced", "`(` is never closed", opened, opened + 1,
                                 "close it by `)`")
    if token.type == "$END":
        last = len(text.rstrip()) - 1
        sign = text[last]
        return ProtocolError("order", f"nothing stands behind `{sign}`", last, last + 1,
                             "name a message there")
    start, end = token.start_pos or 0, token.end_pos or 0
    if token.type == "RPAR" and unclosed(text[:start]) is None:
        return ProtocolError("unbalanced", "`)` closes nothing", start, end, "take it away")
    verb = "repeats nothing" if token.type in ("SIGN", "COUNT") else "has nothing before it"
    return ProtocolError("order", f"`{token}` {verb}", start, end, "name a message before it")


def unclosed(text: str) -> int | None:
    """Return the place of the last bracket that is open at the end of a text."""
    stack: list[int] = []
    for place, sign in enumerate(text):
        if sign == "(":
            stack.append(place)
        elif sign == ")" and stack:
            stack.pop()
    return stack[-1] if stack else None
