# SPDX-License-Identifier: BSD-3-Clause
"""Operators that change the protocol of a port, in memory, and take the change back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from gen.load import Item

#: A name, how often it may come, and what stands between two.
NAME, TIMES = re.compile(r"\w+"), re.compile(r"(?<=[\w)])[*+?]")


def protocols(item: Item) -> Iterator[tuple[str, str, Any]]:
    """Yield the operators on the protocol of a port."""
    text = item.value.protocol
    names = list(NAME.finditer(text))
    yield "drop a protocol", item.name, with_protocol(item.value, "")
    for match in TIMES.finditer(text):
        for times in {"*", "+", "?", ""} - {match[0]}:
            new = text[: match.start()] + times + text[match.end():]
            yield "let it come otherwise often", f"{item.name}{match.start()}", with_protocol(
                item.value, new)
    for match in names:
        here = f"{item.name}.{match[0]}"
        before, behind = text[: match.start()], text[match.end():]
        if behind[:1] not in ("*", "+", "?"):
            for times in "*+?":
                new = f"{before}{match[0]}{times}{behind}"
                yield "let a message come otherwise often", here, with_protocol(item.value, new)
        yield "say a message twice", here, with_protocol(
            item.value, f"{before}({match[0]} {match[0]}){behind}")
        for other in names:
            if other[0] != match[0]:
                new = f"{before}({match[0]} | {other[0]}){behind}"
                yield "let one stand for another", here, with_protocol(item.value, new)
    for a, b in pairwise(names):
        new = text[: a.start()] + b[0] + text[a.end(): b.start()] + a[0] + text[b.end():]
        yield "swap two messages", f"{item.name}.{a[0]}", with_protocol(item.value, new)
    for at in (n for n, c in enumerate(text) if c == "|"):
        new = text[:at] + text[at + 1:]
        yield "make a choice an order", f"{item.name}{at}", with_protocol(item.value, new)


def with_protocol(cls: type, text: str) -> Callable[[], Callable[[], None]]:
    """Return what gives a port another protocol."""

    def change() -> Callable[[], None]:
        before = cls.protocol  # type: ignore[attr-defined]
        cls.protocol = text  # type: ignore[attr-defined]

        def undo() -> None:
            cls.protocol = before  # type: ignore[attr-defined]

        return undo

    return change
