# SPDX-License-Identifier: BSD-3-Clause
"""include/config.gen.h: what is being built, as constants.

Switches are constants, not macros to test: `if (KERN_INVARIANTS)` is still type-checked
where it is false.

Sample::

    enum {
        KERN_INVARIANTS = 1,
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import quoted
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the configuration header."""
    config = kernel.config
    switches = [
        ("KERN_INVARIANTS", int(config.invariants), "assertions are checked"),
        ("KERN_TESTS", int(config.tests), "the in-kernel tests are in"),
        ("KERN_DEBUG", int(config.debug), "memory is poisoned and counted"),
        ("KERN_WATCHED", int(bool(config.sanitize)), "watched: frames are larger"),
        ("KERN_KASAN", int(config.sanitize == "address"), "every access is watched"),
    ]
    words = {
        "name": config.name,
        "arch": kernel.arch.name,
        "release": quoted(kernel.release.version),
        "at": config.loc.at,
        "switches": [{"name": n, "value": v, "means": m} for n, v, m in switches],
    }
    yield Artefact("include/config.gen.h", "c/config.h.j2", words, config.loc.file)
