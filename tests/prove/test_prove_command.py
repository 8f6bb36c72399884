# SPDX-License-Identifier: BSD-3-Clause
"""`./darner prove`: its lines, its exit statuses, what it keeps and what it asks for."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from terminal import ASKS, BLK, MESSAGES, ROOT, TTY, kernel, place

from front import generator, needs
from gen import cli
from gen.model.message_nodes import Send
from gen.model.nodes import Kernel
from gen.prove import command, spin
from gen.prove.prover import Prover
from gen.render import Renderer


def terminal(**more: object) -> Kernel:
    """Return the kernel with a terminal and a disk, and other things said of them."""
    said = replace(kernel().messaging, messages=MESSAGES, ports=(TTY, BLK), sends=(ASKS,))
    return replace(kernel(), messaging=replace(said, **more))  # type: ignore[arg-type]


def run(one: Kernel, port: str | None = None, clients: int = 1) -> int:
    """Run the command on a kernel."""
    return command.run(ROOT, one, port, clients, False)


def test_proofs_have_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(terminal()) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        "tty with 1 client, blk", "blk with 1 client", "tty with 1 client, blk with 1 client",
    ]  # fmt: skip
    assert all(": holds (" in line for line in lines)


def test_counterexample_is_shown_and_ends_with_a_mistake(
    capsys: pytest.CaptureFixture[str],
) -> None:
    back = Send("blk", "tty", "tty_open", "sync", place("blk", 11))
    assert run(terminal(sends=(ASKS, back)), "tty") == 1
    out = capsys.readouterr().out
    assert "    deadlock: tty waits for blk, which waits for tty\n" in out
    assert "      --> kernel-src/blk/decl.py:11: blk sends tty `open`, and waits\n" in out


def test_failure_is_shown_with_as_few_clients_as_it_takes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    urgent = (*MESSAGES[:2], replace(MESSAGES[2], urgent=True), MESSAGES[3])
    assert run(terminal(messages=urgent), "tty", 3) == 1
    assert capsys.readouterr().out.count("FAILS") == 1


def test_port_has_two_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(terminal(), "BlkPort") == run(terminal(), "blk") == 0
    assert capsys.readouterr().out.count("blk with 1 client: holds (") == 2


def test_port_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(terminal(), "tyt") == 1
    assert capsys.readouterr().err == (
        "darner: no port called `tyt` accepts messages.\n        Did you mean `tty`?\n"
    )
    assert run(terminal(), "zzz") == 1
    assert capsys.readouterr().err.endswith("        There are tty, blk.\n")


def test_kernel_without_messages_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(terminal(transitions=())) == 1
    assert "no transition of a message's life is declared" in capsys.readouterr().err
    assert run(terminal(messages=(), ports=(), sends=())) == 0
    assert capsys.readouterr().out == "no port accepts messages: there is nothing to prove\n"


def test_missing_spin_is_named_with_one_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "spin" else found(name))
    assert run(terminal()) == 3
    assert capsys.readouterr().err == (
        "darner: a proof takes programs that are not here.\n"
        "        Run as root: apt-get install --no-install-recommends spin\n"
    )


def test_front_door_sees_to_spin() -> None:
    wanted = generator.needs(generator.options(["prove", "tty"]))
    assert {"spin", "gcc"} <= {row.probe for row in needs.NEEDS if row.groups & wanted}
    assert "prove" in needs.EVERYTHING


def test_words_reach_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr(command, "run", lambda *words: heard.extend(words[2:]) or 0)
    assert cli.main(["--root", str(ROOT), "prove", "echo", "--clients", "3"]) == 0
    assert cli.main(["--root", str(ROOT), "prove", "--pairings"]) == 0
    assert heard == ["echo", 3, False, None, None, True]


MODEL = "byte x;\nactive proctype a() { x = 1; assert(x == %d) }\n"


def test_outcome_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = spin.outcome(tmp_path, MODEL % 1)
    assert first.holds
    monkeypatch.setattr(spin, "examined", None)
    assert spin.outcome(tmp_path, MODEL % 1) == first
    with pytest.raises(TypeError):
        spin.outcome(tmp_path, MODEL % 2)


def test_spoilt_outcome_is_found_again(tmp_path: Path) -> None:
    text = MODEL % 2
    assert spin.outcome(tmp_path, text).error == "assertion violated"
    spin.place(tmp_path, text).write_text("{}")
    assert spin.outcome(tmp_path, text).error == "assertion violated"


def test_model_that_is_none_is_our_bug(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(spin.Failed, match="syntax error"):
        spin.outcome(tmp_path, "proctype {")
    monkeypatch.setattr(Renderer, "text", lambda *_: "proctype {")
    assert run(terminal()) == 2
    assert "syntax error" in capsys.readouterr().err


def test_model_that_is_too_large_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spin, "OPTIONS", ("-w", "-DSAFETY", "-DBFS", "-DMEMLIM=1"))
    endless = "int x, y;\nactive proctype a() { do :: x++ :: y++ od }\n"
    with pytest.raises(spin.TooLarge):
        spin.outcome(tmp_path, endless)
    monkeypatch.setattr(Prover, "text", lambda *_: endless)
    assert run(terminal()) == 3
    assert capsys.readouterr().err == (
        f"darner: this cannot be proved here: its model takes more than {spin.MEMORY} MB.\n"
        "        Try it with `--clients 1`.\n"
    )
