# SPDX-License-Identifier: BSD-3-Clause
"""Is the lock written, read, kept and refused as it says?"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "gen"))

from little_tree import write

from gen import cli
from gen.abi.change import Change, Severity
from gen.abi.differ import differences
from gen.abi.element import Abi, lines, read
from gen.abi.lock import everything, locks
from gen.abi.summary import summary
from gen.generate import examine
from gen.model.build import System
from gen.model.message_nodes import Message, Port
from gen.model.nodes import Field, Kernel, RetiredCall, Type
from gen.place import Loc

ROOT = Path(__file__).resolve().parents[2]
WORDS = {"i386": 4, "x86_64": 8}

LAMP = '''
from dsl import Enum, i32, retired, syscall, u32


class Errno(Enum, i32):
    """Errors."""

    EINVAL, ENOSYS = 22, 78


%s
'''
CALL = '''
@syscall(700)
def lamp(level: u32) -> None:
    """Set *level*."""
    ...
'''
GONE = 'gone = retired(701, "blink", since="0.1", why="It flickered.")\n'


@pytest.fixture(scope="module")
def system() -> System:
    """The tree itself."""
    result = examine(ROOT)
    assert result.system is not None, result.diags
    return result.system


def tree(root: Path, text: str) -> Path:
    """Write a little tree with a lamp, and its handlers."""
    write(root, lamp=LAMP % text)
    handler = "#include <x.h>\nintptr_t\nsys_lamp(uint32_t level)\n{\n}\n"
    (root / "kernel-src/lamp/lamp.c").write_text(handler)
    return root


def said(root: Path) -> list[str]:
    """Return the codes that the lock's rule gives a tree."""
    return [d.code for d in examine(root).diags if d.code.startswith("K034")]


def darner(root: Path, *words: str) -> int:
    """Run a command of the generator."""
    return cli.main(["--root", str(root), *words])


def of(kernels: list[Kernel], **other: object) -> list[Change]:
    """Return what changes when the kernels have other nodes."""
    new = [replace(kernel, **other) for kernel in kernels]  # type: ignore[arg-type]
    return differences(summary(kernels), summary(new), WORDS)


def test_the_tree_is_as_it_is_locked(system: System) -> None:
    """Every subsystem that programs see something of has a lock, which says what is declared."""
    found = locks(system)
    assert found.unreadable == []
    assert found.unlocked() == []
    assert found.stale() == []
    assert found.changes() == []


def test_lines_are_read_as_they_are_written(system: System) -> None:
    """What is written is read again, and written again as it was."""
    found = summary(everything(system))
    for subsystem in found.subsystems():
        text = "\n".join(lines(found.of(subsystem)))
        again = Abi({arch: {} for arch in WORDS})
        assert list(read(text, "abi.txt", subsystem, list(WORDS), again)) == []
        assert lines(again.of(subsystem)) == text.splitlines()


@pytest.mark.parametrize("config", ["BENCH", "GENERIC"])
def test_lock_knows_no_config(config: str, system: System) -> None:
    """What is left out of a config is not gone."""
    names = {c.name for k in system.kernels.values() for c in k.configs}
    result = examine(ROOT, config if config in names else "DEBUG")
    assert [d for d in result.diags if d.code.startswith("K034")] == []


def test_number_that_was_given_up_stays_in_the_lock(tmp_path: Path) -> None:
    """Its line outlives its declaration, and a call that takes it is refused."""
    tree(tmp_path, CALL + GONE)
    assert darner(tmp_path, "abi", "--update") == 0
    lock = tmp_path / "kernel-src/lamp/abi.txt"
    assert "retired 701 name=blink" in lock.read_text()
    tree(tmp_path, CALL)
    assert said(tmp_path) == []
    assert darner(tmp_path, "abi", "--update") == 0
    assert "retired 701 name=blink" in lock.read_text()
    tree(tmp_path, CALL.replace("700", "701") + CALL.replace("def lamp", "def lamp_too"))
    (tmp_path / "kernel-src/lamp/lamp.c").write_text("")
    result = [d.what for d in examine(tmp_path).diags if d.code == "K0340"]
    assert "call number 701 was `blink`, and is `lamp`" in result


def test_break_is_refused_without_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reason stays in the lock, and the next update keeps it."""
    tree(tmp_path, CALL)
    assert darner(tmp_path, "abi", "--update") == 0
    lock = tmp_path / "kernel-src/lamp/abi.txt"
    before = lock.read_text()
    tree(tmp_path, CALL.replace("700", "702"))
    assert said(tmp_path) == ["K0340"]
    assert darner(tmp_path, "abi") == 1
    assert darner(tmp_path, "abi", "--update") == 1
    assert darner(tmp_path, "abi", "--breaking", "why") == 1
    assert darner(tmp_path, "abi", "--update", "--breaking", " ") == 1
    assert lock.read_text() == before
    capsys.readouterr()
    assert darner(tmp_path, "abi", "--update", "--breaking", "nobody has one") == 0
    assert "CHANGES.md wants a line: - ABI: nobody has one: `lamp` has" in capsys.readouterr().out
    assert said(tmp_path) == []
    note = "# broke: 0: `lamp` has number 702, and had 700: nobody has one"
    tree(tmp_path, CALL.replace("700", "702") + GONE)
    assert said(tmp_path) == ["K0341"]
    assert darner(tmp_path, "abi", "--update") == 0
    assert note in lock.read_text().splitlines()


def test_severities_have_their_colours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A break is red, an addition green, where a person looks; the words are the same."""
    tree(tmp_path, CALL)
    assert darner(tmp_path, "abi", "--update") == 0
    tree(tmp_path, CALL.replace("700", "702") + GONE)
    capsys.readouterr()
    assert darner(tmp_path, "abi") == 1
    plain = capsys.readouterr().out
    assert "\033" not in plain
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    assert darner(tmp_path, "abi") == 1
    colored = capsys.readouterr().out
    assert re.sub(r"\033\[[\d;]*m", "", colored) == plain
    assert "\n\033[1;31m    `lamp` has number 702, and had 700" in colored
    assert "\n\033[32m    " in colored
    assert darner(tmp_path, "abi", "--update") == 1
    assert "\033[1;31m    `lamp` has number 702" in capsys.readouterr().err


