# SPDX-License-Identifier: BSD-3-Clause
"""Is C that is read in one go, and in pieces, what it is when it is read file by file?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from c_tree import ROOT, changed, said
from pycparser import c_lexer

from gen.analyse import ahead, lexer, stretch
from gen.analyse.ahead import Ahead, parted
from gen.analyse.extract import extract
from gen.analyse.parse import Text, Unreadable, parse, preprocess
from gen.analyse.piece import Pieces
from gen.analyse.program import Reader
from gen.analyse.source import Source
from gen.analyse.token import Plain

FOLDERS = ("gen/analyse/header",)

#: What is hard to tell apart.
HARD = (
    "x+++y", "a->b.c...d", "a<<=b>>c<=d", "f(.5, 1., 1.5e3f, 0x1p3)", "0x1Ful 0 017 19u 1LLU",
    "08", "0b11", "1'000", "L'a' u8\"x\" U\"y\" u'z'", r"'\n' '\'' '\\' '\0' '\x41' 'ab' '\u1234'",
    r'"\"" "\\" "a\tb" "%s\n" ""', "'", '"open', "[[noreturn]] int f(void);", "a[b[0]]",
    "x /* no */ y", "x // y", "#pragma once\nint x;", '# 7 "a.h" 1 3\nint x;', "a\f\v\tb\n\n  c",
    '\n # 7 "a.h"\nint x;', "int $x, _y;", "@", "\\", "a ? b : c; ::", "%= ^= |= &= ~!",
)


def theirs(text: str) -> list[Any] | None:
    """Return the tokens of a text as pycparser's own lexer has them; None for an error."""
    wrong: list[object] = []
    one = c_lexer.CLexer(lambda *said: wrong.append(said))
    one.input(text, "")
    found = list(iter(one.token, None))
    return None if wrong else found


@pytest.mark.parametrize("text", HARD)
def test_tokens_are_those_of_pycparser_or_left_to_it(text: str) -> None:
    found = lexer.tokens(text)
    assert found is None or found == theirs(text)


def test_most_of_the_hard_ones_are_ours() -> None:
    assert sum(lexer.tokens(text) is not None for text in HARD) >= len(HARD) // 3


def test_tokens_of_the_kernel_are_all_ours_and_those_of_pycparser() -> None:
    for path in sorted((ROOT / "kernel-src/lwkt").glob("*.c")):
        code = "\n".join(line for line in path.read_text().splitlines() if line[:1] != "#")
        code = Plain(code.replace("/*", '"').replace("*/", '"').replace("\n *", '"\n"')).text
        for line in code.split("\n"):
            found, wanted = lexer.tokens(line), theirs(line)
            assert found == wanted or (found is None and '"' in line), line


