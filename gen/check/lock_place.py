# SPDX-License-Identifier: BSD-3-Clause
"""Rules about where locks may lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from dsl.call import Passed, Syscall
from dsl.order import Lock
from dsl.port import Message, Port, PortMessage
from gen.diag import Diag, Mark
from gen.load import Declared
from gen.model.data import carried
from gen.place import Loc


def locks_are_not_copied(declared: Declared) -> Iterator[Diag]:
    """A structure with a lock of its own is handed to nobody by value."""
    locks = list(declared.items(Lock))
    guarded = {item.value.per for item in locks}
    travels: dict[type, tuple[str, Loc]] = {}
    for by, place, annotation in _handed_over(declared):
        for one in carried(annotation):
            if one in guarded and one not in travels:
                travels[one] = by, place()
    for item in locks:
        per = item.value.per
        if per in travels:
            by, at_by = travels[per]
            at = item.module.source.argument(item.name, "per")
            what = f"each `{per.__name__}` has a {item.value.kind}, and {by} carries copies of it"
            yield Diag("K0166", at, what, "", (Mark(at_by, "it is carried here"),),
                       help="guard another structure, which holds this one and stays where it is")


def _handed_over(declared: Declared) -> Iterator[tuple[str, Callable[[], Loc], object]]:
    """Yield what calls and messages carry: who does, what finds the place, and the annotation."""
    for item in declared.items(Syscall):
        for name, hint in item.value.function.__annotations__.items():
            target = hint.target if isinstance(hint, Passed) else hint
            yield f"`{item.name}`", partial(item.module.source.annotation, item.name, name), target
    for item in declared.items(Message):
        for name, hint in vars(item.value).get("__annotations__", {}).items():
            yield f"`{item.name}`", partial(item.module.source.field, item.name, name), hint
    for item in declared.items(Port):
        for name, value in vars(item.value).items():
            if isinstance(value, PortMessage):
                place = partial(item.module.source.field, item.name, name)
                for hint in value.function.__annotations__.values():
                    yield f"`{item.name}.{name}`", place, hint
