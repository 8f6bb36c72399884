# SPDX-License-Identifier: BSD-3-Clause
"""Whatever is declared: a located error in the declarer's words, or a kernel; never a traceback."""

from __future__ import annotations

import ast
import io
import random
import shutil
import tokenize
from pathlib import Path

import pytest
from forms import FORMS, HEAD, VALUES
from little_tree import write

from gen import backends, diag_render
from gen.generate import examine
from gen.render import Renderer

ROOT = Path(__file__).resolve().parents[2]

#: Python's own way to name things, which no declarer should read.
FOREIGN = ("Traceback", "<class", "object at 0x", "<function", "NoneType", "dsl.data",
           "dsl.call", "dsl.device", "dsl.order", "dsl.port", "dsl.start")


HANDLER = """intptr_t
sys_f(uint32_t x)
{
	return (x);
}

int
p_on_on(struct p_on_msg *m)
{
	return (0);
}

void
p_on_on_abort(struct p_on_msg *m)
{
}
"""


def judge(root: Path, text: str, subsystem: str = "bad") -> str:
    """Examine a tree in which a subsystem's declaration is this text; return what is said."""
    place = root / "kernel-src" / subsystem / "decl.py"
    place.write_text(text, encoding="utf-8", errors="surrogateescape")
    result = examine(root)
    if result.system is not None and not result.diags:
        renderer = Renderer(ROOT)
        for kernel in result.system.kernels.values():
            for artefact in backends.artefacts(kernel):
                renderer.text(artefact)
    for diag in result.diags:
        assert (root / diag.at.file).is_file(), diag
        assert diag.at.line >= 1 and diag.at.col >= 1 and diag.at.end > diag.at.col, diag
    return diag_render.render(result.diags, result.sources(), color=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    text = (ROOT / "kernel-src" / "syscall" / "decl.py").read_text()
    (errno,) = [n for n in ast.parse(text).body if getattr(n, "name", "") == "Errno"]
    errno_text = "from dsl import Enum, i32\n\n" + (ast.get_source_segment(text, errno) or "")
    needed = {name: (ROOT / "kernel-src" / name / "decl.py").read_text()
              for name in ("lwktmsg", "msgport")}
    root = write(tmp_path, syscall=errno_text, **needed, bad="")
    for place in (ROOT / "kernel-src" / "msgport").glob("*.c"):
        shutil.copy(place, root / "kernel-src" / "msgport")
    (root / "kernel-src" / "bad" / "bad.c").write_text(HANDLER)
    (root / "user" / "hello").mkdir(parents=True)
    return root


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("fuzz") / "tree"
    for name in ("kernel-src", "arch", "user"):
        shutil.copytree(ROOT / name, root / name)
    return root


def tried(tree: Path, form: str, values: tuple[str, ...]) -> None:
    for value in values:
        said = judge(tree, HEAD + FORMS[form].replace("@@", value))
        assert not [word for word in FOREIGN if word in said], f"{value}\n{said}"


@pytest.mark.parametrize("form", FORMS)
def test_an_argument_of_another_kind_is_told(tree: Path, form: str) -> None:
    """Three values for each form; which ones, its name decides."""
    chosen = random.Random(form).sample(VALUES, 3)
    tried(tree, form, tuple(chosen))


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_every_argument_of_another_kind_is_told(tree: Path, form: str) -> None:
    tried(tree, form, VALUES)


def mutated(text: str, chance: random.Random) -> str:
    """Return a declaration with a few tokens left out, doubled, exchanged or replaced."""
    tokens = [t for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.string.strip()]
    lines = text.splitlines(keepends=True)
    for _ in range(chance.randint(1, 3)):
        token, other = chance.choice(tokens), chance.choice(tokens)
        number = token.start[0] - 1
        if token.start[0] != token.end[0] or number >= len(lines):
            continue
        line = lines[number]
        new = chance.choice(
            ["", token.string * 2, other.string, chance.choice(VALUES), "\t", "(", '"', "\x00", "é"]
        )
        lines[number] = line[: token.start[1]] + new + line[token.end[1] :]
    return "".join(lines)


def declarations() -> list[Path]:
    return sorted((ROOT / "kernel-src").rglob("decl.py"))


def mutate(whole: Path, place: Path, turns: int) -> None:
    subsystem = place.parent.relative_to(ROOT / "kernel-src").as_posix()
    chance = random.Random(subsystem)
    text = place.read_text(encoding="utf-8")
    try:
        for _ in range(turns):
            broken = mutated(text, chance)
            said = judge(whole, broken, subsystem)
            assert not [word for word in FOREIGN if word in said], f"{broken}\n{said}"
    finally:
        (whole / "kernel-src" / subsystem / "decl.py").write_text(text)


@pytest.mark.parametrize("place", declarations(), ids=lambda p: p.parent.name)
def test_a_damaged_declaration_is_told(whole: Path, place: Path) -> None:
    mutate(whole, place, 3)


@pytest.mark.slow
@pytest.mark.parametrize("place", declarations(), ids=lambda p: p.parent.name)
def test_a_declaration_damaged_in_many_ways_is_told(whole: Path, place: Path) -> None:
    mutate(whole, place, 150)