def test_files_are_parted_wherever_what_is_read_ends() -> None:
    texts = {name: f'# 0 "{name}"\n# 0 "<built-in>"\nint {name[0]};\n' for name in ("a.c", "b.c")}
    whole = "".join(texts.values()).encode()
    for size in range(1, len(whole)):
        blocks = (whole[at : at + size] for at in range(0, len(whole), size))
        assert {name: text.decode() for name, text in parted(blocks)} == texts


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of files, of which some cannot be read."""
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.c").write_text(f'#include "h.h"\nint {name};\n')
    (tmp_path / "h.h").write_text("/* A header. */\nint h;\n")
    (tmp_path / "warn.c").write_text("#warning so\nint w;\n")
    (tmp_path / "wrong.c").write_text('int before;\n#include "none.h"\n')
    return tmp_path


def test_each_file_is_what_it_is_by_itself(files: Path) -> None:
    made = Ahead(files, "x86_64", FOLDERS)
    names = ("one.c", "warn.c", "two.c", "wrong.c", "gone.c", "three.c")
    made.begin(names)
    for name in names:
        if name in ("wrong.c", "gone.c"):
            with pytest.raises(Unreadable) as ours:
                made.text(name)
            with pytest.raises(Unreadable) as alone:
                preprocess(files, "x86_64", name, FOLDERS)
            assert (ours.value.at, ours.value.what) == (alone.value.at, alone.value.what)
        else:
            assert made.text(name) == preprocess(files, "x86_64", name, FOLDERS)


@pytest.mark.parametrize("most", [1, 2, 500])
def test_files_without_complaints_come_of_few_runs(
    files: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    alone: list[str] = []
    monkeypatch.setattr(ahead, "MOST", most)
    monkeypatch.setattr(ahead, "preprocess", lambda root, arch, name, _: alone.append(name))
    monkeypatch.setattr(Ahead, "_alone", lambda _, name: alone.append(name))
    made = Ahead(files, "x86_64", FOLDERS)
    names = ("one.c", "two.c", "three.c")
    made.begin(names)
    assert [made.text(name).files for name in names] == [(name, "h.h") for name in names]
    assert alone == []


OURS = '# 1 "a.c"\nint\nf(void)\n{\n\treturn (0);\n}\n'
HEADER = '# 9 "h.h"\nint h;\nstatic int\ng(void)\n{\n\treturn (h);\n}\n'


def test_a_stretch_may_end_in_the_middle_of_a_piece() -> None:
    split = '# 1 "a.c"\nint x[] = {\n# 5 "a.c"\n1,\n# 9 "a.c"\n2 };\nint y;\n'
    part = Pieces().part(HEADER + split, "a.c")
    assert set(part.types.names) == {"h", "g", "x", "y"}
    assert part.types.names["y"].type is not None


def test_a_function_of_a_header_has_a_body_only_where_headers_are_read() -> None:
    known = Pieces()
    assert [f.decl.name for f in known.part(HEADER + OURS, "a.c").functions] == ["f"]
    assert [f.decl.name for f in known.part(HEADER + OURS, None).functions] == ["g", "f"]
    assert [f.decl.name for f in known.part(OURS + HEADER, "h.h").functions] == ["g"]


def test_what_a_file_means_hangs_on_no_line_of_others() -> None:
    first = stretch.meaning(HEADER + OURS, "a.c")
    assert stretch.meaning(HEADER.replace("9", "12") + OURS, "a.c") == first
    assert stretch.meaning(HEADER.replace("int h;\n", "int h;\n\n\n") + OURS, "a.c") == first
    assert stretch.meaning(HEADER + OURS.replace("1", "2"), "a.c") != first
    assert stretch.meaning(HEADER.replace("int h", "long h") + OURS, "a.c") != first


@pytest.fixture
def parsed(tree: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files whose facts are found anew from here on."""
    assert said(tree) == []
    names: list[str] = []
    facts = Reader._facts

    def noted(self: Reader, text: Any, source: str, of: Any) -> Any:
        names.append(source)
        return facts(self, text, source, of)

    monkeypatch.setattr(Reader, "_facts", noted)
    yield names


def test_a_comment_in_a_header_has_nobody_but_the_headers_parsed(
    tree: Path, parsed: list[str]
) -> None:
    with changed(tree, "kernel-src/echo/echo.h", ("ECHO_TEXT = 64", "ECHO_TEXT = 64\t/* so */")):
        assert said(tree) == []
    assert {name.rpartition("/")[2] for name in parsed} == {"headers.c"}


@pytest.mark.parametrize("kind", ["user_ptr_t", "struct other"])
def test_the_same_function_of_other_types_has_other_facts(
    tree: Path, kind: str, tmp_path: Path
) -> None:
    """The function's tree is the same in both files; what it names is not."""
    body = '# 1 "a.c"\nchar *\nf(void)\n{\n\treturn ((char *)window.va);\n}\n'
    head = '# 1 "h.h"\ntypedef struct { int va; } user_ptr_t;\nstruct other { int va; };\n'
    (tmp_path / "a.c").write_text(body.partition("\n")[2])
    for declared, wrong in ((kind, kind == "user_ptr_t"), ("struct other", False)):
        text = Text(f"{head}extern {declared} window;\n{body}", ())
        facts = extract(parse(text, "a.c", whole=False), ("a.c",), Source(tmp_path))
        assert [d.code for d in facts.found] == ["K0300"] * wrong
