# SPDX-License-Identifier: BSD-3-Clause
"""The rule about sends: a port's handlers and a thread send what they say that they send."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.record import dataclass
from gen.analyse.fact import Function
from gen.analyse.program import Program
from gen.diag import Diag, Mark
from gen.place import Loc

VERBS = ("do", "send", "forward")


@dataclass(frozen=True, slots=True)
class Root:
    """Who runs a function: the thread or the port, and where that is declared."""

    sender: str
    noun: str
    at: Loc


def senders(program: Program) -> dict[str, tuple[str, str]]:
    """Return port and message of every function that sends."""
    known = {m.c_name: m for m in program.kernel.messaging.messages}
    found = {}
    for port in program.kernel.messaging.ports:
        for name in port.messages:
            function = name if known[name].port else f"{port.c_name}_{name}"
            for verb in VERBS:
                found[f"{function}_{verb}"] = port.c_name, name
    return found


def roots(program: Program) -> Iterator[tuple[str, Root]]:
    """Yield the functions in which threads and ports begin, and whose they are."""
    messaging = program.kernel.messaging
    known = {m.c_name: m for m in messaging.messages}
    for port in messaging.ports:
        root = Root(port.c_name, f"port `{port.name}`", port.loc)
        for name in port.messages:
            handler = known[name].handler or f"{port.c_name}_on_{name}"
            yield from ((handler, root), (f"{handler}_abort", root))
    for thread in program.kernel.threads:
        yield thread.entry, Root(thread.name, f"thread `{thread.name}`", thread.loc)


def runs(program: Program) -> dict[Function, set[Root]]:
    """Return who runs each function: whose entry or handler it is reached from."""
    begins: dict[Function, set[Root]] = {}
    for name, root in roots(program):
        function = program.named(name)
        if function is not None:
            begins.setdefault(function, set()).add(root)
    found: dict[Function, set[Root]] = {}
    for function, whose in begins.items():
        waiting = [function]
        for one in waiting:  # which grows
            if whose <= found.get(one, set()):
                continue
            found[one] = found.get(one, set()) | whose
            waiting += [callee for _, callee in program.callees(one) if callee not in begins]
    return found


def sends_are_declared(program: Program) -> Iterator[Diag]:
    """A message is sent by those alone whose declarations say so in `sends=`."""
    sending = senders(program)
    ports = {port.c_name: port for port in program.kernel.messaging.ports}
    messages = {m.c_name: m for m in program.kernel.messaging.messages}
    declared = {(s.sender, s.port, s.message) for s in program.kernel.messaging.sends}
    whose = runs(program)
    for one in program.functions:
        file = one.at.file
        if "/tests/" in file or "/bench/" in file or file.endswith((".gen.c", ".gen.h")):
            continue
        for call in one.calls:
            if call.name not in sending:
                continue
            port, name = sending[call.name]
            says = f"{ports[port].name}.{messages[name].name}"
            mark = Mark(messages[name].loc, "the message")
            for root in sorted(whose.get(one, ()), key=lambda root: root.sender):
                if (root.sender, port, name) not in declared:
                    what = f"{root.noun} sends `{says}`, and does not declare it"
                    yield Diag("K0304", call.at, what, "", (Mark(root.at, "sends it"), mark),
                               help=f"declare it there: sends=({says},)")
            if one not in whose:
                what = f"`{says}` is sent by what belongs to no thread and no port"
                yield Diag("K0304", call.at, what, f"in `{one.name}`", (mark,),
                           help="send it from a handler, or from a thread, that declares it")
