# SPDX-License-Identifier: BSD-3-Clause
"""Is a handler found in whatever style its author writes C?"""

from __future__ import annotations

from pathlib import Path

import pytest

from gen.check.handlers import functions

STYLES = {
    "knf": "intptr_t\nsys_f(int32_t a,\n    int b)\n{\n\treturn (0);\n}\n",
    "one line": "intptr_t sys_f(int32_t a, int b) {\n\treturn 0;\n}\n",
    "brace below": "intptr_t sys_f(int32_t a, int b)\n{\n\treturn 0;\n}\n",
    "space": "intptr_t sys_f (int32_t a, int b)\n  {\n    return 0;\n  }\n",
    "comment within": "intptr_t\nsys_f(int32_t a, /* the (first) */\n    int b)\n{\n}\n",
    "function pointer": "void\nsys_f(void (*a)(int, char), int b)\n{\n}\n",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_definition_is_found(tmp_path: Path, style: str) -> None:
    (tmp_path / "f.c").write_text(STYLES[style])
    found = functions(tmp_path, (("f.c", hash(style)),))
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
    (tmp_path / "f.c").write_text(text)
    assert "sys_f" not in functions(tmp_path, (("f.c", hash(text)),))
    assert "at" not in functions(tmp_path, (("f.c", hash(text)),))
