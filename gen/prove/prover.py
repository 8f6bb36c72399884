# SPDX-License-Identifier: BSD-3-Clause
"""What is proved of a kernel: its pairs of kinds, its ports, its ports together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dsl.record import dataclass
from gen.artefact import Artefact
from gen.model.message_nodes import Messaging, Port, PortKind
from gen.model.nodes import Kernel
from gen.prove import conversation, conversation_told, pairing, pairing_told, spin, step, vector
from gen.prove.conversation import Talk
from gen.prove.told import Told
from gen.render import Renderer

#: Clients from which on a model is large.
LARGE = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one proof: refused with a reason, or an outcome, told when it is an error."""

    name: str
    refused: str
    outcome: spin.Outcome | None
    told: Told | None

    @property
    def holds(self) -> bool:
        """Say whether nothing is wrong."""
        return self.told is None

    @property
    def summary(self) -> str:
        """One line."""
        if self.outcome is None:
            return f"{self.name}: refused: {self.refused}"
        result = "holds" if self.outcome.holds else "FAILS"
        return f"{self.name}: {result} ({self.outcome.states:,} states)"


class Prover:
    """Proves things of one kernel, in the tree below `root`; tells `begin` what comes."""

    def __init__(
        self, root: Path, kernel: Kernel, begin: Callable[[str], None] = lambda name: None
    ) -> None:
        self.root = root
        self.begin = begin
        self.messaging: Messaging = kernel.messaging
        self.life = step.life(kernel)
        self.renderer = Renderer(root)

    def text(self, parts: tuple[Artefact, ...]) -> str:
        """Return a model of its parts."""
        return "\n".join(self.renderer.text(part) for part in parts)

    def pair(self, originator: PortKind, target: PortKind, mode: str, fault: str = "") -> Verdict:
        """Return what comes of a message between two kinds of ports."""
        name = f"{originator.name} to {target.name}, {mode}"
        reason = vector.refusal(originator, target, mode)
        if reason:
            return Verdict(name, reason, None, None)
        self.begin(name)
        parts = pairing.artefacts(self.life, originator, target, mode, fault)
        found = spin.outcome(self.root, self.text(parts))
        told = None if found.holds else pairing_told.told(self.life, found)
        return Verdict(name, "", found, told)

    def pairings(self) -> Iterator[Verdict]:
        """Yield what comes of all pairs of kinds, in both modes, some at a time."""
        kinds = self.messaging.kinds
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for mode in ("sync", "async"):
                pairs = [(one, other, mode) for one in kinds for other in kinds]
                yield from pool.map(lambda pair: self.pair(*pair), pairs)

    def talk(self, ports: tuple[Port, ...], clients: tuple[int, ...], fault: str = "") -> Verdict:
        """Return what comes of some ports with their clients."""
        one = conversation.talk(self.messaging, ports, clients, fault)
        serves = conversation.serves(one, fault)
        self.begin(title(one))
        parts = conversation.artefacts(self.life, serves)
        found = spin.outcome(self.root, self.text(parts), large=sum(clients) > LARGE)
        told = None if found.holds else conversation_told.told(self.life, serves, found)
        return Verdict(title(one), "", found, told)

    def served(self) -> list[Port]:
        """Return the ports that accept anything, by number."""
        return [p for p in self.messaging.ports if p.messages]

    def below(self, port: Port) -> tuple[Port, ...]:
        """Return a port with all that it sends to, and what that sends to."""
        known = {p.c_name: p for p in self.served()}
        found = [port.c_name]
        for name in found:  # which grows
            found += [s.port for s in self.messaging.sends
                      if s.sender == name and s.port in known and s.port not in found]
        return tuple(known[name] for name in dict.fromkeys(found))

    def together(self) -> Iterator[tuple[Port, ...]]:
        """Yield the sets of ports that are connected by sends, where there are several."""
        left = {p.c_name: p for p in self.served()}
        links = [(s.sender, s.port) for s in self.messaging.sends
                 if s.sender in left and s.port in left]
        while left:
            found = [next(iter(left))]
            for name in found:  # which grows
                found += [n for link in links if name in link for n in link if n not in found]
            group = tuple(left.pop(name) for name in dict.fromkeys(found))
            if len(group) > 1:
                yield tuple(sorted(group, key=lambda p: p.number))


def title(talk: Talk) -> str:
    """Return what a talk is called: its ports, and how many clients each has."""
    parts = []
    for port, count in zip(talk.ports, talk.clients, strict=True):
        clients = f" with {count} client{'s' if count > 1 else ''}" if count else ""
        parts.append(f"{port.c_name}{clients}")
    return ", ".join(parts)
