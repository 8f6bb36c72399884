# SPDX-License-Identifier: BSD-3-Clause
"""Are messages, ports and locks drawn from their nodes alone?"""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest
from declared import write

from gen.generate import examine
from gen.model.message_nodes import (
    Automaton,
    Lock,
    Message,
    Messaging,
    Port,
    Send,
    Step,
    Transition,
)
from gen.model.nodes import Field, Kernel, Member, Type
from gen.place import Loc
from gen.show import find, lock, message, paint, port

HERE = Path(__file__).parent
AT = Loc("kernel-src/tty/decl.py", 9, 7, 14)

U8 = Type("scalar", "u8", "uint8_t", 1, 1)
U16 = Type("scalar", "u16", "uint16_t", 2, 2)
U32 = Type("scalar", "u32", "uint32_t", 4, 4)


def sent(number: int, name: str, mode: str, fields: tuple[Field, ...], **more: object) -> Message:
    end = max((f.offset + f.type.size for f in fields), default=8)
    base = Message(
        number=number, name=name, c_name=f"tty_{name}", port="tty", subsystem="tty", mode=mode,
        fields=fields, result=U32, result_enumeration="",
        errors=(Member("EINVAL", 22, AT),), size=-(-end // 4) * 4, align=4, wire_size=0,
        memory="embedded", blocks=False, abortable=False, droppable=False, urgent=False,
        remote=False, handler=f"tty_on_{name}", doc=f"Says {name}.", loc=AT,
    )  # fmt: skip
    return dataclasses.replace(base, **more)  # type: ignore[arg-type]


def made() -> Messaging:
    """Return a port with three messages, its senders, and four locks."""
    wire = (Field("mode", U8, 8, AT), Field("count", U16, 10, AT))
    messages = (
        sent(0x201, "open", "sync", (Field("mode", U32, 8, AT),)),
        sent(0x202, "write", "async", (Field("mode", U8, 8, AT), Field("count", U16, 10, AT)),
             remote=True, wire_size=12, wire=wire, abortable=True),
        sent(0x203, "close", "oneway", (), memory="cache", droppable=True, errors=()),
    )
    machine = Automaton(3, (Step(0, "open", 1), Step(1, "write", 1), Step(1, "close", 2)), (2,))
    tty = Port(2, "TtyPort", "tty", "tty", "thread", "ttyd", 16, ("tty_open", "tty_write",
               "tty_close"), "open write* close", machine, ("line",), "A line.", AT)
    log = Port(3, "LogPort", "log", "log", "thread", "logd", 0, (), "", None, (), "", AT)
    sends = (Send("init", "tty", "tty_open", "sync", AT), Send("log", "tty", "tty_write",
             "async", AT))
    locks = (
        Lock("proctree", "token", "proc", "", (), "All processes.", AT),
        Lock("vnode", "token", "vfs", "vnode", ("proctree",), "", AT),
        Lock("line", "spinlock", "tty", "tty", ("vnode",), "", AT),
        Lock("disk", "serializer", "disk", "", (), "", AT),
    )
    steps = (Transition("send", "msgport", ("idle",), "sent", 0, 0, 1, 0, "", AT),
             Transition("mark", "msgport", ("sent",), "", 0, 0, 1, 0, "", AT))
    return Messaging("point", "", "", "", messages, (tty, log), sends, locks, (), steps)


@pytest.fixture(scope="module")
def kernels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Kernel]:
    system = examine(write(tmp_path_factory.mktemp("ports"))).system
    assert system is not None
    return {a: dataclasses.replace(k, messaging=made()) for a, k in system.kernels.items()}


def drawing(word: str, name: str, kernels: dict[str, Kernel]) -> str:
    (thing,) = find.found(word, name, find.things(kernels))
    if word == "port":
        lines = port.drawn(thing, kernels)
    elif word == "message":
        lines = message.drawn(thing, kernels)
    else:
        lines = lock.drawn(thing, kernels["i386"].messaging)
    return paint.finished(lines, color=False) + "\n"


@pytest.mark.parametrize(
    "words",
    ["port TtyPort", "port log", "message TtyPort.open", "message tty_write", "message close",
     "token vnode", "token disk", "token line"],
)
def test_drawings_are_these(
    words: str, kernels: dict[str, Kernel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    expected = HERE / "expected" / f"{words.replace(' ', '-')}.txt"
    text = drawing(*words.split(), kernels)
    if os.environ.get("DARNER_UPDATE"):
        expected.write_text(text)
    assert text == expected.read_text()


def test_an_order_that_is_a_circle_ends(kernels: dict[str, Kernel]) -> None:
    messaging = made()
    first, *others = messaging.locks
    circle = dataclasses.replace(first, after=("line",))
    kernel = dataclasses.replace(
        kernels["i386"], messaging=dataclasses.replace(messaging, locks=(circle, *others))
    )
    text = drawing("token", "vnode", {"i386": kernel})
    assert text.count("proctree") == 2  # before it, and after it


def test_signs_have_letters_for_other_terminals(kernels: dict[str, Kernel]) -> None:
    (thing,) = find.found("message", "write", find.things(kernels))
    text = paint.finished(message.drawn(thing, kernels), color=False, signs=False)
    assert text.isascii()
