# SPDX-License-Identifier: BSD-3-Clause
"""Do the pictures show what is declared, circles in red, and the same every time?"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from gen.cli import main
from gen.graph.picture import Edge, Node, Picture, circled, layers

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

TTY = '''from msgport.decl import put_only_port

from dsl import Async, OneWay, Port, Priority, Sync, init_step, message, spinlock, thread, token
from dsl import u32

line = token(doc="The lines.")
ring = spinlock(after=(line,), doc="The rings.")
first = init_step("tty_init")
second = init_step("tty_late_init", after=(first,))
ttyd = thread("tty_serve", priority=Priority.SOFT_NORMAL)
logd = thread("log_serve", priority=Priority.SOFT_NORMAL)


class LogPort(Port, id=0x21, owner=logd, queue=4, takes=(ring,)):
    """Logs."""

    @message(1)
    def note(self, value: u32) -> OneWay:
        """Keep a value."""
        ...

    @message(2)
    def flush(self) -> Sync[None]:
        """Write all."""
        ...


class TtyPort(Port, id=0x20, owner=ttyd, queue=16, takes=(line,),
              sends=(LogPort.note, LogPort.flush)):
    """Lines."""

    protocol = "open write*"

    @message(1)
    def open(self, mode: u32) -> Sync[u32]:
        """Begin."""
        ...

    @message(2)
    def write(self, count: u32) -> Async[u32]:
        """Write *count*."""
        ...


class FarPort(Port, id=0x22, kind=put_only_port, sends=(TtyPort.open, TtyPort.write)):
    """Sends from afar."""

    @message(1)
    def ask(self) -> Sync[None]:
        """Ask."""
        ...
'''


def bad_decls() -> ModuleType:
    place = ROOT / "tests" / "bad_decls" / "test_bad_decls.py"
    spec = importlib.util.spec_from_file_location("bad_decls_of_graph", place)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    fixtures = bad_decls()
    place = tmp_path_factory.mktemp("graph")
    root: Path = fixtures.tree(place, ROOT / "tests/bad_decls/K0130-message-number-twice",
                               "near.py")
    (root / "kernel-src/bad/decl.py").write_text(TTY)
    (root / "kernel-src/bad/bad.c").write_text("".join(fixtures.handlers(root)))
    return root


@pytest.fixture(autouse=True)
def eighty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CLICOLOR_FORCE", raising=False)


@pytest.mark.parametrize(
    ("name", "words"),
    [("graph.txt", []), ("graph-tty.txt", ["TtyPort"]), ("graph.dot", ["--dot"]),
     ("graph-log.dot", ["log", "--dot"])],
)
def test_pictures_are_these(
    name: str, words: list[str], tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tree), "graph", *words]) == 0, capsys.readouterr().err
    text = capsys.readouterr().out
    expected = HERE / "expected" / name
    if os.environ.get("DARNER_UPDATE"):
        expected.write_text(text)
    assert text == expected.read_text()


def test_pictures_hang_on_no_hash(tree: Path) -> None:
    seen = {
        subprocess.run(
            [sys.executable, "-m", "gen", "--root", str(tree), "graph", way], cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout
        for seed in ("0", "1", "7") for way in ("--dot",)
    }
    assert len(seen) == 1


def test_a_circle_is_drawn_red_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fixture = ROOT / "tests/bad_decls/K0160-two-threads-wait"
    root = bad_decls().tree(tmp_path, fixture, "bad.py")
    assert main(["--root", str(root), "graph"]) == 1
    said = capsys.readouterr()
    assert "!! a circle: whoever is in it may wait for ever" in said.out
    assert "error[K0160]" in said.err
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    main(["--root", str(root), "graph"])
    assert "\033[1;31m!! a circle" in capsys.readouterr().out
    main(["--root", str(root), "graph", "--dot"])
    assert capsys.readouterr().out.count('color="#c0202a", fontcolor') >= 2


def test_an_svg_is_written(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not here")
    place = tmp_path / "kernel.svg"
    assert main(["--root", str(tree), "graph", "--svg", str(place)]) == 0
    assert capsys.readouterr().out == f"{place}\n"
    words = "".join(ElementTree.parse(place).getroot().itertext())
    assert "TtyPort" in words and "Who sends to whom" in words


def test_without_dot_the_command_that_installs_it_is_told(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["--root", str(tree), "graph", "--svg", str(tmp_path / "k.svg")]) == 3
    assert "apt-get install -y --no-install-recommends graphviz" in capsys.readouterr().err


def test_an_unknown_port_is_told(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tree), "graph", "TtPort"]) == 1
    assert "Did you mean `TtyPort`?" in capsys.readouterr().err


def picture(*pairs: tuple[str, str]) -> Picture:
    edges = tuple(circled([Edge(a, b, "order") for a, b in pairs],
                          [Edge(a, b, "order") for a, b in pairs]))
    names = dict.fromkeys(name for pair in pairs for name in pair)
    return Picture("order", "", tuple(Node(name, "token") for name in names), edges)


def test_layers_stand_behind_what_comes_before() -> None:
    assert layers(picture(("a", "b"), ("b", "d"), ("a", "d"), ("c", "d"))) == [
        ["a", "c"], ["b"], ["d"]]


def test_a_circle_is_one_layer() -> None:
    found = picture(("a", "b"), ("b", "c"), ("c", "b"), ("c", "d"))
    assert layers(found) == [["a"], ["b", "c"], ["d"]]
    assert [(e.tail, e.head) for e in found.edges if e.circle] == [("b", "c"), ("c", "b")]
