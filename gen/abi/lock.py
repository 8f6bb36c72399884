# SPDX-License-Identifier: BSD-3-Clause
"""The locks of a tree: each subsystem's abi.txt, what it says, and what it should say.

A subsystem without one is not locked yet: nothing of it has been promised.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dsl.record import dataclass, field
from gen.abi.change import Change, Severity
from gen.abi.differ import differences
from gen.abi.element import Abi, Element, lines, read
from gen.abi.file import NAME, present
from gen.abi.summary import summary
from gen.model.build import System, belongs, kernel, promises
from gen.model.nodes import Kernel
from gen.place import Loc

#: Lines that never leave a lock: a number that was given up is never given again.
KEPT = ("retired", "retired_message")

#: Begins the record of a break that was meant.
BROKE = "# broke: "


@dataclass(slots=True)
class Locks:
    """What is locked, and what is declared now, of one tree."""

    old: Abi
    new: Abi
    arches: dict[str, int]
    files: dict[str, str] = field(default_factory=dict)
    """abi.txt of each locked subsystem, relative to the tree."""
    homes: dict[str, str] = field(default_factory=dict)
    """The folder of each declared subsystem."""
    texts: dict[str, str] = field(default_factory=dict)
    unreadable: list[tuple[Loc, str]] = field(default_factory=list)

    def changes(self) -> list[Change]:
        """Return what changed of what is locked, worst first."""
        found = differences(self.old, self.new, self.arches)
        return [c for c in found if c.old or c.new is None or c.new.subsystem in self.files]

    def file(self, subsystem: str) -> str:
        """Return where a subsystem's lock is, or would be."""
        return self.files.get(subsystem) or f"{self.homes[subsystem]}/{NAME}"

    def text(self, subsystem: str, more: tuple[str, ...] = ()) -> str:
        """Return what a subsystem's lock should say."""
        notes = [n for n in self.old.notes.get(subsystem, []) if n.startswith(BROKE)]
        head = [f"# What programs and other machines see of {subsystem}.",
                "# Written by `./darner abi --update`; read it in the diff."]
        body = lines(self._kept(subsystem))
        return "\n".join([*head, *notes, *more, *body]) + "\n"

    def _kept(self, subsystem: str) -> dict[str, dict[tuple[str, ...], Element]]:
        """Return what is declared now, and what stays in the lock for ever."""
        found = self.new.of(subsystem)
        for arch, elements in self.old.of(subsystem).items():
            everywhere = self.new.elements.get(arch, {})
            for path, element in elements.items():
                again = (path[0].replace("retired", "call").replace("call_", ""), path[-1])
                if path[0] in KEPT and path not in everywhere and again not in everywhere:
                    found.setdefault(arch, {})[path] = element
        return found

    def stale(self) -> list[str]:
        """Return the locked subsystems whose lock is not what it should be."""
        return [s for s in sorted(self.files) if s in self.homes
                and self.texts[s] != self.text(s)]

    def unlocked(self) -> list[str]:
        """Return the subsystems that others see something of, and that have no lock."""
        return sorted(self.new.subsystems() - set(self.files))


def locks(system: System) -> Locks:
    """Return the locks of the tree that a system was declared in."""
    root = system.declared.root
    whole = list(everything(system))
    arches = {k.arch.name: k.arch.word for k in whole}
    found = Locks(Abi({arch: {} for arch in arches}), summary(whole), arches)
    for module in system.declared.modules:
        found.homes[module.subsystem] = module.file.rsplit("/", 1)[0]
    for place in present(root, system.declared.folders):
        name = place.relative_to(root).as_posix()
        subsystem = place.parent.name
        found.files[subsystem] = name
        found.texts[subsystem] = text = place.read_text(encoding="utf-8", errors="replace")
        found.unreadable += read(text, name, subsystem, list(arches), found.old)
    return found


def everything(system: System) -> Iterator[Kernel]:
    """Yield the kernels with the subsystems of all configs: a lock knows no config."""
    declared = system.declared
    for one in system.kernels.values():
        chosen = one.config.name
        if all(belongs(declared, module, chosen) or not promises(module)
               for module in declared.modules):
            yield one
        else:
            yield kernel(declared, one.arch, chosen, system.types[one.arch.name])


def worst(changes: list[Change]) -> Severity:
    """Return the worst severity of some changes."""
    return max((c.severity for c in changes), default=Severity.HARMLESS)


def by_subsystem(changes: list[Change]) -> Mapping[str, list[Change]]:
    """Return the changes of each subsystem's lock."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        for element in (change.new, change.old):
            if element:
                found.setdefault(element.subsystem, []).append(change)
                break
    return found
