# SPDX-License-Identifier: BSD-3-Clause
"""The same facts put into Darner and into each peer, one after the other, in one run."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from front import bench_gen_input as given
from front import bench_gen_peer as peers
from front.bench_gen_fact import Record, Register, Routine, records, registers, routines
from front.bench_gen_mach import HEADERS
from front.bench_gen_peer import Peer
from front.bench_gen_tree import added, compile_code, copied, generated, write
from front.bench_measure import cold, least, spend
from front.synthetic import free_numbers

FOLDER = "out/bench-gen"

#: How many declarations of each kind; the numbers of calls end at 1,023.
COUNTS = {"registers": 1000, "routines": 800, "records": 1000}

Facts = list[Register] | list[Routine] | list[Record]


@dataclass(frozen=True)
class Outcome:
    """What one generator did with the facts: CPU seconds, lines, and what compiling them took."""

    facts: str
    count: int
    tool: str
    version: str
    options: str
    python: bool
    seconds: float
    lines_in: int
    lines_out: int
    compiling: float

    @property
    def each(self) -> float:
        """Milliseconds for a declaration."""
        return 1000 * self.seconds / self.count

    @property
    def is_ours(self) -> bool:
        """Whether it is Darner's."""
        return self.tool.startswith("Darner")


def facts(kind: str, number: int) -> Facts:
    """Return so many declarations of a kind."""
    made: dict[str, Callable[[int], Facts]] = {
        "registers": registers, "routines": routines, "records": records,
    }
    return made[kind](number)


def ours(kind: str, known: Facts, tree: Path) -> dict[str, given.Files]:
    """Return what we are given, by what we make of it."""
    free = free_numbers(tree)
    if kind == "registers":
        return {"Darner": given.darner_registers(known)}  # type: ignore[arg-type]
    if kind == "records":
        return {"Darner": given.darner_records(known)}  # type: ignore[arg-type]
    return {
        "Darner, calls": given.darner_calls(known, free["n"]),  # type: ignore[arg-type]
        "Darner, messages": given.darner_messages(known, free["p"]),  # type: ignore[arg-type]
    }


def theirs(peer: Peer, known: Facts) -> given.Files:
    """Return what a peer is given."""
    made: dict[Peer, Callable[..., given.Files]] = {
        peers.PEAKRDL: given.peakrdl, peers.MIG: given.mig,
        peers.CAPNP: given.capnp, peers.FLATC: given.flatc,
    }
    return made[peer](known)


def outcomes(root: Path, counts: dict[str, int]) -> Iterator[Outcome]:
    """Measure each kind: us, then the peers that are here."""
    shutil.rmtree(root / FOLDER, ignore_errors=True)
    for kind, number in counts.items():
        known = facts(kind, number)
        with copied(root) as tree:
            variants = ours(kind, known, tree)
        for tool, files in variants.items():
            yield of_ours(root, kind, number, tool, files)
        for peer in peers.ALL:
            if peer.facts == kind and peer.path(root):
                yield of_peer(root, peer, number, theirs(peer, known))


def of_ours(root: Path, kind: str, number: int, tool: str, files: given.Files) -> Outcome:
    """Generate the whole kernel with the facts in it, on a copy; keep the inputs."""
    write(root / FOLDER / kind / tool.replace(", ", "-").lower(), files)
    turn = count()
    with copied(root) as tree:
        before = generated(tree, "before")
        write(tree, files)
        seconds = least(3, lambda: cold(tree, next(turn)))
        after = generated(tree, "after")
        start = spent()
        compile_code(tree, "after", after, before)
        compiling = spent() - start
    said = sum(text.count("\n") for name, text in files.items() if name.endswith("decl.py"))
    return Outcome(kind, number, tool, "this tree", "gen build, x86_64, DEBUG, with the kernel",
                   True, seconds, said, added(before, after)["code"], round(compiling, 2))


def of_peer(root: Path, peer: Peer, number: int, files: given.Files) -> Outcome:
    """Have a peer generate, three times; compile it once; keep inputs and outputs."""
    folder = root / FOLDER / peer.facts / peer.program
    write(folder, files | (HEADERS if peer is peers.MIG else {}))
    seconds = least(3, lambda: spend(folder, peer.command(root)))
    start = spent()
    peers.compile_output(peer, folder)
    made = sum((folder / name).read_text(encoding="utf-8").count("\n") for name in peer.outputs)
    return Outcome(peer.facts, number, peer.name, peers.version(root, peer),
                   " ".join(peer.words), peer.python, seconds,
                   sum(text.count("\n") for text in files.values()), made,
                   round(spent() - start, 2))


def spent() -> float:
    """Return the CPU seconds of all children so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
