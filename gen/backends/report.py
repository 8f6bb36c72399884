# SPDX-License-Identifier: BSD-3-Clause
"""report.gen.txt: the whole kernel on one screen; what `./darner describe` prints.

Sample::

    System calls
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gen.artefact import Artefact
from gen.backends.hostile import absent, tried
from gen.fold import paragraph
from gen.model.hardware import LOCAL, InterruptRow
from gen.model.nodes import Kernel

COLUMNS = 78
INDENT = 2


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the report."""
    arch, config = kernel.arch, kernel.config
    title = f"Darner for {arch.name}, {config.name}: {config.doc}"
    groups = [
        ("Subsystems", flowing([s.name for s in kernel.subsystems])),
        ("System calls", columns([f"{c.number:>4} {c.name}" for c in kernel.calls])),
        ("Exceptions", columns([f"{t.vector:>4} {t.name}" for t in kernel.traps])),
        ("Interrupts", columns(lines(kernel))),
        ("Start", flowing([f"{s.subsystem}.{s.name}" for s in kernel.init_steps])),
        ("Threads", columns([f"{t.name}, priority {t.priority}" for t in kernel.threads])),
        ("Devices", columns([f"{b.c_name}, {len(b.registers)} registers" for b in kernel.blocks])),
        ("Memory map", columns(memory_map(kernel))),
        ("Structures that programs see", columns(structures(kernel))),
        ("Programs", flowing([p.name for p in kernel.programs])),
        ("Tests", [f"{' ' * INDENT}{tests(kernel)}"]),
    ]
    words = {
        "title": paragraph(title, COLUMNS),
        "groups": [{"title": title, "lines": lines} for title, lines in groups if lines],
    }
    yield Artefact("report.gen.txt", "text/report.txt.j2", words, "the declarations")


def flowing(words: Sequence[str]) -> list[str]:
    """Return words one behind the other, as many on a line as fit."""
    return [f"{' ' * INDENT}{line}" for line in paragraph(" ".join(words), COLUMNS - INDENT)]


def columns(entries: Sequence[str]) -> list[str]:
    """Return entries in as many columns as fit, read from top to bottom."""
    if not entries:
        return []
    wide = max(len(entry) for entry in entries) + 2
    across = max(1, (COLUMNS - INDENT + 2) // wide)
    down = -(-len(entries) // across)
    rows = [entries[row::down] for row in range(down)]
    return [" " * INDENT + "".join(e.ljust(wide) for e in row).rstrip() for row in rows]


def memory_map(kernel: Kernel) -> list[str]:
    """Return the borders of the address space, lowest first."""
    digits = 2 * kernel.arch.word
    borders = sorted((value, name) for name, value in kernel.arch.space if is_place(name))
    return [f"{value:0{digits}x} {name}" for value, name in borders]


def is_place(name: str) -> bool:
    """Say whether a constant of the address space is an address, not a size or a number."""
    return not name.endswith(("_SIZE", "_COUNT", "_LOAD"))


def structures(kernel: Kernel) -> list[str]:
    """Return the structures that cross to programs, with their sizes."""
    return [f"{s.c_name}, {s.size} bytes" for s in kernel.structs if s.shared]


def tests(kernel: Kernel) -> str:
    """Return how many tests of each kind there are."""
    hostile = sum(one.tests for one in (*tried(kernel), absent(kernel)))
    return (
        f"{len(kernel.kernel_tests)} in the kernel, {len(kernel.boot_tests)} by programs, "
        f"{hostile} hostile"
    )


def lines(kernel: Kernel) -> list[str]:
    """Return the interrupt lines with their vectors."""
    return [f"{row.vector:#4x} {row.name}, {line(row)}" for row in kernel.interrupts]


def line(row: InterruptRow) -> str:
    """Return by which line an interrupt comes."""
    return f"line {row.irq}" if row.irq != LOCAL else "local"
