# SPDX-License-Identifier: BSD-3-Clause
"""Is the comparison of `./darner bench gen` fair, and does it come to an end in every case?

Nothing here measures time.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from front import (
    bars,
    bench,
    bench_gen,
    bench_gen_compare,
    bench_gen_errors,
    bench_measure,
    bootstrap_step,
)
from front import bench_gen_input as given
from front import bench_gen_peer as peers
from front.bench_gen_compare import Outcome
from front.bench_gen_errors import Answer
from front.bench_gen_fact import FIELDS, MEMBERS, VALUES, records, registers, routines
from front.bench_gen_mach import HEADERS
from front.bench_gen_mistake import CASES, KINDS
from front.bench_gen_tree import added, compile_code, copied, generated, purpose, write
from front.complaint import Complaint
from front.synthetic import MIX, ROUND, declared, grow

ROOT = Path(__file__).resolve().parents[2]
FEW = 20


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the tree."""
    for part in ("arch", "kernel-src", "templates", "user", "dsl", "gen"):
        shutil.copytree(ROOT / part, tmp_path / part,
                        ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without any peer."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def here(peer: peers.Peer) -> peers.Peer:
    """Return a peer, or skip."""
    if peer.path(ROOT) is None:
        pytest.skip(f"{peer.name} is not here; `{peers.GET}` gets it")
    return peer


def declarations(root: Path) -> int:
    """Count what a tree declares."""
    return sum(declared(p.read_text()) for p in root.glob("kernel-src/**/decl.py"))


def test_a_round_of_the_mix_has_as_many_declarations_as_it_says(tmp_path: Path) -> None:
    grow(tmp_path, 2 * ROUND)
    assert declarations(tmp_path) == 2 * ROUND
    assert len(MIX) == len({sort.stem for sort in MIX})


def test_a_part_of_a_round_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no whole rounds"):
        grow(tmp_path, ROUND + 1)


def test_the_mix_is_right_and_compiles(tree: Path) -> None:
    before = generated(tree, "before")
    grow(tree, ROUND)
    after = generated(tree, "after")
    assert {"include/port00.gen.h", "include/device00.gen.h"} <= set(after) - set(before)
    compile_code(tree, "after", after, before)


def test_registers_are_the_same_facts_in_each_input() -> None:
    ours = "".join(given.darner_registers(registers(FEW)).values())
    theirs = "".join(given.peakrdl(registers(FEW)).values())
    said = {
        (one, field, int(low), int(high or low))
        for one, body in re.findall(r"class (Reg\d+)\(.*?\n\n(.*?)\n\n", ours, re.DOTALL)
        for field, low, high in re.findall(r"(\w+) = bits?\((\d+)(?:, (\d+))?, rw\)", body)
    }
    told = {
        (one.capitalize(), field, int(low), int(high))
        for one, body in re.findall(r"reg (reg\d+)_r \{(.*?)\};\n  reg", theirs, re.DOTALL)
        for field, high, low in re.findall(r"\} (\w+)\[(\d+):(\d+)\]", body)
    }
    assert said == told
    assert len(said) == FEW * len(FIELDS)
    places = re.findall(r"(reg\d+) = page\[(0x\w+)\]", ours)
    assert places == re.findall(r"(reg\d+) @ (0x\w+)", theirs)


def test_routines_are_the_same_facts_in_each_input() -> None:
    numbers, ids = iter(range(600, 700)), iter(range(16, 20))
    texts = ["".join(files.values()) for files in (
        given.darner_calls(routines(FEW), numbers), given.darner_messages(routines(FEW), ids),
        given.mig(routines(FEW)),
    )]
    spelled = {"uint32_t": "u32", "uint64_t": "u64", "int32_t": "i32", "pair_t": "pair",
               "In[BenchPair]": "pair", "BenchPair": "pair"}
    found = []
    for text in texts:
        heads = re.findall(r"(?:def|routine) (ask\d+)\(([^)]*)\)", text)
        found.append([
            (name, [(n, spelled.get(t, t)) for n, t in re.findall(r"(\w+): ([\w\[\]]+)", words)
                    if n in ("unit", "offset", "range", "step")])
            for name, words in heads
        ])
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == FEW and all(len(words) == 4 for _, words in found[0])


def test_records_are_the_same_facts_in_each_input() -> None:
    texts = ["".join(make(records(FEW)).values())
             for make in (given.darner_records, given.capnp, given.flatc)]
    for text in texts:
        for name, _ in MEMBERS:
            assert len(re.findall(rf"^ +{name}\b", text, re.MULTILINE)) == FEW // 2
        for value in VALUES:
            assert len(re.findall(rf"\b\w*{value}\b", text, re.IGNORECASE)) == FEW // 2
    kinds = [len(re.findall(r"u64|uint64", text, re.IGNORECASE)) for text in texts]
    assert kinds[0] - 1 == kinds[1] == kinds[2]  # ours imports the word


@pytest.mark.parametrize("peer", peers.ALL, ids=lambda peer: peer.program)
def test_what_a_peer_makes_compiles(peer: peers.Peer, tmp_path: Path) -> None:
    known = bench_gen_compare.facts(here(peer).facts, FEW)
    write(tmp_path, bench_gen_compare.theirs(peer, known) | HEADERS)
    bench_measure.spend(tmp_path, peer.command(ROOT))
    peers.compile_output(peer, tmp_path)


def test_output_that_does_not_compile_is_not_measured(tmp_path: Path) -> None:
    (tmp_path / "bench.h").write_text("int f(\n")
    with pytest.raises(Complaint, match="does not compile"):
        peers.compile_output(peers.PEAKRDL, tmp_path)


@pytest.mark.parametrize("kind", ["registers", "routines", "records"])
def test_what_we_make_compiles_and_has_the_lines_of_the_baseline(kind: str, tree: Path) -> None:
    """More lines than were committed is a mistake, or is written into the baseline."""
    known = bench_gen_compare.facts(kind, FEW)
    before = generated(tree, "before")
    for tool, files in bench_gen_compare.ours(kind, known, tree).items():
        root = tree.parent / f"{tree.name}-{tool[-4:]}"
        shutil.copytree(tree, root)
        write(root, files)
        after = generated(root, "after")
        compile_code(root, "after", after, before)
        wanted = bench_gen.baseline()[f"{tool}: {kind}"]
        for purpose_, lines in added(before, after).items():
            assert lines / FEW <= wanted[purpose_] + 2, (tool, purpose_)


def test_files_are_counted_by_what_they_are_for() -> None:
    assert purpose("user/hostile.gen.c") == "tests"
    assert purpose("stub.gen.S") == "code"
    assert purpose("man/read.2") == "documents"


def outcome(tool: str, seconds: float, *, python: bool = False) -> Outcome:
    """Return an outcome with nothing special about it."""
    return Outcome("registers", 100, tool, "1", "-x", python, seconds, 10, 20, 0.1)


def test_what_loses_is_printed_as_lost(capsys: pytest.CaptureFixture[str]) -> None:
    found = [outcome("Darner", 1.0), outcome("slow", 3.5, python=True),
             outcome("half", 2.0, python=True), outcome("fast", 0.1)]
    assert bench_gen.verdicts(found) == ["", "3.50: won", "2.00: LOST", "0.10: LOST"]
    bench_gen.show(found)
    printed = capsys.readouterr().out
    assert "3.50: won" in printed and printed.count("LOST") == 2
    text = bench_gen.as_markdown(found, [bench_measure.row("slope_ms", "each", 9.0, "ms")])
    assert "| registers | 100 | fast | 0.100 |" in text
    assert "| slope_ms | each | 9.0 | ms | 0.2 | MISSED |" in text


def test_bars_of_the_large_system_are_those_of_the_language() -> None:
    assert bars.bar("gen_cold", "large") == 0.6
    assert bars.bar("gen_cold", "10,000") is None
    assert bars.bar("slope_ms", "each") == 0.2
    assert bars.bar("text_bytes", "i386") == 190_000


def test_missing_peers_are_named_with_the_command_that_gets_them(
    nobody: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    peers.tell_missing(nobody)
    said = capsys.readouterr().err
    assert all(peer.name in said for peer in peers.ALL) and peers.GET in said


def test_without_peers_we_are_measured_alone(
    nobody: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_gen_compare, "copied", lambda root: Copy(root))
    monkeypatch.setattr(bench_gen_compare, "of_ours", lambda *_: outcome("Darner", 1.0))
    (nobody / "kernel-src").mkdir()
    found = list(bench_gen_compare.outcomes(nobody, {"registers": 5, "records": 5}))
    assert [one.tool for one in found] == ["Darner", "Darner"]


class Copy:
    """A tree that stands for its copy."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __enter__(self) -> Path:
        return self.root

    def __exit__(self, *_: object) -> None:
        pass


def test_a_full_disk_ends_the_environment_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_title: str, _words: list[str]) -> int:
        (tmp_path / peers.PEERS / "bin").mkdir(parents=True)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bootstrap_step, "run", full)
    with pytest.raises(OSError, match="No space"):
        peers.environment(tmp_path)
    assert not (tmp_path / peers.PEERS).exists()


def test_an_interruption_leaves_no_environment_and_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> int:
        (tmp_path / peers.PEERS).mkdir(parents=True, exist_ok=True)
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap_step, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        peers.environment(tmp_path)
    assert not (tmp_path / peers.PEERS).exists()
    seen: list[Path] = []
    with pytest.raises(KeyboardInterrupt), copied(tmp_path) as place:
        seen.append(place)
        raise KeyboardInterrupt
    assert not seen[0].exists()


def test_packages_that_cannot_be_installed_are_told(
    nobody: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "environment", lambda root: None)
    peers.fetch(nobody)
    assert "could not be installed: mig-x86-64-gnu capnproto" in capsys.readouterr().err


def test_the_lock_of_the_peers_has_a_hash_for_everything() -> None:
    text = (ROOT / peers.LOCK).read_text()
    pinned = re.findall(r"^([\w-]+)==", text, re.MULTILINE)
    assert {"peakrdl-cheader", "peakrdl-cli"} <= set(pinned)
    hashed = re.findall(r"^[\w-]+==\S+ \\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(hashed) == len(pinned)


def test_a_file_that_cannot_be_written_is_told_before_measuring(tmp_path: Path) -> None:
    for word in ("gen", "errors"):
        options = bench.options(["bench", word, "--markdown", str(tmp_path / "no" / "x.md")])
        with pytest.raises(Complaint, match="cannot be written"):
            bench.main(tmp_path, options)


@pytest.mark.parametrize("tool", CASES)
def test_each_class_of_mistake_changes_its_lines_and_no_other(tool: str) -> None:
    case = CASES[tool]
    for kind in KINDS:
        right, wrong = case.text.splitlines(), case.wrong(kind).splitlines()
        differ = {n for n, (a, b) in enumerate(zip(right, wrong, strict=True), 1) if a != b}
        assert differ == {case.line(slip) for slip in case.slips[kind]}


def test_an_answer_is_scored_by_what_it_says() -> None:
    case = CASES["Cap'n Proto"]
    good = Answer("Cap'n Proto", KINDS[0], "bench.capnp:4:13: no UInt46; UInt64?", 1)
    assert all(bench_gen_errors.score(good, case).values())
    echo = Answer("Cap'n Proto", KINDS[0], "bench.capnp:3:1: x\n  kind @1 :Kind;\n", 0)
    assert bench_gen_errors.score(echo, case) == {
        "file": True, "line": False, "col": False, "suggestion": False, "exit": False,
    }
    one = Answer("Cap'n Proto", KINDS[3], "bench.capnp:4:13: no UInt46", 1)
    assert not bench_gen_errors.score(one, case)["all errors"]
    assert bench_gen_errors.tick([True, False]) == "1 of 2"


def test_our_row_is_full_of_ticks(tree: Path) -> None:
    table = bench_gen_errors.scores([bench_gen_errors.ask_us(tree, kind) for kind in KINDS])
    assert {c: bench_gen_errors.tick(earned) for c, earned in table["Darner"].items()} == (
        dict.fromkeys(bench_gen_errors.COLUMNS, "✔")
    )


#: What was seen of the versions that Debian 12 and front/peers.lock have.
SEEN = {
    "PeakRDL c-header": ["✔", "✔", "3 of 4", "–", "–", "✔"],
    "GNU MIG": ["✔", "2 of 4", "–", "✔", "–", "✔"],
    "Cap'n Proto": ["✔", "3 of 4", "2 of 4", "✔", "–", "✔"],
    "FlatBuffers": ["✔", "✔", "2 of 4", "–", "1 of 4", "✔"],
}


@pytest.mark.parametrize("peer", peers.ALL, ids=lambda peer: peer.program)
def test_rows_of_the_peers_are_those_that_were_seen(peer: peers.Peer) -> None:
    found = [bench_gen_errors.ask(ROOT, here(peer), kind) for kind in KINDS]
    row = bench_gen_errors.scores(found)[peer.name]
    assert [bench_gen_errors.tick(row[c]) for c in bench_gen_errors.COLUMNS] == SEEN[peer.name]


@pytest.fixture(autouse=True)
def no_colour() -> Iterator[None]:
    """What is printed has no colours."""
    before = os.environ.get("NO_COLOR")
    os.environ["NO_COLOR"] = "1"
    yield
    if before is None:
        del os.environ["NO_COLOR"]
