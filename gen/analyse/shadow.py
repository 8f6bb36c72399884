# SPDX-License-Identifier: BSD-3-Clause
"""The folder of headers that analysed C includes: the generated ones, and C's own, made plain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gen.backends import artefacts
from gen.emit import emit
from gen.model.nodes import Kernel
from gen.render import Renderer

#: What stands for the compiler's own headers.
STANDARD = Path(__file__).parent / "header"

#: The headers that C may include.
HEADERS = ("kernel-src/**/*.h", "arch/**/*.h")

#: What a handler returns that answers later: the analyser wants its name, not its number.
LATER = "EASYNC"


def make(root: Path, kernel: Kernel, folder: Path) -> list[str]:
    """Make `folder` hold what a kernel's C includes; return the generated C that is compiled."""
    renderer = Renderer(root)
    files: dict[str, str] = {}
    for artefact in artefacts(kernel):
        if artefact.path.endswith((".gen.h", ".gen.c")) and not artefact.path.startswith("user/"):
            files[artefact.path] = plain(renderer.text(artefact))
    emit(folder / "gen", files)
    return sorted(f"gen/{path}" for path in files if path.endswith(".gen.c"))


def plain(text: str) -> str:
    """Return the text of a header with the names that the analyser must see."""
    return re.sub(rf"^#define {LATER}\s.*$", "", text, flags=re.MULTILINE)


def folders(root: Path, arch: str, folder: Path) -> Iterator[str]:
    """Yield where a kernel's C finds what it includes, as the build has it."""
    yield f"{folder.relative_to(root)}/gen/include"
    yield from ("kernel-src", "kernel-src/include", f"arch/{arch}", "arch/x86", ".")
    yield str(STANDARD)


def headers(root: Path, kernel: Kernel, folder: Path) -> str:
    """Make the file that includes all headers of a kernel, for the functions in them."""
    places = [(root / one.folder).rglob("*.h") for one in kernel.subsystems]
    places += [(root / name).glob("*.h")
               for name in ("kernel-src/include", f"arch/{kernel.arch.name}", "arch/x86")]
    found = sorted({header for place in places for header in place})
    found += sorted((folder / "gen/include").glob("*.h"))
    text = "".join(f'#include "{one.relative_to(root).as_posix()}"\n' for one in found)
    emit(folder / "headers", {"headers.c": text})
    return (folder / "headers" / "headers.c").relative_to(root).as_posix()
