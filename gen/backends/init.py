# SPDX-License-Identifier: BSD-3-Clause
"""include/init.gen.h: the start steps and the threads that are always there, as C sees them.

Sample::

    extern const struct init_step init_step_table[];
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel
from gen.place import Loc

EDIT = "the declared init steps and threads"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the start order."""
    steps = [(row.calls, row.loc) for row in kernel.init_steps]
    threads = [(row.entry, row.loc) for row in kernel.threads]
    words = {"steps": called(steps), "threads": called(threads)}
    yield Artefact("include/init.gen.h", "c/init.h.j2", words, EDIT)


def called(rows: Iterable[tuple[str, Loc]]) -> list[dict[str, object]]:
    """Return functions of C with their declarations' places."""
    return [{"name": name, "line": loc.line, "file": loc.file} for name, loc in rows]
