# SPDX-License-Identifier: BSD-3-Clause
"""Protocols: which messages a port lets through, in which order, as regular expressions.

Sample::

    automaton(parse("open write* close"), ("open", "write", "close"))
"""

from __future__ import annotations

from gen.protocol.automaton import automaton, mistakes
from gen.protocol.cache import kept
from gen.protocol.endless import endless
from gen.protocol.picture import diagram, dot
from gen.protocol.tree import ProtocolError, Tree

__all__ = ["ProtocolError", "Tree", "automaton", "diagram", "dot", "endless", "kept",
           "mistakes", "parse"]


def parse(text: str) -> Tree:
    """Return a protocol's tree; raise a ProtocolError for what is none."""
    from gen.protocol import grammar  # lark takes a while to import: `kept` knows a faster way

    return grammar.parse(text)
