# SPDX-License-Identifier: BSD-3-Clause
"""port_vector.gen.h, .c: what is done with a port, by its kind; direct calls, no pointers.

The first kind's functions are called inline, since most ports are of it.

An operation that a kind does not have ends the kernel and names kind and port.

Sample::

    port_vector_put(struct lwkt_port *port, struct lwkt_msg *m)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import prototype
from gen.model.message_nodes import OPERATIONS, PortKind
from gen.model.nodes import Kernel

#: The parameters of an operation: type and name.
PORT = ("struct lwkt_port *", "port")
MESSAGE = (("struct lwkt_msg *", "m"),)

#: What an operation takes beside the port, what it gives, and how it gives it.
SHAPES = {
    "put": ("int", MESSAGE),
    "get": ("struct lwkt_msg *", ()),
    "wait_port": ("struct lwkt_msg *", ()),
    "wait_message": ("int", (*MESSAGE, ("uint32_t ", "flags"))),
    "reply": ("void", MESSAGE),
    "drop": ("int", MESSAGE),
}


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the operations, their prototypes, and the names of the kinds."""
    kinds = kernel.messaging.kinds
    if not kinds:
        return
    words = {
        "header": f"{kinds[0].subsystem}/{kinds[0].subsystem}.h",
        "own": f"{kinds[0].subsystem}.gen.h",
        "operations": [operation(index, name, kinds) for index, name in enumerate(OPERATIONS)],
        "kinds": [{"constant": constant(k), "number": k.number, "at": k.loc.at} for k in kinds],
    }
    edit = kinds[0].loc.file
    yield Artefact("port_vector.gen.c", "c/port_vector.c.j2", words, edit)
    yield Artefact("include/port_vector.gen.h", "c/port_vector.h.j2", words, edit)


def constant(kind: PortKind) -> str:
    """Return the C constant of a kind."""
    return f"PORT_{kind.name.upper()}"


def operation(index: int, name: str, kinds: tuple[PortKind, ...]) -> dict[str, object]:
    """Return what the function of one operation is made of."""
    result, more = SHAPES[name]
    taken = (PORT, *more)
    call = f"({', '.join(word for _, word in taken)})"
    give = f"{result}{'' if result.endswith('*') else ' '}"
    cases: list[str] = []
    for kind in kinds[1:]:
        if kind.vectors[index]:
            text = f"{kind.vectors[index]}{call}"
            returned = [f"\t\treturn ({text});"]
            does = returned if result != "void" else [f"\t\t{text};", "\t\treturn;"]
            cases += [f"\tcase {constant(kind)}:", *does]
    params = [f"{held}{word}" for held, word in taken]
    functions = sorted({kind.vectors[index] for kind in kinds if kind.vectors[index]})
    return {
        "name": name,
        "type": result,
        "head": prototype(f"port_vector_{name}", params, ")"),
        "prototypes": [line for function in functions
                       for line in prototype(f"{give}{function}", params)],
        "others": prototype(f"{give}port_other_{name}", params),
        "other_head": prototype(f"port_other_{name}", params, ")"),
        "fast": fast(kinds[0], kinds[0].vectors[index], f"port_other_{name}", call),
        "cases": cases,
    }


def fast(first: PortKind, vector: str, other: str, call: str) -> list[str]:
    """Return the body of an operation: the first kind's function, if it has one, or the others'."""
    others = f"\treturn ({other}{call});"
    if not vector:
        return [others]
    test = f"\tif (__builtin_expect(port->kind == {constant(first)}, true))"
    return [test, f"\t\treturn ({vector}{call});", others]
