# SPDX-License-Identifier: BSD-3-Clause
"""build.json: what the build compiles and links, relative to the tree or (gen:) to gen/.

Sample::

    "ldscript": "kernel.gen.ld",
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel

#: Generated sources of the kernel that are there whatever is declared.
GENERATED = (
    "idt.gen.c",
    "init_table.gen.c",
    "ktest_table.gen.c",
    "layout_check.gen.c",
    "offsets_check.gen.c",
    "root_image.gen.S",
    "switch.gen.S",
    "syscall_entry.gen.S",
    "syscall_table.gen.c",
    "syscall_wrapper.gen.c",
    "trap_entry.gen.S",
)


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the build's description."""
    own = [path for folder in kernel.subsystems for path in (*folder.sources, *folder.tests)]
    build = {
        "arch": kernel.arch.name,
        "config": kernel.config.name,
        "sources": sorted([*own, *kernel.arch_sources]),
        "generated": sorted([*GENERATED, *(f"{b.c_name}_dump.gen.c" for b in kernel.blocks)]),
        "ldscript": "kernel.gen.ld",
        "user_ldscript": "user.gen.ld",
        "programs": {p.name: list(p.sources) for p in kernel.programs},
        "user_lib": list(kernel.user_lib),
        "frame_pointers": kernel.config.frame_pointers,
    }
    text = json.dumps(build, indent=1)
    yield Artefact("build.json", "text/json.j2", {"text": text}, "the declarations")
