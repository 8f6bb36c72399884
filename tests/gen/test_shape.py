# SPDX-License-Identifier: BSD-3-Clause
"""Is what a shape makes what Jinja makes?"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gen import backends
from gen.artefact import Artefact
from gen.generate import examine
from gen.mapping.template import TemplateMistake
from gen.render import Renderer, banner
from gen.shape import NoShape, shape
from gen.template import Templates

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))

WORDS: dict[str, Any] = {
    "name": "a%s{b}", "number": 0, "nothing": None, "empty": (), "yes": True,
    "rows": [{"name": "x", "parts": [1, 2], "items": "own"},
             {"name": "y", "parts": [], "items": 7}],
    "node": SimpleNamespace(name="n", rows=[SimpleNamespace(name=1), {"name": 2}]),
}

#: What shapes have, with all that may be mistaken in it.
SHAPES = {
    "names": "${name} ${ number } ${nothing} 100% {{ } $ {x} % }}\n",
    "no line at the end": "a\n//% for r in rows\n${r.name}\n//% endfor",
    "blank lines": "\n\n//% for r in rows\n\n\n  ${r.name}\n\n//% endfor\n\n\nlast\n",
    "margins": "  //% for r in rows\n\t#% if r.parts\n\t${r.items}\n\t#% endif\n  //% endfor\n",
    "a name inside and outside": (
        "${name}\n//% for name in rows\n${name.name}\n//% endfor\n${name}\n"),
    "loops in loops": (
        "//% for r in rows\n//% for p in r.parts\n${r.name}${p}\n//% endfor\n//% endfor\n"),
    "questions": (
        "//% for r in rows\n//% if not r.parts\n-\n//% elif number\n0\n//% elif not empty\n+\n"
        "//% else\n?\n//% endif\n//% endfor\n"),
    "a question at the end": "//% if yes\nx\n//% else\ny\n//% endif",
    "objects": "//% for r in node.rows\n${r.name} ${node.name}\n//% endfor\n",
    "not at the margin": "a //% for\n",
}

#: What is Jinja's alone.
OTHERS = ("${name | upper}", "${rows[0].name}", "{% if yes %}x{% endif %}", "a{# b #}c",
          "//% for r in rows\n${loop.index}\n//% endfor\n", "//% set x = 1\n${x}\n", "${true}",
          "//% for r in rows\n//% else\n//% endfor\n", "//% if number or yes\nx\n//% endif\n")

#: What is no template.
BROKEN = ("//% for r in rows\n", "//% endif\n", "//%\nx\n", "${name", "${missing}",
          "//% for r in missing\n//% endfor\n", "${node.missing}", "//% if yes\n//% endfor\n")


def rendered(tmp_path: Path, text: str) -> tuple[Renderer, Artefact, str]:
    """Return what renders a text, and what Jinja makes of it."""
    place = tmp_path / "templates" / "c" / "x.j2"
    place.parent.mkdir(parents=True)
    place.write_text(text)
    artefact = Artefact("x", "c/x.j2", WORDS, "the test")
    return Renderer(tmp_path), artefact, Templates(tmp_path).text("c/x.j2", WORDS, "")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_is_a_shape(path: Path) -> None:
    shape(path.read_text())


@pytest.mark.parametrize("arch", ["i386", "x86_64"])
def test_shapes_of_the_kernel_make_what_jinja_makes(arch: str) -> None:
    system = examine(ROOT, "DEBUG").system
    assert system is not None
    renderer, jinja = Renderer(ROOT), Templates(ROOT)
    for artefact in backends.artefacts(system.kernels[arch]):
        words, head = artefact.placed(), banner(artefact, artefact.template.split("/")[0])
        made = renderer.shape(artefact.template)({**words, "banner": head})
        assert made == jinja.text(artefact.template, words, head), artefact.path


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES.keys())
def test_shape_makes_what_jinja_makes(text: str, tmp_path: Path) -> None:
    assert shape(text)(WORDS) == rendered(tmp_path, text)[2]


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_shape_is_left_to_jinja(text: str, tmp_path: Path) -> None:
    with pytest.raises(NoShape):
        shape(text)
    renderer, artefact, made = rendered(tmp_path, text)
    assert renderer.text(artefact) == made


@pytest.mark.parametrize("text", BROKEN)
def test_what_jinja_refuses_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateMistake):
        rendered(tmp_path, text)
    with pytest.raises(TemplateMistake):
        Renderer(tmp_path).text(Artefact("x", "c/x.j2", WORDS, "the test"))
