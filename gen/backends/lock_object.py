# SPDX-License-Identifier: BSD-3-Clause
"""include/<subsystem>_lock.gen.h and lock_object.gen.c: the objects that declared locks become.

A lock by itself is a variable that is ready before anything runs; one per structure is a
member, and a function makes it ready.

Sample::

    struct spinlock kmem_lock = { .row = LOCK_KMEM_LOCK };
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.lock_table import EDIT, constant
from gen.fold import comment, listed, noted, paragraph, prototype
from gen.model.message_nodes import Lock
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield a header for every subsystem that declares locks, and the objects."""
    made = [lock for lock in kernel.messaging.locks if lock.structure]
    owners = {s.c_name: s.subsystem for s in kernel.structs}
    folders = sorted({lock.subsystem for lock in made})
    for folder in folders:
        own = [lock for lock in made if lock.subsystem == folder]
        headers = {lock.header for lock in own} | {
            f"{owners[lock.per]}.gen.h" for lock in own if lock.per}
        words = {
            "guard": f"{folder.upper()}_LOCK_GEN_H",
            "headers": sorted(headers),
            "objects": [one(lock) for lock in own if not lock.per],
            "members": [member(lock) for lock in own if lock.per],
        }
        yield Artefact(f"include/{folder}_lock.gen.h", "c/lock_object.h.j2", words, EDIT)
    if made:
        words = {
            "headers": [f"{folder}_lock.gen.h" for folder in folders],
            "objects": [one(lock) for lock in made if not lock.per],
        }
        yield Artefact("lock_object.gen.c", "c/lock_object.c.j2", words, EDIT)


def one(lock: Lock) -> dict[str, object]:
    """Return a lock that stands by itself."""
    return {
        "at": lock.loc.at,
        "doc": comment(paragraph(lock.doc)) if lock.doc else [],
        "external": noted(f"extern struct {lock.structure} {lock.name};", lock.loc.at),
        "declaration": f"struct {lock.structure} {lock.name}",
        "value": f"{{ .row = {constant(lock)} }}",
    }


def member(lock: Lock) -> dict[str, object]:
    """Return the function that makes a structure's lock ready."""
    params = [f"struct {lock.per} *object"]
    return {
        "at": lock.loc.at,
        "doc": comment(paragraph(lock.doc)) if lock.doc else [],
        "head": prototype(f"{lock.name}_init", params, ")"),
        "made": listed(f"\tobject->{lock.name} = (struct {lock.structure}){{ ",
                       [f".row = {constant(lock)}"], " };"),
    }
