# SPDX-License-Identifier: BSD-3-Clause
"""Does the differ call every breaking change breaking, and no harmless one?

Every declared element is mutated by every operator that fits it.  What a mutation does is
decided by compiled programs of both word sizes (oracle.py), never by the differ.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
import talks
from host import ROOT
from operators import Mutation
from oracle import Bench, Pair, breaks, broken_sources, questions
from population import population
from side import Side, reduced, side

from gen.abi.change import Severity
from gen.abi.differ import differences
from gen.abi.lock import worst
from gen.abi.summary import summary
from gen.model.nodes import Kernel
from gen.render import Renderer

LEAST = 240
CLASSES = ("breaks programs", "breaks sources", "breaks nothing")


@dataclass
class Judged:
    """A mutation, what the differ says of it, and what the programs say."""

    mutation: Mutation
    differ: str
    told: list[str]
    programs: str = CLASSES[2]
    why: str = ""


def said(severity: Severity) -> str:
    """Return the class of a severity."""
    return CLASSES[{Severity.BREAKING: 0, Severity.SOURCE: 1}.get(severity, 2)]


@dataclass
class Workshop:
    """The sides of one architecture, before and after; equal sides are one."""

    bench: Bench
    renderer: Renderer
    pairs: list[Pair]
    known: dict[str, Side]
    olds: dict[frozenset[str], Side]

    def one(self, kernel: Kernel) -> Side:
        """Return a reduced kernel's side."""
        made = side(self.renderer, kernel)
        key = made.header + made.body + repr([(c.name, c.number, c.params) for c in kernel.calls])
        if key not in self.known:
            self.known[key] = self.bench.add(made)
        return self.known[key]

    def add(self, index: int, about: frozenset[str], before: Kernel, after: Kernel) -> None:
        """Add both sides of a mutation."""
        if about not in self.olds:
            self.olds[about] = self.one(reduced(before, set(about)))
        old = self.olds[about]
        numbers = frozenset(c.number for c in (*old.kernel.calls, *old.kernel.retired))
        also = frozenset(n.name for n in (*old.kernel.enums, *old.kernel.structs))
        new = self.one(reduced(after, set(about), numbers, also))
        self.pairs.append(Pair(index, old, new))

    def verdicts(self) -> list[tuple[int, str, str]]:
        """Return each mutation's class by the programs, and why."""
        self.bench.ask(questions(self.pairs))
        sources = broken_sources(self.pairs, self.bench.arch, self.bench.place)
        result = []
        for pair in self.pairs:
            why = breaks(pair, self.bench)
            which = 0 if why else 1 if pair.index in sources else 2
            result.append((pair.index, CLASSES[which], why))
        return result


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Judged]]:
    """Every mutation with both verdicts."""
    of = population(tmp_path_factory.mktemp("tree"))
    place = tmp_path_factory.mktemp("programs")
    words = {name: kernel.arch.word for name, kernel in of.kernels.items()}
    shops = {arch: Workshop(Bench(arch, place), Renderer(ROOT), [], {}, {}) for arch in words}
    gc.freeze()  # what stays is not looked at again and again
    result: list[Judged] = []
    for mutation in of.mutations:
        kernels = of.mutated(mutation)
        if of.refused(kernels):
            continue
        changes = differences(of.abi, summary(kernels.values()), words)
        for arch, shop in shops.items():
            shop.add(len(result), mutation.about, of.kernels[arch], kernels[arch])
        one = Judged(mutation, said(worst(changes)), [c.what for c in changes])
        one.why = talks.breaks(of.kernels["i386"], kernels["i386"])
        one.programs = CLASSES[0] if one.why else one.programs
        result.append(one)
    with ThreadPoolExecutor(2) as pool:
        for verdicts in pool.map(Workshop.verdicts, shops.values()):
            for index, programs, why in verdicts:
                one = result[index]
                if CLASSES.index(programs) < CLASSES.index(one.programs):
                    one.programs, one.why = programs, why
    yield result
    gc.unfreeze()


def table(judged: list[Judged]) -> str:
    """Return what each operator's mutations did, and where the differ is of another mind."""
    rows = [f"{'operator':34}{'all':>6}{'programs':>10}{'sources':>9}{'nothing':>9}{'differs':>9}"]
    for operator in sorted({j.mutation.operator for j in judged}):
        own = [j for j in judged if j.mutation.operator == operator]
        did = Counter(j.programs for j in own)
        wrong = sum(j.programs != j.differ for j in own)
        counts = "".join(f"{did[c]:>{w}}" for c, w in zip(CLASSES, (10, 9, 9), strict=True))
        rows.append(f"{operator:34}{len(own):>6}{counts}{wrong:>9}")
    return "\n".join(rows)


def test_the_differ_and_compiled_programs_agree(judged: list[Judged]) -> None:
    """Recall and precision are 1.0, for what breaks programs and for what breaks sources."""
    print(f"\n{table(judged)}")
    wrong = [f"{j.mutation.operator}: {j.mutation.target}: programs say {j.programs} ({j.why}), "
             f"the differ {j.differ} {j.told[:3]}" for j in judged if j.programs != j.differ]
    for which in CLASSES[:2]:
        told = [j for j in judged if j.differ == which]
        true = [j for j in judged if j.programs == which]
        both = [j for j in told if j.programs == which]
        recall, precision = len(both) / len(true), len(both) / len(told)
        print(f"{which}: {len(true)} mutations, recall {recall}, precision {precision}")
    assert not wrong, "\n".join(wrong)


def test_there_are_enough_mutations_of_every_class(judged: list[Judged]) -> None:
    assert len(judged) >= LEAST
    assert min(Counter(j.programs for j in judged).values()) > 20
    assert len({j.mutation.operator for j in judged}) > 40
