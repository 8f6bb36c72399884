# SPDX-License-Identifier: BSD-3-Clause
"""build.json: what the build compiles and links.

Hand-written sources are relative to the tree, generated ones to gen/, or marked `gen:` where
both may stand.

Sample::

    "ldscript": "kernel.gen.ld",
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gen.artefact import Artefact
from gen.fold import indented
from gen.model.nodes import Kernel

COMPILED = (".c", ".S")


def artefacts_of(kernel: Kernel, paths: Sequence[str]) -> Iterator[Artefact]:
    """Yield the build's description; `paths` are what the other backends make."""
    own = [path for folder in kernel.subsystems for path in (*folder.sources, *folder.tests)]
    build = {
        "arch": kernel.arch.name,
        "config": kernel.config.name,
        "sources": sorted([*own, *kernel.arch_sources]),
        "generated": sorted(p for p in paths if p.endswith(COMPILED) and "/" not in p),
        "ldscript": "kernel.gen.ld",
        "user_ldscript": "user.gen.ld",
        "programs": {p.name: list(p.sources) for p in kernel.programs},
        "user_lib": list(kernel.user_lib),
        "manual": sorted(p for p in paths if p.startswith("man/")),
        "frame_pointers": kernel.config.frame_pointers,
        "sanitize": kernel.config.sanitize,
        "spared": sorted(path for folder in kernel.subsystems
                         if folder.name in kernel.config.spares for path in folder.sources),
    }
    text = indented(build)
    yield Artefact("build.json", "text/build.json.j2", {"text": text}, "the declarations")
