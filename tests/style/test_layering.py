# SPDX-License-Identifier: BSD-3-Clause
"""Does each stage know the stages before it, and nothing behind?"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from source_file import ROOT, c_files, c_functions, files, lines_of, name_of

from gen.generate import generate

#: What anybody in gen/ may use: places, complaints, spelling.
TOOLS = ("gen.artefact", "gen.diag", "gen.edit", "gen.fold", "gen.mdoc", "gen.near", "gen.noun",
         "dsl.record", "gen.package", "gen.piece", "gen.place", "gen.protocol", "gen.translation")
NODES = ("gen.model.debug_nodes", "gen.model.hardware", "gen.model.inner",
         "gen.model.interface_nodes",
         "gen.model.memory_nodes", "gen.model.message_nodes", "gen.model.nodes",
         "gen.model.platform_nodes", "gen.model.tunable_nodes", "gen.model.types")

#: What the files of a stage may import of ours.
STAGES = {
    "dsl": ("dsl",),
    "gen/model": ("dsl", "gen.load", "gen.model", "gen.protocol", *TOOLS),
    "gen/abi": ("gen.abi", "gen.cli", "gen.generate", "gen.model", *TOOLS),
    "gen/analyse": (
        "gen.analyse", "gen.backends", "gen.emit", "gen.inputs", "gen.model.build", "gen.render",
        *NODES, *TOOLS,
    ),
    "gen/edit": ("dsl", *TOOLS),
    "gen/check": (
        "dsl", "gen.abi", "gen.analyse", "gen.c_function", "gen.check", "gen.kept", "gen.load",
        "gen.model", "gen.protocol", "gen.table", *TOOLS,
    ),
    "gen/backends": ("gen.backends", "gen.hostile", *NODES, *TOOLS),
    "gen/protocol": ("gen.protocol", *NODES, *TOOLS),
    "gen/prove": ("gen.prove", "gen.protocol", "gen.generate", "gen.render", *NODES, *TOOLS),
    "site_scons": ("gen.inputs", "gen.mapping", "gen.variants", "kernel_"),
}

OURS = re.compile(r"(dsl|gen|front|kernel_\w+|\w+\.decl)\b")


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the modules that a file imports, with their lines."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def strangers(found: tuple[Path, ...], allowed: tuple[str, ...]) -> list[str]:
    """Return the imports of ours that are not allowed."""
    return [
        f"{name_of(file)}:{line}: {module}"
        for file in found
        for line, module in imports(file)
        if OURS.match(module) and not module.startswith(allowed)
    ]


@pytest.mark.parametrize("stage", STAGES)
def test_stages_know_what_comes_before(stage: str) -> None:
    found = files("*.py", stage)
    assert found
    assert strangers(found, STAGES[stage]) == []


def test_generator_does_not_know_the_front_door() -> None:
    known = [f for f in strangers(files("*.py", "dsl", "gen", "site_scons"), ()) if "front" in f]
    assert [line for line in known if re.search(r": front\b", line)] == []


def test_declarations_import_words_and_declarations() -> None:
    allowed = ("__future__", "dsl")
    found = [
        f"{name_of(file)}:{line}: {module}"
        for file in (*files("decl.py", "kernel-src"), *files("*.py", "arch"))
        for line, module in imports(file)
        if not module.startswith(allowed) and not module.endswith(".decl")
    ]
    assert found == []


def test_subsystems_hide_no_module_of_python() -> None:
    folders = {p.name for p in (ROOT / "kernel-src").iterdir() if p.is_dir()} - {"__pycache__"}
    assert folders & set(sys.stdlib_module_names) == set()


def test_templates_and_backends_share_their_stems() -> None:
    """A template is that of a backend; it may be for one target, or be named by its suffix."""
    stems = {file.stem for file in files("*.py", "gen/backends", "gen/prove")}
    left = []
    for file in files("*.j2", "templates"):
        stem, suffix, _ = file.name.split(".")
        if not {re.sub(r"_(i386|x86_64)$", "", stem), f"{stem}_{suffix}"} & stems:
            left.append(name_of(file))
    assert left == []


def test_architectures_have_the_same_files() -> None:
    i386, x86_64 = (
        {file.relative_to(ROOT / "arch" / arch).as_posix() for file in files("*", f"arch/{arch}")}
        for arch in ("i386", "x86_64")
    )
    assert i386 == x86_64


def test_kernel_includes_no_architecture_by_name() -> None:
    wrong = re.compile(r'#include "(i386|x86_64|x86|arch|\.\.)/')
    found = (*c_files("kernel-src"), *files("*.S", "kernel-src"))
    said = [f"{name_of(f)}: {line}" for f in found for line in lines_of(f) if wrong.match(line)]
    assert said == []


def test_no_list_of_subsystems_is_kept() -> None:
    """Discovery is by glob: outside kernel-src nobody but documents and tests names them."""
    names = {p.name for p in (ROOT / "kernel-src").iterdir() if (p / "decl.py").is_file()}
    found = (*files("*.py", "gen", "site_scons"), ROOT / "SConstruct")
    for file in found:
        spoken = set(re.findall(r'"(\w+)"', file.read_text()))
        assert len(spoken & names) <= 2, f"{name_of(file)} names {sorted(spoken & names)}"


@pytest.mark.parametrize("arch", ["i386", "x86_64"])
def test_generated_names_are_not_taken(arch: str, tmp_path: Path) -> None:
    """No hand-written function has a name that a generated file gives to something."""
    assert not generate(ROOT, arch, "DEBUG", tmp_path).diags
    gen = tmp_path / "gen"
    made: set[str] = set()
    for file in (*gen.glob("*.gen.c"), *gen.glob("include/*.gen.h")):
        text = file.read_text()
        made |= set(re.findall(r"^(\w+)\(.*(?:\n .*)*\n\{", text, re.MULTILINE))
        made |= set(re.findall(r"^#define (\w+)", text, re.MULTILINE))
    assert len(made) > 100
    hand = c_files("kernel-src", f"arch/{arch}", "arch/x86")
    written = [f for file in hand for f in c_functions(file)]
    assert [str(f) for f in written if f.name in made or f.name.startswith("call_")] == []
