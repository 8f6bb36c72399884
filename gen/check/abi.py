# SPDX-License-Identifier: BSD-3-Clause
"""Rules about the ABI lock: what programs and other machines know stays as they know it."""

from __future__ import annotations

from collections.abc import Iterator

from gen.abi.file import present
from gen.abi.summary import carried
from gen.diag import Diag
from gen.kept import read
from gen.model.build import System
from gen.piece import digest

#: What a build does not mind: it is asked for when the work is done.
MILD = ("K0341",)

#: What the digest of locks that hold is kept as.
FILE = "abi"


def the_abi_is_as_it_was(system: System) -> Iterator[Diag]:
    """What is locked in abi.txt is declared as it says, or with a version of it."""
    declared = system.declared
    if not present(declared.root, declared.folders):
        return
    known, key = declared.known, decided_by(system)
    if known and key and read(declared.root, FILE) == key:
        return  # it was as it says, and everything that decides it is the same
    from gen.abi.lock import locks
    from gen.abi.told import told

    found = locks(system)
    if found.unreadable:
        for loc, why in found.unreadable:
            yield Diag("K0343", loc, "a line of abi.txt cannot be read", why,
                       help="take the line from the file's last version")
        return
    wrong = list(told(found))
    yield from wrong
    if known and key and not wrong:
        known.later(FILE, key)


def decided_by(system: System) -> bytes:
    """Return a digest of all that decides whether the locks still hold; empty when unknown.

    That are the locks themselves, the declarations of their subsystems, and which of their
    structures others hand to programs or to peers.  What else others declare cannot be what a
    lock tells of: the names and numbers are taken, which other rules have made sure of.
    """
    declared, marks = system.declared, system.declared.marks()
    places = present(declared.root, declared.folders)
    locked = {place.parent: place.read_bytes() for place in places}
    own = [m for m in declared.modules if (declared.root / m.file).parent in locked]
    if len(own) != len(locked) or not all(m.file in marks for m in own):
        return b""
    seen = [
        sorted({s.name for s in kernel.structs if s.shared} | carried(kernel))
        for kernel in system.kernels.values()
    ]
    names = {name for m in own for name in m.names}
    return digest([], (
        [(m.file, marks[m.file]) for m in own], list(locked.values()),
        [[name for name in one if name in names] for one in seen], sorted(system.kernels),
        next(iter(system.kernels.values())).config.name if system.kernels else "",
    ))
