# SPDX-License-Identifier: BSD-3-Clause
"""Names that nothing has: Python stops at the first; these are the others."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Container, Iterator

from gen.place import Source, bound_names, walk


def unknown(source: Source, known: Container[str]) -> Iterator[ast.Name]:
    """Yield where a name first stands that neither the module, its imports nor Python has.

    `known` are those that the module had when Python stopped; what it binds later is not
    unknown, but used too early, which is told when the rest is right.
    """
    seen: set[str] = set()
    for node, inside in evaluated(source):
        for part in walk(node):
            if (
                isinstance(part, ast.Name)
                and isinstance(part.ctx, ast.Load)
                and part.id not in seen
                and part.id not in inside
                and not (part.id in known or part.id in source.top or hasattr(builtins, part.id))
            ):
                seen.add(part.id)
                yield part


def evaluated(source: Source) -> Iterator[tuple[ast.AST, frozenset[str]]]:
    """Yield each statement, with the names that the class around it binds."""
    for node in source.tree.body:
        if not isinstance(node, ast.ClassDef):
            yield node, parameters(node)
            continue
        for part in (*node.decorator_list, *node.bases, *(word.value for word in node.keywords)):
            yield part, frozenset()
        inside = frozenset(name for part in node.body for name in bound_names(part))
        for statement in node.body:
            yield statement, inside


def parameters(node: ast.stmt) -> frozenset[str]:
    """Return the names that a function's own body cannot lack: its parameters."""
    if isinstance(node, ast.FunctionDef):
        return frozenset(argument.arg for argument in node.args.args)
    return frozenset()
