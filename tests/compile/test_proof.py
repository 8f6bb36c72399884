# SPDX-License-Identifier: BSD-3-Clause
"""Does a number that is wrong stop the build, at the line of its declaration?

Each test spoils one generated file and compiles the proofs; unspoiled, they compile.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gen.generate import generate

ROOT = Path(__file__).resolve().parents[2]
MACHINE = {"i386": ["-m32"], "x86_64": ["-m64"]}
FLAGS = ["-std=gnu11", "-ffreestanding", "-fsyntax-only", "-Wall", "-Wextra", "-Werror"]

Compile = Callable[[str], str]


@pytest.fixture(scope="session", params=sorted(MACHINE))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated files of one architecture, in a folder with its name."""
    out: Path = tmp_path_factory.mktemp("proof") / request.param
    result = generate(ROOT, request.param, "DEBUG", out)
    assert not result.diags, result.diags
    return out


@pytest.fixture
def made(built: Path, tmp_path: Path) -> Path:
    """A copy of them to spoil."""
    copy = tmp_path / built.name
    subprocess.run(["cp", "-r", str(built), str(copy)], check=True)
    return copy / "gen"


@pytest.fixture
def compiled(made: Path) -> Compile:
    """A function that compiles a generated file and returns what gcc said."""

    def compile_one(name: str) -> str:
        arch = made.parent.name
        folders = (made / "include", "kernel-src", "kernel-src/include", f"arch/{arch}", "arch/x86")
        includes = [f"-I{folder}" for folder in folders]
        words = ["gcc", *FLAGS, *MACHINE[arch], *includes, str(made / name)]
        return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stderr

    return compile_one


def spoil(path: Path, pattern: str, replacement: str) -> None:
    """Replace the one place in a file where the pattern stands."""
    text, count = re.subn(pattern, replacement, path.read_text(), flags=re.MULTILINE)
    assert count == 1, f"{pattern} stands {count} times in {path.name}"
    path.write_text(text)


def line_of(file: str, text: str) -> str:
    """Return the place in the tree where a line holds the text, as compilers print it."""
    lines = (ROOT / file).read_text().splitlines()
    return f"{file}:{next(i for i, line in enumerate(lines, 1) if text in line)}:"


def test_proofs_hold(compiled: Compile) -> None:
    assert compiled("offsets_check.gen.c") == ""
    assert compiled("layout_check.gen.c") == ""


def test_wrong_offset_of_a_field_is_caught(made: Path, compiled: Compile) -> None:
    spoil(made / "include/offsets.gen.h", r"^(#define CPU_PENDING +)\d+$", r"\g<1>4096")
    said = compiled("offsets_check.gen.c")
    assert line_of("kernel-src/lwkt/decl.py", "    pending: CpuPending") in said
    assert "CPU_PENDING is wrong in offsets.gen.h" in said


def test_wrong_size_is_caught(made: Path, compiled: Compile) -> None:
    spoil(made / "include/offsets.gen.h", r"^(#define TRAP_FRAME_SIZE +)\d+$", r"\g<1>8")
    said = compiled("offsets_check.gen.c")
    assert line_of(f"arch/{made.parent.name}/facts.py", "trap_frame = frame(") in said


def test_every_wrong_number_is_caught(made: Path, compiled: Compile) -> None:
    """Spoil all numbers at once: each of them is complained of."""
    path = made / "include/offsets.gen.h"
    names = re.findall(r"^#define (\w+) +\d+$", path.read_text(), re.MULTILINE)
    path.write_text(re.sub(r"^(#define \w+ +)\d+$", r"\g<1>4099", path.read_text(), flags=re.M))
    complained = set(
        re.findall(r"(\w+) is wrong in offsets.gen.h", compiled("offsets_check.gen.c"))
    )
    assert complained == set(names)


def test_moved_field_is_caught(made: Path, compiled: Compile) -> None:
    """A structure that is not what the model computed, were it by the compiler's doing."""
    spoil(made / "include/clock.gen.h", r"^\t\w+\t+tv_sec;", "\tuint64_t before;\n\\g<0>")
    said = compiled("layout_check.gen.c")
    assert line_of("kernel-src/clock/decl.py", "    tv_sec: isize") in said
    assert "timespec.tv_sec at 0" in said


def test_headers_stand_alone(made: Path, compiled: Compile) -> None:
    """Each header compiles as the first of a file, and twice."""
    for header in sorted((made / "include").glob("*.gen.h")):
        (made / "alone.c").write_text(f'#include "{header.name}"\n' * 2 + "extern int used;\n")
        assert compiled("alone.c") == "", header.name
