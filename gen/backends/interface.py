# SPDX-License-Identifier: BSD-3-Clause
"""include/interface.gen.h and interface.gen.c: methods of interfaces, by who is chosen.

Sample::

    usched_policy_choose(uint32_t which)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import noted, paragraph, prototype
from gen.model.interface_nodes import Implementation, Interface, Method
from gen.model.nodes import Kernel

EDIT = "the declared interfaces"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the methods and the names of who has them."""
    words = {"interfaces": [described(one) for one in kernel.interfaces],
             "methods": [wrapper(one, method) for one in kernel.interfaces
                         for method in one.methods],
             "tags": sorted(set(tags(kernel)))}
    yield Artefact("include/interface.gen.h", "c/interface.h.j2", words, EDIT)
    yield Artefact("interface.gen.c", "c/interface.c.j2", words, EDIT)


def tags(kernel: Kernel) -> Iterator[str]:
    """Yield the structures that methods point at."""
    for one in kernel.interfaces:
        for method in one.methods:
            for held in (method.result, *(held for _, held in method.params)):
                if held.c.startswith("struct "):
                    yield held.c.split()[1]


def described(one: Interface) -> dict[str, object]:
    """Return an interface's constants, prototypes and methods."""
    return {
        "name": one.name,
        "upper": one.name.upper(),
        "count": len(one.implementations),
        "at": one.loc.at,
        "about": paragraph(one.doc, 74),
        "numbers": [noted(f"#define {who.name.upper():<23} {who.number}", who.loc.at, 40)
                    for who in one.implementations],
        "rows": [{"name": f'"{who.name}"', "number": who.number}
                 for who in one.implementations],
        "prototypes": [line for who in one.implementations for line in prototypes(one, who)],
    }


def prototypes(one: Interface, who: Implementation) -> Iterator[str]:
    """Yield the prototypes of an implementation's functions."""
    functions = dict(who.functions)
    for method in one.methods:
        if method.name in functions:
            params = [held.declare(name) for name, held in method.params]
            head = method.result.declare(functions[method.name])
            yield from prototype(head, params)


def wrapper(one: Interface, method: Method) -> dict[str, object]:
    """Return how a method finds who has it."""
    params = [held.declare(name) for name, held in method.params]
    name = f"{one.name}_{method.name}"
    return {
        "at": method.loc.at,
        "about": paragraph(method.doc, 74),
        "result": method.result.declare("").rstrip(),
        "head": prototype(name, ["uint32_t which", *params], ")"),
        "cases": [line for who in one.implementations for line in case(who, method)],
        "otherwise": [*otherwise(name, method)],
    }


def returns(method: Method) -> bool:
    """Say whether a method has a result."""
    return method.result.c != "void" or method.result.kind == "kptr"


def case(who: Implementation, method: Method) -> Iterator[str]:
    """Yield the lines that call an implementation's function, if it has it."""
    function = dict(who.functions).get(method.name)
    if function:
        call = f"{function}({', '.join(name for name, _ in method.params)})"
        yield f"\tcase {who.name.upper()}:"
        yield from [f"\t\treturn ({call});"] if returns(method) else [f"\t\t{call};", "\t\treturn;"]


def otherwise(name: str, method: Method) -> Iterator[str]:
    """Yield what is done where nobody has a method."""
    if method.default is None:
        yield f'\tpanic("{name}: there is no number %u", which);'
    elif returns(method):
        yield f"\treturn ({method.default});"
