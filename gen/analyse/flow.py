# SPDX-License-Identifier: BSD-3-Clause
"""The ways through a function: what is done, in which order, by all paths.

A step is one thing that C does, in the order of evaluation: a call, an assignment, a name
that is read, a return.  What `&&`, `||` and `?:` do only sometimes has ways around it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from typing import Any, TypeVar

from dsl.record import dataclass, field

#: What a rule knows at a place of a path.
State = TypeVar("State", bound=Hashable)

#: More states at one place are not followed: no function that people read has as many.
MOST = 400


@dataclass(slots=True)
class Block:
    """Steps that are done one after the other, and the blocks that may come next."""

    steps: list[Any] = field(default_factory=list)
    nexts: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Taken:
    """The way on which a call that decides a branch returned true."""

    call: Any


@dataclass(frozen=True, slots=True)
class End:
    """The end of a function that is reached without a return."""

    coord: Any


class Flow:
    """The blocks of a function; the first is its beginning."""

    def __init__(self, function: Any, noreturn: Collection[str]) -> None:
        self.blocks: list[Block] = [Block()]
        self._noreturn = noreturn
        self._labels: dict[str, int] = {}
        self._breaks: list[int] = []
        self._agains: list[int] = []
        last = self._statement(function.body, 0)
        self.blocks[last].steps.append(End(function.decl.coord))

    def _new(self, *before: int) -> int:
        """Return a new block, which comes behind others."""
        self.blocks.append(Block())
        made = len(self.blocks) - 1
        for one in before:
            self.blocks[one].nexts.append(made)
        return made

    def _to(self, at: int, target: int) -> int:
        """Go from a block to another one; return one that nothing leads to."""
        self.blocks[at].nexts.append(target)
        return self._new()

    def _label(self, name: str) -> int:
        """Return the block of a label."""
        if name not in self._labels:
            self._labels[name] = self._new()
        return self._labels[name]

    def _statement(self, node: Any, at: int) -> int:
        """Add a statement behind a block; return the block where it ends."""
        if node is None:
            return at
        method = getattr(self, f"_on_{type(node).__name__.lower()}", self._expression)
        return method(node, at)

    def _on_compound(self, node: Any, at: int) -> int:
        return self._all(node.block_items or (), at)

    def _on_decllist(self, node: Any, at: int) -> int:
        return self._all(node.decls, at)

    def _all(self, nodes: Any, at: int) -> int:
        """Add statements one after the other."""
        for one in nodes:
            at = self._statement(one, at)
        return at

    def _on_if(self, node: Any, at: int) -> int:
        at = self._expression(node.cond, at)
        yes, no = self._new(at), self._new(at)
        self._decided(node.cond, yes, no)
        return self._new(self._statement(node.iftrue, yes), self._statement(node.iffalse, no))

    def _decided(self, cond: Any, yes: int, no: int) -> None:
        """Say in the block where a call has returned true that it has."""
        while type(cond).__name__ == "UnaryOp" and cond.op == "!":
            cond, yes, no = cond.expr, no, yes
        if type(cond).__name__ == "FuncCall":
            self.blocks[yes].steps.append(Taken(cond))

    def _on_while(self, node: Any, at: int) -> int:
        return self._loop(node, at, first=True)

    def _on_dowhile(self, node: Any, at: int) -> int:
        return self._loop(node, at, first=False)

    def _on_for(self, node: Any, at: int) -> int:
        return self._loop(node, self._statement(node.init, at), first=True, then=node.next)

    def _loop(self, node: Any, at: int, *, first: bool, then: Any = None) -> int:
        """Add a loop; `first` tells whether its condition stands before its body."""
        head, body, again, done = self._new(), self._new(), self._new(), self._new()
        self.blocks[at].nexts.append(head if first else body)
        tested = self._expression(node.cond, head) if node.cond is not None else head
        value = constant(node.cond) if node.cond is not None else 1
        self._decided(node.cond, body, done)
        if value != 0:
            self.blocks[tested].nexts.append(body)
        if not value:
            self.blocks[tested].nexts.append(done)
        self._breaks.append(done)
        self._agains.append(again)
        self._to(self._statement(node.stmt, body), again)
        self._breaks.pop()
        self._agains.pop()
        self._to(self._expression(then, again) if then is not None else again, head)
        return done

    def _on_switch(self, node: Any, at: int) -> int:
        at = self._expression(node.cond, at)
        done, end, default = self._new(), self._new(), False
        self._breaks.append(done)
        for one in getattr(node.stmt, "block_items", None) or ():
            kind = type(one).__name__
            if kind in ("Case", "Default"):
                default |= kind == "Default"
                end = self._all(one.stmts or (), self._new(end, at))
            else:
                end = self._statement(one, end)
        self._breaks.pop()
        self.blocks[end].nexts.append(done)
        if not default:
            self.blocks[at].nexts.append(done)
        return done

    def _on_break(self, _node: Any, at: int) -> int:
        return self._to(at, self._breaks[-1]) if self._breaks else at

    def _on_continue(self, _node: Any, at: int) -> int:
        return self._to(at, self._agains[-1]) if self._agains else at

    def _on_goto(self, node: Any, at: int) -> int:
        return self._to(at, self._label(node.name))

    def _on_label(self, node: Any, at: int) -> int:
        target = self._label(node.name)
        self.blocks[at].nexts.append(target)
        return self._statement(node.stmt, target)

    def _on_return(self, node: Any, at: int) -> int:
        at = self._expression(node.expr, at) if node.expr is not None else at
        self.blocks[at].steps.append(node)
        return self._new()

    def _expression(self, node: Any, at: int) -> int:
        """Add what an expression does behind a block; return the block where it ends."""
        kind = type(node).__name__
        if kind == "Compound":
            return self._on_compound(node, at)  # ({ ... })
        if kind == "BinaryOp" and node.op in ("&&", "||"):
            at = self._expression(node.left, at)
            return self._new(at, self._expression(node.right, self._new(at)))
        if kind == "TernaryOp":
            at = self._expression(node.cond, at)
            yes = self._expression(node.iftrue, self._new(at))
            return self._new(yes, self._expression(node.iffalse, self._new(at)))
        if kind == "UnaryOp" and node.op in ("sizeof", "_Alignof"):
            return at
        for one in evaluated(node, kind):
            at = self._expression(one, at)
        if kind in ("FuncCall", "Assignment", "Decl", "UnaryOp", "ID"):
            self.blocks[at].steps.append(node)
        if kind == "FuncCall" and getattr(node.name, "name", None) in self._noreturn:
            return self._new()
        return at


def evaluated(node: Any, kind: str) -> Iterator[Any]:
    """Yield what is evaluated before a node, in order."""
    if kind == "StructRef":
        yield node.name  # the field is no name
    elif kind == "Assignment":
        yield node.rvalue
        if type(node.lvalue).__name__ != "ID" or node.op != "=":
            yield node.lvalue
    elif kind == "FuncCall":
        yield from node.args.exprs if node.args is not None else ()
        if type(node.name).__name__ != "ID":
            yield node.name
    elif kind == "Decl":
        if node.init is not None:
            yield node.init
    elif kind in ("Cast", "NamedInitializer"):
        yield node.expr
    elif kind == "CompoundLiteral":
        yield node.init
    elif kind not in ("Typename", "Constant", "ID"):
        yield from (child for _, child in node.children())


def constant(node: Any) -> int | None:
    """Return the value of a condition that is a number, else None."""
    if type(node).__name__ != "Constant":
        return None
    try:
        return int(node.value.rstrip("uUlL"), 0)
    except ValueError:
        return None


def follow(
    flow: Flow, start: State, step: Callable[[State, Any], State | None]
) -> Iterator[tuple[State, Any]]:
    """Yield every step with each state in which a path reaches it.

    `step` returns the state behind a step, or None where the path is of no more interest.
    """
    seen: list[set[State]] = [set() for _ in flow.blocks]
    waiting = [(0, start)]
    while waiting:
        at, state = waiting.pop()
        if state in seen[at] or len(seen[at]) >= MOST:
            continue
        seen[at].add(state)
        after: State | None = state
        for one in flow.blocks[at].steps:
            assert after is not None
            yield after, one
            after = step(after, one)
            if after is None:
                break
        if after is not None:
            waiting += [(target, after) for target in flow.blocks[at].nexts]
