# SPDX-License-Identifier: BSD-3-Clause
"""Is every generated line answered for?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gen import backends, why
from gen.cli import main
from gen.generate import examine, generate
from gen.render import Renderer

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("why") / "x86_64-DEBUG"
    assert generate(ROOT, "x86_64", "DEBUG", place).diags == []
    return place


@pytest.mark.parametrize("arch", ["i386", "x86_64"])
def test_every_line_has_its_line_of_the_template(arch: str) -> None:
    system = examine(ROOT, "DEBUG").system
    assert system is not None
    plain, numbered = Renderer(ROOT), Renderer(ROOT, numbered=True)
    for artefact in backends.artefacts(system.kernels[arch]):
        made = plain.text(artefact).splitlines()
        shape = (ROOT / "templates" / artefact.template).read_text().splitlines()
        origins = numbered.origins(artefact)
        assert len(origins) == len(made), artefact.path
        for line, number in zip(made, origins, strict=True):
            literal = shape[number - 1]
            if "${" not in literal:
                assert line == literal, f"{artefact.path}: template line {number}"


def test_the_declaration_stands_beside(out: Path) -> None:
    text = (out / "gen" / "syscall_wrapper.gen.c").read_text().splitlines()
    number = text.index("call_clock_gettime(word_t w0, word_t w1)") + 1
    answer = why.why(ROOT, f"{out}/gen/syscall_wrapper.gen.c:{number}")
    assert answer.declared is not None
    said = "\n".join(why.lines(answer))
    assert "def clock_gettime(" in said
    assert "${c.head}" in said
    assert "gen/backends/syscall_wrapper.py" in said


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("nothing", "say FILE:LINE"),
        ("kernel-src/clock/clock.c:3", "is no generated file"),
        ("out/x86_64-DEBUG/gen/nothing.gen.c:1", "no backend makes nothing.gen.c"),
        ("out/arm-DEBUG/gen/idt.gen.c:1", "there is no kernel arm-DEBUG"),
        ("{out}/gen/idt.gen.c:0", "lines"),
        ("{out}/gen/idt.gen.c:99999", "lines"),
    ],
)
def test_what_has_no_answer_is_told(
    place: str, reason: str, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(ROOT), "why", place.format(out=out)]) == 1
    assert re.search(reason, capsys.readouterr().err)


def test_an_old_file_is_told(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = out / "gen" / "idt.gen.c"
    text = place.read_text()
    place.write_text(text + "/* edited */\n")
    try:
        assert main(["--root", str(ROOT), "why", f"{place}:3"]) == 1
    finally:
        place.write_text(text)
    assert "build that kernel again" in capsys.readouterr().err
