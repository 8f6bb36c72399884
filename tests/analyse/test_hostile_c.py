# SPDX-License-Identifier: BSD-3-Clause
"""Is C that cannot be read told where it stands, and never by a traceback?"""

from __future__ import annotations

from pathlib import Path

import pytest
from c_tree import added, said

FILE = "kernel-src/echo/added.c"

#: A text, the code that is told, and the line.
UNREADABLE = {
    "syntax": ("int a;\nint b = ;\n", 2),
    "comment without an end": ("int a;\n/* and so on\nint b;\n", 2),
    "brace without an end": ("int f(void)\n{\n\treturn (1);\n", 3),
    "header that is missing": ('\n#include "none/such.h"\n', 2),
    "conditional without an end": ("#if 1\nint a;\n", 1),
    "attribute without an end": ("int a;\nint b __attribute__((unused;\n", 2),
    "function in a function": ("int f(void)\n{\n\tint g(void) { return (1); }\n}\n", 3),
    "nested too deeply": ("int a = " + "(" * 20000 + "1" + ")" * 20000 + ";\n", 1),
    "string without an end": ('const char *a =\n    "and so on;\n', 2),
}

READABLE = {
    "nothing": "",
    "a long line": "int a[] = { " + "1, " * 20_000 + "};\n",
    "a comment of a megabyte": "/* " + "x" * 1_000_000 + " */\nint a;\n",
    "a string of a megabyte": 'const char *a = "' + "x" * 1_000_000 + '";\n',
    "words of compilers": "static inline int f(int x) __attribute__((unused));\n"
    "static inline int __attribute__((unused))\nf(int x)\n{\n"
    "\t__typeof__(x + (1)) y = x;\n\t__asm__ volatile(\"nop # )\" : \"+r\"(y) : : \"memory\");\n"
    "\treturn (__extension__({ int z = y; z + 1; }));\n}\n"
    "_Static_assert(sizeof(int) == 4, \"a \\\"word\\\"\");\n"
    "int g(void);\nint\ng(void)\n{\n\treturn (__builtin_expect(f(1) == 1, 1));\n}\n",
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_unreadable_c_is_located(what: str, tree: Path) -> None:
    text, line = UNREADABLE[what]
    with added(tree, FILE, text):
        found = [(d.code, d.at.file, d.at.line) for d in said(tree)]
    assert found == [("K0310", FILE, line)]


@pytest.mark.parametrize("what", READABLE)
def test_odd_c_is_read(what: str, tree: Path) -> None:
    with added(tree, FILE, READABLE[what]):
        assert said(tree) == []


@pytest.mark.parametrize("data", [b"int a;\0int b;\n", b"\0" * 64, b"\xff\xfe\n", b"int \xe9;\n"])
def test_bytes_that_are_no_text_do_no_harm(data: bytes, tree: Path) -> None:
    with added(tree, FILE, data):
        found = {(d.code, d.at.file, d.at.line) for d in said(tree)}
    assert found <= {("K0310", FILE, 1)}


def test_one_unreadable_file_hides_no_mistake_of_another(tree: Path) -> None:
    """But what needs all of the kernel's calls waits."""
    text = "void crit_enter(void);\nvoid f(void);\nvoid\nf(void)\n{\n\tcrit_enter();\n}\n"
    with added(tree, FILE, "int b = ;\n"), added(tree, "kernel-src/echo/more.c", text):
        found = [(d.code, d.at.file, d.at.line) for d in said(tree)]
    assert sorted(found) == [
        ("K0301", "kernel-src/echo/more.c", 6),
        ("K0310", FILE, 1),
    ]
