# SPDX-License-Identifier: BSD-3-Clause
"""The backends: one module per artefact, discovered by glob.

Each has `artefacts(kernel)`, which yields every output file of its kind with all its words
prepared, and a docstring that ends with a sample of what it makes.  A backend that describes
what the others make has `artefacts_of(kernel, paths)` instead, and comes last.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import ModuleType

from gen.artefact import Artefact
from gen.model.nodes import Kernel
from gen.package import modules_of


@cache
def modules() -> list[ModuleType]:
    """Return the backends, in the order of their names."""
    return modules_of(__name__, __path__[0])


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield what all backends make of a kernel."""
    paths = []
    for module in modules():
        if hasattr(module, "artefacts"):
            for artefact in module.artefacts(kernel):
                paths.append(artefact.path)
                yield artefact
    for module in modules():
        if hasattr(module, "artefacts_of"):
            yield from module.artefacts_of(kernel, tuple(paths))
