# SPDX-License-Identifier: BSD-3-Clause
"""Freestanding programs for this machine, of both word sizes: compiled, linked, run."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: What makes gcc build for an architecture, with no library of the host's.
TARGET = {"i386": ["-m32", "-march=i686"], "x86_64": ["-m64"]}

FLAGS = ["-std=gnu11", "-O1", "-ffreestanding", "-fno-pic", "-fno-stack-protector", "-nostdinc"]

#: The three calls of the host's kernel that such a program needs; its own name space is clean.
#: A program without a library.
START = Path(__file__).with_name("host.h").read_text()

SPENT = {"i386": '"memory"', "x86_64": '"rcx", "r11"'}


@cache
def headers() -> str:
    """Return the folder of gcc's own headers."""
    words = ["gcc", "-print-file-name=include"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def command(arch: str, *includes: str) -> list[str]:
    """Return how gcc is called for an architecture."""
    folders = [f"-I{folder}" for folder in includes]
    return ["gcc", *FLAGS, *TARGET[arch], f"-DHOST_SPENT={SPENT[arch]}", "-isystem", headers(),
            *folders]


def program(arch: str, place: Path, text: str, *includes: str, sources: tuple[Path, ...] = ()
            ) -> Path:
    """Compile and link a program whose text has `host_main`; return where it is."""
    source = place / f"{arch}.c"
    source.write_text(START + text)
    made = place / f"{arch}.elf"
    words = [*command(arch, *includes), "-static", "-nostdlib", "-Wall", "-Wextra", "-o",
             str(made), str(source), *map(str, sources), *library(arch)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return made


def library(arch: str) -> list[str]:
    """Return what 64-bit division needs on i386, where the host's gcc may have no library."""
    return ["user/lib/i386/divide64.c"] if arch == "i386" else []


def run(made: Path, given: bytes = b"") -> bytes:
    """Run a program; return what it wrote."""
    done = subprocess.run([str(made)], input=given, capture_output=True, check=True, timeout=60)
    return done.stdout
