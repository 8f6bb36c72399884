# SPDX-License-Identifier: BSD-3-Clause
"""The whole flow for one kernel: load, model, check, backends, render, emit."""

from __future__ import annotations

import ast
from pathlib import Path

from dsl.record import dataclass, field, replace
from gen import backends, check
from gen.check.abi import MILD
from gen.check.analysis import Compiled
from gen.diag import Diag
from gen.emit import emit
from gen.load import Declared, load
from gen.made import Made
from gen.model.build import Sources, System, build
from gen.model.start import configs
from gen.piece import Pieces
from gen.place import Source
from gen.render import Renderer


@dataclass(slots=True)
class Result:
    """What a run found and did.  With diagnostics, nothing was written."""

    declared: Declared
    diags: list[Diag]
    system: System | None = None
    changed: list[str] = field(default_factory=list)

    def sources(self) -> dict[str, Source]:
        """Return the text of every file that a diagnostic names: declarations, and C."""
        found = dict(self.declared.sources())
        for diag in self.diags:
            edited = (edit.at for edit in diag.fix)
            for at in (diag.at, *(mark.at for mark in diag.others), *edited):
                place = self.declared.root / at.file
                if at.file not in found and place.is_file():
                    text = place.read_text(encoding="utf-8", errors="replace")
                    found[at.file] = Source(at.file, text, ast.Module([], []))
        return found


class NoConfig(LookupError):
    """A config that is asked for and not declared."""


def examine(root: Path, config: str | None = None) -> Result:
    """Load the tree and check it; with `config` None, the default config is taken."""
    declared = load(root)
    if declared.errors:
        return Result(declared, list(declared.errors))
    diags = check.apply_to_declared(declared)
    if diags:
        return Result(declared, diags)
    system = build(declared, chosen_config(declared, config))
    return Result(declared, check.apply_to_system(system), system)


def analyse(root: Path, config: str | None = None, *, deep: bool = False) -> Result:
    """Examine the tree, and its hand-written C when nothing else is wrong.

    When `deep`, it is compiled as well, to see how deep its stacks go.
    """
    result = examine(root, config)
    if result.system is not None and not result.diags:
        result.declared.keep()
        result.diags = check.apply_to_sources(Sources(result.system))
        if deep and not result.diags:
            result.diags = check.apply_to_compiled(Compiled(result.system))
    return result


def chosen_config(declared: Declared, name: str | None) -> str:
    """Return the name of the config that is asked for, the default one's when none is."""
    known = {config.name: config for config in configs(declared)}
    if name is None:
        return next(config.name for config in known.values() if config.default)
    if name not in known:
        choices = ", ".join(map(repr, known))
        raise NoConfig(f"invalid choice: {name!r} (choose from {choices})")
    return name


def generate(root: Path, arch: str, config: str | None, out: Path) -> Result:
    """Make `out`/gen hold the generated files of one kernel; nothing is written on error."""
    result = examine(root, config)
    result.diags = [diag for diag in result.diags if diag.code not in MILD]
    if result.diags or result.system is None:
        return result
    result.declared.keep()
    kernel = result.system.kernels[arch]
    name = f"{arch}-{kernel.config.name}"
    kernel = replace(kernel, pieces=Pieces(result.declared.marks()))
    kernel.pieces.read(root, name)
    renderer, made = Renderer(root), Made(root, out, name)
    files = {
        a.path: None if made.holds(a) else renderer.text(a)
        for a in backends.artefacts(kernel)
    }
    result.changed = emit(out / "gen", files)
    kernel.pieces.keep(root, name)
    made.keep()
    return result
