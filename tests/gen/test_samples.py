# SPDX-License-Identifier: BSD-3-Clause
"""Every backend's docstring ends with a sample, and the sample is what it really makes."""

from __future__ import annotations

import inspect
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from gen import backends
from gen.generate import examine
from gen.model.nodes import Kernel
from gen.render import Renderer

ROOT = Path(__file__).resolve().parents[2]

MODULES = [m for m in backends.modules() if hasattr(m, "artefacts") or hasattr(m, "artefacts_of")]


@cache
def kernels() -> list[Kernel]:
    """Return the models of both architectures."""
    result = examine(ROOT)
    assert result.system is not None, result.diags
    return list(result.system.kernels.values())


@cache
def texts(module: ModuleType) -> list[str]:
    """Return all that a backend makes."""
    renderer = Renderer(ROOT)
    made = []
    for kernel in kernels():
        if hasattr(module, "artefacts"):
            found = list(module.artefacts(kernel))
        else:
            found = list(module.artefacts_of(kernel, [a.path for a in backends.artefacts(kernel)]))
        made += [renderer.text(artefact) for artefact in found]
    return made


def sample(module: ModuleType) -> list[str]:
    """Return the lines of a backend's sample; a tab is as good as blanks."""
    _, _, block = inspect.getdoc(module).partition("Sample::\n")  # type: ignore[union-attr]
    return [" ".join(line.split()) for line in block.strip().splitlines()]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_sample_is_in_the_output(module: ModuleType) -> None:
    """The sample's lines stand in the output, in this order, one behind the other."""
    lines = sample(module)
    assert 0 < len(lines) <= 6
    wanted = "\n".join(lines)
    for text in texts(module):
        blanks_alike = "\n".join(" ".join(line.split()) for line in text.splitlines())
        if wanted in blanks_alike:
            return
    pytest.fail(f"{module.__name__} never makes:\n{wanted}")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_output_keeps_the_width(module: ModuleType) -> None:
    """No line of C or assembly takes more than 80 columns."""
    for text in texts(module):
        if text.startswith("/*"):
            wide = [line for line in text.splitlines() if len(line.expandtabs()) > 80]
            assert not wide, f"{module.__name__}: {wide[0]}"
