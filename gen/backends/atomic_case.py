# SPDX-License-Identifier: BSD-3-Clause
"""atomic_case.gen.c and its header: every atomic operation beside what C does, for the tests.

Sample::

    const struct atomic_case atomic_case_table[ATOMIC_CASES] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.hardware import Atomic
from gen.model.nodes import Kernel

EDIT = "the table of operations"

#: What the operations do to `model`, in C.
MODELS = {"set": "model |= b;", "clear": "model &= ({c})~b;", "add": "model += b;",
          "subtract": "model -= b;", "fetchadd": "model += b;", "swap": "model = b;",
          "load": "", "store": "model = b;", "drop": "model--;", "cmpset": "model = b;"}


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the cases where in-kernel tests are."""
    if not kernel.config.tests or not kernel.atomics:
        return
    words = {"cases": [case(one) for one in kernel.atomics], "count": len(kernel.atomics)}
    yield Artefact("include/atomic_case.gen.h", "c/atomic_case.h.j2", words, EDIT)
    yield Artefact("atomic_case.gen.c", "c/atomic_case.c.j2", words, EDIT)


def case(one: Atomic) -> dict[str, object]:
    """Return an operation's case: what it does to `w.word`, and C to `model`."""
    kind, model = one.operation, MODELS[one.operation].format(c=one.c)
    given = {"load": "&w.word", "drop": "&w.word", "cmpset": "&w.word, expected, b"}
    returned = {"drop": "model == 0", "load": "model", "fetchadd": "before", "swap": "before",
                "cmpset": "(expected == before)"}
    call = f"{one.name}({given.get(kind, '&w.word, b')})"
    compared = f"same = {call} ==\n\t    ({returned[kind]});" if kind in returned else f"{call};"
    if kind == "cmpset":
        model = f"if (expected == before)\n\t\t{model}"
    lines = [model, compared] if kind in returned else [model, compared, "same = true;"]
    return {"name": one.name, "c": one.c, "lines": [line for line in lines if line]}
