# SPDX-License-Identifier: BSD-3-Clause
"""Why a generated line is there: what declares it, and which line of which template made it.

The template is rendered a second time with its line numbers in the text, so the answer is
exact for every line, whatever the words hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dsl.record import dataclass
from gen import backends, diag_render
from gen.artefact import Artefact
from gen.generate import examine
from gen.mapping.complaint import Said
from gen.mapping.place import Tree
from gen.model.nodes import Kernel
from gen.place import Loc
from gen.render import Renderer


class Unanswered(Exception):
    """There is no answer; the text says why, and what would help."""


@dataclass(frozen=True)
class Answer:
    """Where a generated line comes from: `declared` None when a file as a whole does."""

    made: Loc
    declared: Loc | None
    edit: str
    template: Loc
    backend: str
    tree: Tree


def why(root: Path, place: str) -> Answer:
    """Answer for `out/<arch>-<config>/gen/...:LINE`."""
    file, number = asked(place)
    path = file if file.is_absolute() else root / file
    match = re.search(r"(\w+)-([A-Za-z0-9]+)(?:-\w+)?/gen/(.+)$", path.as_posix())
    if match is None:
        raise Unanswered(f"{file} is no generated file: those are out/<arch>-<config>/gen/...")
    arch, config, name = match.groups()
    artefact, text, origins = traced(root, kernel(root, arch, config), name)
    if not path.is_file():
        raise Unanswered(f"{file} is not there: build that kernel first")
    if path.read_text(encoding="utf-8") != text:
        raise Unanswered(f"{file} is older than the declarations: build that kernel again")
    if not 1 <= number <= len(origins):
        raise Unanswered(f"{file} has {len(origins)} lines")
    tree = Tree(root, path.parents[len(Path(name).parts) - 1])
    said = Said(str(file), number)
    template = f"templates/{artefact.template}"
    return Answer(
        tree.loc(said), tree.declaration(said), artefact.edit,
        tree.loc(Said(template, origins[number - 1])), backend_of(root, artefact), tree,
    )


def asked(place: str) -> tuple[Path, int]:
    """Return the file and the line that are meant."""
    file, _, number = place.rpartition(":")
    if not file or not number.isdecimal():
        raise Unanswered(f"say FILE:LINE, as compilers do, not `{place}`")
    return Path(file), int(number)


def traced(root: Path, made: Kernel, name: str) -> tuple[Artefact, str, list[int]]:
    """Return a file's artefact, its text, and for each of its lines the template's line."""
    for artefact in backends.artefacts(made):
        if artefact.path == name:
            text = Renderer(root).text(artefact)
            return artefact, text, Renderer(root, numbered=True).origins(artefact)
    raise Unanswered(f"no backend makes {name}")


def kernel(root: Path, arch: str, config: str) -> Kernel:
    """Return the model of one kernel; refuse what is wrong or unknown."""
    result = examine(root, config)
    if result.diags:
        raise Unanswered("the declarations have errors: `./darner check` shows them")
    if result.system is None or arch not in result.system.kernels:
        raise Unanswered(f"there is no kernel {arch}-{config}")
    return result.system.kernels[arch]


def backend_of(root: Path, artefact: Artefact) -> str:
    """Return the backend that prepares a template's words: they share a stem."""
    stem, suffix = Path(artefact.template).name.split(".")[:2]
    for name in (stem, re.sub(r"_(i386|x86_64)$", "", stem), f"{stem}_{suffix}"):
        if (root / "gen" / "backends" / f"{name}.py").is_file():
            return f"gen/backends/{name}.py"
    return "gen/backends"


def lines(answer: Answer) -> Iterator[str]:
    """Yield an answer as people read it."""
    places = [answer.made, answer.template, *([answer.declared] if answer.declared else [])]
    margin = " " * len(str(max(place.line for place in places)))
    yield f"{answer.made.at}"
    yield from diag_render.excerpt(answer.made, "", answer.tree.sources, margin, "^")
    if answer.declared:
        yield f"declared at {answer.declared}"
        yield from diag_render.excerpt(answer.declared, "", answer.tree.sources, margin, "-")
    else:
        yield f"made from {answer.edit}"
    yield f"shaped by {answer.template}"
    yield from diag_render.excerpt(answer.template, "", answer.tree.sources, margin, "-")
    yield f"its words are prepared by {answer.backend}"
