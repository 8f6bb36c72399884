# SPDX-License-Identifier: BSD-3-Clause
"""What is done with addresses of programs: outside the copy functions, nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gen.analyse.source import Source
from gen.analyse.tree import Types, inner, kind, locals_of, text, type_text, walk
from gen.diag import Diag

#: The copy functions: the only code that makes a pointer of a program's address.
COPY = ("kernel-src/include/user_copy.h", "kernel-src/vm/user_copy.c")

ADDRESS, WINDOWS = "user_ptr_t", ("struct user_in", "struct user_out")

#: What makes another address of one.  Masks only look at it.
ARITHMETIC = ("+", "-", "*", "/", "%", "<<", ">>")

HELP = "copyin(), copyout() and user_in_copy() are the ways to what it names"


class Uses:
    """What one function does with addresses of programs."""

    def __init__(self, function: Any, types: Types, source: Source) -> None:
        self._function, self._types, self._source = function, types, source
        self._local = locals_of(function)
        self._tainted: set[str] = set()
        while len(self._tainted) != len(self._tainted | set(self._taints())):
            self._tainted |= set(self._taints())

    def _type(self, node: Any) -> str:
        """Return the name of an expression's type, of what it points at for a pointer."""
        found = self._types.of(node, self._local)
        return type_text(found).replace(" *", "").replace("const ", "") if found else ""

    def _is_address(self, node: Any) -> bool:
        """Say whether an expression is the number in a program's address."""
        node = inner(node)
        return (
            kind(node) == "StructRef" and node.field.name == "va"
            and self._type(node.name) == ADDRESS
        )

    def _of_window(self, node: Any) -> bool:
        """Say whether an expression is a part of what a program offers."""
        while kind(node) == "StructRef":
            if self._type(node.name) in WINDOWS:
                return True
            node = node.name
        return False

    def holds(self, node: Any) -> bool:
        """Say whether the value of an expression is made of a program's address."""
        node = inner(node)
        if self._is_address(node) or (kind(node) == "ID" and node.name in self._tainted):
            return True
        if kind(node) == "UnaryOp" and node.op == "&":
            return self._type(node.expr) in (ADDRESS, *WINDOWS)
        if kind(node) == "BinaryOp":
            return self.holds(node.left) or self.holds(node.right)
        if kind(node) == "TernaryOp":
            return self.holds(node.iftrue) or self.holds(node.iffalse)
        return False

    def _taints(self) -> Iterator[str]:
        """Yield the variables that hold the number of a program's address."""
        for one in walk(self._function.body):
            if kind(one) == "Decl" and one.init is not None and self._number(one.init):
                yield one.name
            elif kind(one) == "Assignment" and kind(one.lvalue) == "ID":
                yield from [one.lvalue.name] if self._number(one.rvalue) else []

    def _number(self, node: Any) -> bool:
        """Say whether a value is a program's address as a number."""
        node = inner(node)
        if kind(node) == "BinaryOp":
            return node.op in (*ARITHMETIC, "|", "&") and self.holds(node)
        return kind(node) != "UnaryOp" and self.holds(node)

    def found(self) -> Iterator[Diag]:
        """Yield everything that the function should not do."""
        for one in walk(self._function.body):
            what, at = self._mistake(one)
            if what:
                word = at if isinstance(at, str) else first_name(at)
                place = self._source.place(one.coord, word)
                yield Diag("K0300", place, what, "", help=HELP)

    def _mistake(self, one: Any) -> tuple[str, Any]:
        """Return what is wrong with an expression, and the part that shows it."""
        if kind(one) == "Cast" and kind(one.to_type.type) == "PtrDecl" and self.holds(one.expr):
            to = text(one.to_type)
            return f"a program's address becomes an ordinary pointer, `{to}`", one.expr
        if kind(one) == "BinaryOp" and one.op in ARITHMETIC:
            for part in (one.left, one.right):
                if self._is_address(part):
                    return f"arithmetic (`{one.op}`) on a program's address", part
        changed = None
        if kind(one) == "UnaryOp" and one.op in ("++", "p++", "--", "p--"):
            changed, operator = one.expr, one.op.replace("p", "")
        elif kind(one) == "Assignment":
            changed, operator = one.lvalue, one.op
        if changed is not None and self._of_window(changed):
            return f"`{text(changed)}` is the copy functions' to change", changed
        if changed is not None and self._is_address(changed) and operator != "=":
            return f"arithmetic (`{operator}`) on a program's address", changed
        return "", ""


def first_name(node: Any) -> str:
    """Return the first name in an expression, by which it is found in the source."""
    names = [one for one in walk(node) if kind(one) == "ID"]
    return str(names[0].name) if names else ""
