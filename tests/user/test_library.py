# SPDX-License-Identifier: BSD-3-Clause
"""The programs' library, on the host: what needs no kernel is compared with Python."""

from __future__ import annotations

import ctypes
import random
import subprocess
from pathlib import Path

import pytest

from gen.generate import generate

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (
    "user/lib/printf.c",
    "user/lib/string.c",
    "user/lib/i386/divide64.c",
    "user/init/nearest.c",
)
#: What the sources want of the kernel and of init.
STANDINS = """
#include <calls.gen.h>
#include "init.h"
ssize_t write(int fd, const void *buf, size_t n) { (void)fd; (void)buf; return ((ssize_t)n); }
const struct command command_table[] = {
	{ "help", "", "", 0 }, { "ps", "", "", 0 }, { "calls", "", "", 0 }, { "halt", "", "", 0 },
};
const size_t command_count = 4;
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """Compile the library for the host."""
    place = tmp_path_factory.mktemp("library")
    assert not generate(ROOT, "x86_64", "DEBUG", place).diags
    (place / "standins.c").write_text(STANDINS)
    words = ["gcc", "-shared", "-fPIC", "-O2", "-ffreestanding", "-nostdlib", "-Wl,-Bsymbolic"]
    words += [f"-I{place}/gen/user/include", f"-I{ROOT}/user/include", f"-I{ROOT}/user/init"]
    words += ["-o", f"{place}/library.so", f"{place}/standins.c"]
    subprocess.run([*words, *(str(ROOT / source) for source in SOURCES)], check=True)
    return ctypes.CDLL(f"{place}/library.so")


def formatted(library: ctypes.CDLL, template: str, *values: object) -> str:
    """Return what snprintf makes; its result must be the text's length."""
    room = ctypes.create_string_buffer(256)
    length = library.snprintf(room, ctypes.c_size_t(256), template.encode(), *values)
    assert length == len(room.value)
    return room.value.decode()


@pytest.mark.parametrize(
    "template",
    ["%d", "%5d", "%-5d|", "%05d", "%+d", "%.3d", "%8.3d", "%-08d|", "%i"],
)
def test_signed_numbers_are_formatted_as_python_does(library: ctypes.CDLL, template: str) -> None:
    for value in (0, 1, -1, 42, -12345, 2**31 - 1, -(2**31)):
        assert formatted(library, template, ctypes.c_int(value)) == template % value


@pytest.mark.parametrize("template", ["%x", "%#x", "%#010x", "%08x", "%o", "%u"])
def test_unsigned_numbers_are_formatted_as_python_does(library: ctypes.CDLL, template: str) -> None:
    for value in (0, 1, 42, 2**31, 2**32 - 1):
        assert formatted(library, template, ctypes.c_uint(value)) == template % value


def test_wide_numbers_are_formatted(library: ctypes.CDLL) -> None:
    for value in (0, 2**32, 10**19, 2**64 - 1):
        assert formatted(library, "%llu", ctypes.c_uint64(value)) == str(value)
    assert formatted(library, "%lld", ctypes.c_int64(-(2**63))) == str(-(2**63))


def test_strings_are_padded_and_cut(library: ctypes.CDLL) -> None:
    text = ctypes.c_char_p(b"kernel")
    assert formatted(library, "%s|%8s|%-8s|%.3s", text, text, text, text) == (
        "kernel|  kernel|kernel  |ker"
    )
    assert formatted(library, "%c%%", ctypes.c_int(65)) == "A%"


def test_what_does_not_fit_is_counted_not_written(library: ctypes.CDLL) -> None:
    room = ctypes.create_string_buffer(b"________", 8)
    assert library.snprintf(room, ctypes.c_size_t(4), b"abcdef") == 6
    assert room.raw == b"abc\0____"


def test_division_agrees_with_python(library: ctypes.CDLL) -> None:
    chance = random.Random(2026)
    wide = ctypes.c_uint64
    for name in ("__udivdi3", "__umoddi3"):
        getattr(library, name).restype = wide
    for _ in range(20000):
        dividend = chance.getrandbits(chance.randint(1, 64))
        divisor = chance.getrandbits(chance.randint(1, 64)) or 1
        assert library.__udivdi3(wide(dividend), wide(divisor)) == dividend // divisor
        assert library.__umoddi3(wide(dividend), wide(divisor)) == dividend % divisor


def test_overlapping_memory_is_moved_whole(library: ctypes.CDLL) -> None:
    for to, source in ((2, 0), (0, 2), (3, 3)):
        room = ctypes.create_string_buffer(b"abcdefghij")
        expected = bytearray(b"abcdefghij")
        expected[to : to + 5] = b"abcdefghij"[source : source + 5]
        at = ctypes.addressof(room)
        library.memmove(ctypes.c_void_p(at + to), ctypes.c_void_p(at + source), 5)
        assert room.value == bytes(expected)


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("hepl", b"help"),
        ("hel", b"help"),
        ("call", b"calls"),
        ("hlat", b"halt"),
        ("xyzzy", None),
        ("p", b"ps"),
        ("a" * 40, None),
    ],
)
def test_a_misspelt_command_has_its_nearest(
    library: ctypes.CDLL, wrong: str, meant: bytes | None
) -> None:
    library.nearest.restype = ctypes.c_char_p
    assert library.nearest(wrong.encode()) == meant
