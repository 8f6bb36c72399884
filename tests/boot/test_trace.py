# SPDX-License-Identifier: BSD-3-Clause
"""What the kernels record: what was asked for, in order, by all CPUs, decoded by its names."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from machine_room import ROOT, boot, build, machine
from serial_line import INIT, Serial
from tree_copy import copy_of_tree, spoil

from front.trace import Record, called, decoded, merged, records
from gen.backends import syscall_entry, syscall_gate, syscall_table
from gen.generate import examine
from gen.render import Renderer

ALL = "sched,ipi,message,interrupt,fault,call"

LINE = re.compile(r"^ *(\d+) +(\d+) (\S+) *(.*)$")


def recorded(arch: str, cpus: int, asked: str, root: Path = ROOT) -> list[Record]:
    """Boot a kernel that records; return what it dumps, in the order of its rings."""
    folder = build(arch, root=root)
    on = replace(machine(folder, "q35"), cpus=cpus)
    done = boot(folder / "kernel.elf", arch, on, f"trace={asked} exec=trace")
    assert "DARNER-END" in done.log, done.log
    return list(records(done.log))


def facts(arch: str) -> dict[str, dict[str, dict[str, str]]]:
    """Return what a host knows of a kernel's events."""
    text = (build(arch) / "gen/trace_point.gen.json").read_text()
    known: dict[str, dict[str, dict[str, str]]] = json.loads(text)
    return known


@pytest.mark.parametrize("cpus", (1, 2, 4, 8))
def test_events_are_decoded_in_order(arch: str, cpus: int) -> None:
    found = recorded(arch, cpus, ALL)
    for cpu in range(cpus):
        times = [one.time for one in found if one.cpu == cpu]
        assert times == sorted(times), f"CPU {cpu} does not record in order"
    lines = [LINE.match(line) for line in decoded(merged(found), facts(arch))]
    assert all(lines), "a line is not decoded"
    names = {match[3] for match in lines if match}
    assert {"lwkt.switch", "lwkt.wakeup"} <= names
    if cpus > 1:
        assert {"ipi.send", "ipi.receive"} <= names
        # Nobody receives before another has sent.
        first = next(match for match in lines if match and match[3].startswith("ipi."))
        assert first[3] == "ipi.send"


@pytest.mark.parametrize("kind", ALL.split(","))
def test_nothing_is_recorded_but_what_was_asked_for(arch: str, kind: str) -> None:
    points = facts(arch)["points"]
    kinds = {points[str(one.event)]["kind"] for one in recorded(arch, 2, kind)}
    assert kinds <= {f"TRACE_{kind.upper()}"}


@pytest.mark.slow
def test_a_mask_that_is_not_looked_at_is_noticed(arch: str, tmp_path: Path) -> None:
    """Negative control: a trace point that does not ask records what nobody wants."""
    tree = copy_of_tree(arch, tmp_path)
    spoil(tree / "templates/c/trace_point.h.j2", r"\(trace_mask & \$\{p.kind\}\) != 0", "true")
    points = facts(arch)["points"]
    kinds = {points[str(one.event)]["kind"] for one in recorded(arch, 2, "ipi", tree)}
    assert kinds - {"TRACE_IPI"}


def test_the_declared_events_are_known_to_the_host(arch: str) -> None:
    system = examine(ROOT).system
    assert system is not None
    names = [f"{t.subsystem}.{t.name}" for t in system.kernels[arch].debugging.traces]
    assert [point["name"] for point in facts(arch)["points"].values()] == names != []


def test_the_prompt_starts_and_stops_and_the_debugger_shows(arch: str) -> None:
    folder = build(arch)
    with Serial(folder / "kernel.elf", arch, machine(folder, "smp4")) as line:
        line.until(INIT)
        assert line.ask("trace", INIT) == ""
        assert "`lamp' is none of off, sched" in line.ask("trace lamp", INIT)
        line.ask("trace sched,fault", INIT)
        line.ask("run hello", INIT)
        line.ask("debugger")
        shown = line.ask("ktr 100").splitlines()
        assert any(" lwkt.switch " in row for row in shown), shown
        times = [int(row.split()[0]) for row in shown]
        assert times == sorted(times) and len(times) <= 100
        line.ask("continue", INIT)
        line.ask("trace off", INIT)
        first = line.ask("trace dump", INIT)
        assert list(records(first)) == list(records(line.ask("trace dump", INIT))) != []


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    build("x86_64")
    (tmp_path / "empty").write_text("nothing\n")
    (tmp_path / "other").write_text("ktr 0 1 fff 0 0 0\n")
    for file, said in (("empty", "has no records of a trace"), ("missing", "No such file"),
                       ("other", "this kernel has no event 4095")):
        words = [ROOT / "darner", "trace", tmp_path / file]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 1 and said in done.stderr, done.stderr


def calls_of(arch: str, *commands: str) -> list[str]:
    """Have a kernel record the calls of what is typed at its prompt; return them decoded."""
    folder = build(arch)
    with Serial(folder / "kernel.elf", arch, machine(folder, "q35")) as line:
        line.until(INIT)
        line.ask("trace call", INIT)
        for command in commands:
            line.ask(command, INIT)
        line.ask("trace off", INIT)
        found = merged(records(line.ask("trace dump", INIT)))
    return list(called(found, facts(arch)))


def test_calls_are_shown_with_declared_names_and_errors(arch: str) -> None:
    said = calls_of(arch, "run hello", "run lamp")
    text = "\n".join(said)
    made = re.search(r"^\[\d+\] spawn\(path=0x\w+, .*\) = (\d+)$", text, re.MULTILINE)
    assert made, text
    # The program's own thread writes, and its end is never returned from.
    assert re.search(r"^\[(\d+)\] write\(fd=1, buf=0x\w+, nbyte=\d+\) = \d+$", text, re.MULTILINE)
    assert re.search(rf"^\[\d+\] wait4\(pid={made[1]}, .*\) = {made[1]}$", text, re.MULTILINE), text
    assert re.search(r"^\[\d+\] spawn\(.*\) = -1 ENOENT$", text, re.MULTILINE), text
    assert re.search(r"^\[\d+\] exit\(status=0\) = \?$", text, re.MULTILINE), text


def test_all_words_of_a_call_are_recorded(arch: str) -> None:
    """On i386, a call of six words comes by another gate."""
    text = "\n".join(calls_of(arch, "run mmap_test"))
    last = "..." if arch == "i386" else "0"  # on the program's stack
    row = (r"^\[\d+\] mmap\(addr=NULL, len=\w+, prot=PROT_READ\|PROT_WRITE, "
           rf"flags=MAP_PRIVATE\|MAP_ANON, fd=-1, offset={re.escape(last)}\) = 0x[1-9a-f]\w+$")
    assert re.search(row, text, re.MULTILINE), text


def test_a_release_kernel_has_no_such_entry(arch: str) -> None:
    """Its fast path has not even a branch for it."""
    system = examine(ROOT, "BENCH").system
    assert system is not None
    entries = [a for b in (syscall_entry, syscall_gate, syscall_table)
               for a in b.artefacts(system.kernels[arch])]
    for text in map(Renderer(ROOT).text, entries):
        assert "syscall_traced" not in text and "trace_mask" not in text
