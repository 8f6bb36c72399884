# SPDX-License-Identifier: BSD-3-Clause
"""The backends: one module per artefact, discovered by glob.

Each has `artefacts(kernel)`, which yields every output file of its kind with all its words
prepared, and a docstring that ends with a sample of what it makes.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield what all backends make of a kernel, in the order of their names."""
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        yield from importlib.import_module(f"{__name__}.{info.name}").artefacts(kernel)