def test_build_does_not_mind_what_is_only_more(tmp_path: Path) -> None:
    """A kernel is built while its calls are being written; what breaks stops it."""
    from gen.check.abi import MILD

    tree(tmp_path, CALL)
    assert darner(tmp_path, "abi", "--update") == 0
    tree(tmp_path, CALL + GONE)
    assert said(tmp_path) == ["K0341"]
    assert set(said(tmp_path)) <= set(MILD)


def test_retired_call_breaks_programs(system: System) -> None:
    kernels = list(system.kernels.values())
    call = kernels[0].calls[0]
    gone = RetiredCall(call.number, call.name, "0.2", "It goes.", call.loc)
    for kernel in kernels:
        rest = tuple(c for c in kernel.calls if c.number != call.number)
        worst = of([kernel], calls=rest, retired=(gone,))[0]
        assert worst.severity is Severity.BREAKING
        assert worst.what == f"call {call.number}, `{call.name}`, is retired"


@pytest.mark.parametrize("fact", ["call_args", "call_number", "call_result", "fast_args"])
def test_other_registers_break_all(fact: str, system: System) -> None:
    """What a program's stubs load, and where, is compiled into it."""
    kernel = system.kernels["i386"]
    args = kernel.arch.call_args
    other = {"call_args": (args[1], args[0], *args[2:]), "call_number": "edx",
             "call_result": "edx", "fast_args": 2}[fact]
    found = of([kernel], arch=replace(kernel.arch, **{fact: other}))
    assert [c.severity for c in found] == [Severity.BREAKING]
    assert found[0].what.startswith("programs enter otherwise: ")


# -- messages, made by hand ---------------------------------------------------------------

HERE = Loc("kernel-src/lamp/decl.py", 3, 1, 2)
U32 = Type("scalar", "u32", "uint32_t", 4, 4)
VOID = Type("void", "void", "void", 0, 1)


def message(**other: object) -> Message:
    """Return a message that travels."""
    wire = (Field("level", U32, 8, HERE), Field("room", U32, 12, HERE))
    made = Message(
        0x7001, "Glow", "glow", "", "lamp", "async", wire, U32, "", (), 40, 8, 16, "embedded",
        blocks=False, abortable=False, droppable=False, urgent=False, remote=True, handler="",
        doc="", loc=HERE, wire=wire,
    )
    return replace(made, **other)  # type: ignore[arg-type]


def port(*takes: str) -> Port:
    """Return a port."""
    return Port(0x20, "LampPort", "lamp", "lamp", "thread", "lampd", 4, takes, "", None, (), "",
                HERE)


def worst(kernels: list[Kernel], then: list[Message], takes: Port) -> Severity:
    """Return what becomes of one message, taken by one port, that becomes others."""
    def with_them(messages: list[Message], lamp: Port) -> list[Kernel]:
        return [replace(k, messaging=replace(k.messaging, messages=tuple(messages), ports=(lamp,)))
                for k in kernels]

    old, new = summary(with_them([message()], port("glow"))), summary(with_them(then, takes))
    return max((c.severity for c in differences(old, new, WORDS)), default=Severity.HARMLESS)


@pytest.mark.parametrize(("then", "severity"), [
    ([message()], Severity.HARMLESS),
    ([message(doc="Glow."), message(number=0x7002, name="Dim", c_name="dim")],
     Severity.COMPATIBLE),
    ([message(size=48, memory="cache", urgent=True, blocks=True)], Severity.HARMLESS),
    ([message(was="shine")], Severity.COMPATIBLE),
    ([message(number=0x7003)], Severity.BREAKING),
    ([message(mode="sync")], Severity.BREAKING),
    ([message(result=VOID)], Severity.BREAKING),
    ([message(remote=False)], Severity.BREAKING),
    ([message(wire_size=20)], Severity.BREAKING),
    ([message(wire=message().wire[::-1])], Severity.HARMLESS),
    ([message(wire=(replace(message().wire[0], offset=12),
                    replace(message().wire[1], offset=8)))], Severity.BREAKING),
    ([message(wire=(message().wire[0], replace(message().wire[1], name="space")))],
     Severity.SOURCE),
])
def test_message_on_a_wire_keeps_its_bytes(
    then: list[Message], severity: Severity, system: System
) -> None:
    takes = [m.c_name for m in then if m.remote]
    assert worst(list(system.kernels.values()), then, port(*takes[:1])) is severity


def test_port_that_takes_less_breaks_peers(system: System) -> None:
    kernels = list(system.kernels.values())
    assert worst(kernels, [message()], port()) is Severity.BREAKING
    more = [message(), message(number=0x7002, name="Dim", c_name="dim")]
    assert worst(kernels, more, port("glow", "dim")) is Severity.COMPATIBLE
    assert worst(kernels, [message(c_name="shine", name="Shine")], port("shine")) is Severity.SOURCE
