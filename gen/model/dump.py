# SPDX-License-Identifier: BSD-3-Clause
"""The model as text: one line for each node, sorted and stable."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from gen.model.nodes import Kernel
from gen.piece import Pieces
from gen.place import Loc


def lines(kernel: Kernel) -> Iterator[str]:
    """Yield the model of a kernel, one line a node: a path, then `key=value` pairs."""
    yield from _node(kernel.arch.name, kernel)


def _node(path: str, node: object) -> Iterator[str]:
    parts: list[tuple[str, object]] = []
    words = []
    for item in dataclasses.fields(node):  # type: ignore[arg-type]
        value = getattr(node, item.name)
        if isinstance(value, Pieces):
            continue
        if isinstance(value, tuple) and any(dataclasses.is_dataclass(v) for v in value):
            parts += [(f"{item.name}.{getattr(v, 'name', i)}", v) for i, v in enumerate(value)]
        elif isinstance(value, Loc):
            words.append(f"at={value}")
        elif dataclasses.is_dataclass(value):
            parts.append((item.name, value))
        elif value not in ("", (), None):
            words.append(f"{item.name}={value!r}")
    yield f"{path}: {' '.join(words)}"
    for name, part in parts:
        yield from _node(f"{path}.{name}", part)
