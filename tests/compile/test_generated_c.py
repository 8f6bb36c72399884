# SPDX-License-Identifier: BSD-3-Clause
"""Every generated C and assembly file compiles without a warning, alone, with both compilers.

A fixture with a parameter of every kind is declared besides the real tree, so that the
templates' rarer branches are compiled too.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from gen.generate import generate

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = Path(__file__).with_name("every")

WARNINGS = [
    "-Wall", "-Wextra", "-Werror", "-Wstrict-prototypes", "-Wmissing-prototypes", "-Wshadow",
    "-Wpointer-arith", "-Wwrite-strings", "-Wundef",
]  # fmt: skip
COMMON = ["-std=gnu11", "-O1", "-ffreestanding", "-fno-pic", "-nostdinc"]
MACHINE = {
    "i386": ["-m32", "-march=i686"],
    "x86_64": ["-m64", "-mno-red-zone"],
}
KERNEL = {"i386": ["-mgeneral-regs-only"], "x86_64": ["-mgeneral-regs-only", "-mcmodel=kernel"]}


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with the fixture's calls among its own."""
    root = tmp_path_factory.mktemp("tree")
    for name in ("arch", "kernel-src", "user"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "templates").symlink_to(ROOT / "templates")
    for name in ("kernel-src", "user"):
        (root / name / "every").mkdir()
    for name in ("decl.py", "every.c"):
        shutil.copy(FIXTURE / name, root / "kernel-src" / "every" / name)
    shutil.copy(FIXTURE / "program.c", root / "user" / "every" / "every.c")
    return root


@pytest.fixture(scope="session", params=sorted(MACHINE))
def made(request: pytest.FixtureRequest, tree: Path) -> tuple[Path, str, Path]:
    """The tree, an architecture, and the folder of its generated files."""
    out = tree / "out" / request.param
    result = generate(tree, request.param, "DEBUG", out)
    assert not result.diags, result.diags
    return tree, request.param, out / "gen"


@cache
def headers(compiler: str) -> str:
    """Return the folder of the compiler's own headers."""
    words = [compiler, "-print-file-name=include"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def check(words: list[str], source: Path, root: Path) -> str:
    """Compile one file to nothing; return what the compiler said."""
    words = [*words, "-fsyntax-only", str(source)]
    if source.suffix == ".S":
        words = [*words[:-2], "-c", "-o", "/dev/null", str(source)]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode or done.stderr else ""


def sources(gen: Path, *, user: bool) -> list[Path]:
    """Return the generated sources of the kernel, or of programs."""
    folder = gen / "user" if user else gen
    return sorted(p for p in folder.glob("*.gen.*") if p.suffix in (".c", ".S"))


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
@pytest.mark.parametrize("user", [False, True], ids=["kernel", "user"])
def test_generated_files_compile_without_a_warning(
    made: tuple[Path, str, Path], compiler: str, user: bool
) -> None:
    """Neither gcc nor clang has anything to say."""
    root, arch, gen = made
    words = [compiler, *COMMON, *MACHINE[arch], *WARNINGS, "-isystem", headers(compiler)]
    if user:
        words += [f"-I{gen}/user/include", "-Iuser/include"]
    else:
        words += [*KERNEL[arch], f"-I{gen}/include", "-Ikernel-src", "-Ikernel-src/include"]
        words += [f"-Iarch/{arch}", "-Iarch/x86"]
    # The programs in the root image are not there yet.
    found = [p for p in sources(gen, user=user) if p.name != "root_image.gen.S"]
    assert found
    said = [check(words, source, root) for source in found]
    assert not any(said), "".join(said)


def test_build_lists_every_generated_source(made: tuple[Path, str, Path]) -> None:
    """build.json names all generated sources of the kernel, and none that is not there."""
    _, _, gen = made
    build = json.loads((gen / "build.json").read_text())
    assert build["generated"] == [p.name for p in sources(gen, user=False)]
    assert all((gen / page).is_file() for page in build["manual"])


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
def test_manual_pages_have_no_errors(made: tuple[Path, str, Path]) -> None:
    """mandoc has no warning about any page."""
    _, _, gen = made
    words = ["mandoc", "-T", "lint", "-W", "warning", *map(str, sorted(gen.glob("man/*.2")))]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stdout == ""
