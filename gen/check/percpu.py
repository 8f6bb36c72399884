# SPDX-License-Identifier: BSD-3-Clause
"""Rules about what every CPU has one of."""

from __future__ import annotations

from collections.abc import Iterator

import gen.edit as edit
from dsl.data import Struct
from gen.diag import Diag, Mark
from gen.load import Declared, Item
from gen.model.build import shared_structures
from gen.model.data import carried
from gen.model.percpu import heads, members

#: CPUs are bits of words of 32 bits.
MOST = 32


def one_structure_heads_the_area(declared: Declared) -> Iterator[Diag]:
    """Where something is percpu, one structure heads each CPU's area."""
    found = list(heads(declared))
    for item in found[1:]:
        mark = Mark(found[0].loc, "the other")
        what = f"`{found[0].name}` and `{item.name}` both head the area of a CPU"
        yield Diag("K0440", item.loc, what, "", (mark,), help="say percpu=True of one")
    for item in members(declared) if not found else ():
        what = f"every CPU has a `{item.name}`, and no structure heads the area of a CPU"
        yield Diag("K0440", item.loc, what, help="say cpus=16, say, of `Cpu`")


def there_are_a_few_cpus(declared: Declared) -> Iterator[Diag]:
    """There is a CPU, and all of them are bits of a word."""
    for item in heads(declared):
        if not 1 <= item.value.__cpus__ <= MOST:
            at = item.module.source.keyword(item.name, "cpus")
            what = f"`{item.name}` is there for {item.value.__cpus__} CPUs"
            yield Diag("K0441", at, what, help=f"there are 1 to {MOST}")


def percpu_structures_stand_alone(declared: Declared) -> Iterator[Diag]:
    """What every CPU has one of is no part of anything else, and no program sees it."""
    own = {item.value: item for item in (*heads(declared), *members(declared))}
    shared = shared_structures(declared)
    for item in own.values():
        if item.value in shared:
            what = f"every CPU has a `{item.name}`, and a program is given one"
            yield Diag("K0442", item.loc, what, help="copy what it may see to another structure")
        if item.value.__percpu__ and item.value.__cpus__ is not None:
            fix = edit.argument.without_argument(item.module.source, item.name, "percpu")
            what = f"`{item.name}` heads the area of a CPU, and is behind it"
            yield Diag("K0442", item.loc, what, help="say cpus= alone", fix=fix)
    for item in declared.items(Struct):
        for name, held in parts(item):
            if held in own:
                at = item.module.source.annotation(item.name, name)
                mark = Mark(own[held].loc, "it is in the area of each CPU")
                what = f"`{name}` of `{item.name}` is a `{held.__name__}` of its own"
                yield Diag("K0442", at, what, "", (mark,),
                           help="point at one, or take percpu= away there")


def parts(item: Item) -> Iterator[tuple[str, type]]:
    """Yield the structures that a structure's fields are, or have in them."""
    for name, annotation in vars(item.value).get("__annotations__", {}).items():
        for held in carried(annotation):
            yield name, held
