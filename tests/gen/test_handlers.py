# SPDX-License-Identifier: BSD-3-Clause
"""Is a handler found in whatever style its author writes C?"""

from __future__ import annotations

from pathlib import Path

import pytest

from gen.c_function import functions
from gen.known import Known
from gen.load import listed

STYLES = {
    "knf": "intptr_t\nsys_f(int32_t a,\n    int b)\n{\n\treturn (0);\n}\n",
    "one line": "intptr_t sys_f(int32_t a, int b) {\n\treturn 0;\n}\n",
    "brace below": "intptr_t sys_f(int32_t a, int b)\n{\n\treturn 0;\n}\n",
    "space": "intptr_t sys_f (int32_t a, int b)\n  {\n    return 0;\n  }\n",
    "comment within": "intptr_t\nsys_f(int32_t a, /* the (first) */\n    int b)\n{\n}\n",
    "function pointer": "void\nsys_f(void (*a)(int, char), int b)\n{\n}\n",
}


def write(root: Path, text: str) -> None:
    (root / "kernel-src").mkdir(exist_ok=True)
    (root / "kernel-src/f.c").write_text(text)


@pytest.mark.parametrize("style", STYLES)
def test_a_definition_is_found(tmp_path: Path, style: str) -> None:
    write(tmp_path, STYLES[style])
    found = functions(tmp_path, listed(tmp_path), None)
    loc, _ = found["sys_f"]
    lines = STYLES[style].splitlines()
    assert lines[loc.line - 1][loc.col - 1 : loc.end - 1] == "sys_f"


@pytest.mark.parametrize(
    "text",
    [
        "intptr_t sys_f(int a);\n",
        "/* sys_f(int a) { } */\n",
        "// sys_f(int a) {\n",
        "void g(void)\n{\n\tif (sys_f(1))\n\t\t{ }\n\th(sys_f(2));\n}\n",
        "int x = at((struct f){ 1 });\n",
    ],
)
def test_what_is_no_definition_is_not(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    assert not {"sys_f", "at"} & functions(tmp_path, listed(tmp_path), None).keys()


def test_what_is_kept_of_a_file_lasts_as_long_as_the_file(tmp_path: Path) -> None:
    write(tmp_path, STYLES["knf"])
    known = Known(tmp_path)
    first = functions(tmp_path, listed(tmp_path), known)
    known.keep()
    assert functions(tmp_path, listed(tmp_path), known) == first
    write(tmp_path, STYLES["knf"].replace("sys_f", "sys_other"))
    assert list(functions(tmp_path, listed(tmp_path), known)) == ["sys_other"]
