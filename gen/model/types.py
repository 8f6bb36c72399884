# SPDX-License-Identifier: BSD-3-Clause
"""Types: from annotations to C, with size and alignment of the target."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from dsl.call import Bytes, CStr, NoReturn
from dsl.data import ArrayType, Bits, Enum, Flags, PointerType, Struct
from dsl.record import dataclass, field
from dsl.scalar import Handle, Scalar, UserAddr
from gen.model.nodes import Type
from gen.place import Loc

Node = TypeVar("Node")

#: Nodes by what they are, where they are declared, and all that goes into them besides.
Nodes = dict[tuple[object, ...], Any]

VOID = Type("void", "void", "void", 0, 1)
POISON = Type("error", "error", "void", 0, 1)
BYTES = Type("bytes", "Bytes", "void", 0, 1)
CSTR = Type("cstr", "CStr", "char", 0, 1)

#: Largest alignment of a scalar by the C ABI: i386 aligns 64-bit integers to 4 bytes.
MAX_ALIGN = {4: 4, 8: 8}


def snake(name: str) -> str:
    """Return a CapWords name as lower_snake_case, the way C spells it."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def once(nodes: Nodes, key: tuple[object, ...], make: Callable[..., Node], *args: Any) -> Node:
    """Return the node that was made of the same before, or what `make` says."""
    found: Node | None = nodes.get(key)
    if found is None:
        found = nodes[key] = make(*args)
    return found


@dataclass(frozen=True, slots=True)
class Added:
    """A member that a structure has behind its own fields: a lock that is one for each."""

    name: str
    structure: type
    loc: Loc


@dataclass(slots=True)
class Types:
    """Resolves annotations for one target word size (bytes); `added` are members by structure.

    `nodes` are those made with these types; `common`, those that all architectures share.
    """

    word: int
    added: dict[type, list[Added]] = field(default_factory=dict)
    common: Nodes = field(default_factory=dict)
    known: dict[type, Type] = field(default_factory=dict)
    nodes: Nodes = field(default_factory=dict)

    def with_members(self, added: dict[type, list[Added]]) -> Types:
        """Return these types where structures have these members: themselves, mostly."""
        return self if added == self.added else Types(self.word, added, self.common)

    def of(self, annotation: object) -> Type:
        """Return the type of an annotation, or POISON when it is none."""
        if isinstance(annotation, type):
            found = self.known.get(annotation)
            if found is None:
                found = self.known[annotation] = self._class(annotation)
            return found
        if isinstance(annotation, ArrayType):
            return self._array(annotation)
        if isinstance(annotation, PointerType):
            return self._pointer(annotation)
        return VOID if annotation is None else POISON

    def holder(self, cls: type) -> Type:
        """Return the scalar that an Enum, Flags or Bits class is held in."""
        for parent in cls.__bases__:
            if issubclass(parent, Scalar):
                return self.of(parent)
        return POISON

    def _class(self, cls: type) -> Type:
        if cls is NoReturn:
            return VOID
        if cls is Bytes:
            return BYTES
        if cls is CStr:
            return CSTR
        for base, kind in ((Enum, "enum"), (Flags, "flags"), (Bits, "bits")):
            if base in cls.__bases__:
                held = self.holder(cls)
                if held is POISON:
                    return POISON
                return Type(kind, cls.__name__, held.c, held.size, held.align, held.signed)
        if issubclass(cls, Scalar):
            return self._scalar(cls)
        if Struct in cls.__bases__:
            return self._struct(cls)
        return POISON

    def _scalar(self, cls: type[Scalar]) -> Type:
        bits = getattr(cls, "bits", 0)
        size = self.word if bits is None else bits // 8
        align = min(size, MAX_ALIGN[self.word])
        name = cls.__name__
        if cls is UserAddr:
            return Type("addr", name, "user_ptr_t", size, align)
        kind = "handle" if issubclass(cls, Handle) else "scalar"
        if bits is None:
            return Type(kind, name, "ssize_t" if cls.signed else "size_t", size, align, cls.signed)
        c = f"{'' if cls.signed else 'u'}int{bits}_t"
        return Type(kind, name, c, size, align, cls.signed)

    def _struct(self, cls: type) -> Type:
        self.known[cls] = POISON  # a structure inside itself is poisoned, not endless
        size, align = 0, 1
        own = vars(cls).get("__annotations__", {}).values()
        for annotation in (*own, *(one.structure for one in self.added.get(cls, ()))):
            part = self.of(annotation)
            if part is POISON:
                return POISON
            size = round_up(size, part.align) + part.size
            align = max(align, part.align)
        c = f"struct {snake(cls.__name__)}"
        return Type("struct", cls.__name__, c, round_up(size, align), align)

    def _array(self, array: ArrayType) -> Type:
        count = array.count
        if isinstance(count, bool) or not isinstance(count, int) or count <= 0:
            return POISON
        if array.kind in ("text", "reserved"):
            c = "char" if array.kind == "text" else "uint8_t"
            return Type(array.kind, array.kind.title(), c, count, 1, False, count)
        element = self.of(array.element)
        if element.kind in ("error", "void", "bytes", "cstr", "array", "text", "reserved"):
            return POISON
        size = element.size * count
        name = f"Array[{element.name}]"
        return Type("array", name, element.c, size, element.align, False, count, element)

    def _pointer(self, pointer: PointerType) -> Type:
        target = pointer.target
        if not isinstance(target, str):
            return POISON
        c = "void *" if target == "void" else f"struct {target} *"
        return Type("kptr", f"Kptr[{target}]", c, self.word, self.word)


def round_up(value: int, align: int) -> int:
    """Return the smallest multiple of `align` that is not below `value`."""
    return (value + align - 1) // align * align
