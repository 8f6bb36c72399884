# SPDX-License-Identifier: BSD-3-Clause
"""Do the templates hold shapes alone: loops and names, no arithmetic, and few of them?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gen import backends
from gen.generate import examine
from gen.shape import STATEMENT

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))

#: A dotted name, at most one filter behind it.
EXPRESSION = re.compile(r"\$\{([^}]*)\}")
NAME = re.compile(r"[a-z_]+(\.[a-z_]+)*( *\| *[a-z_]+)?")
STATEMENTS = re.compile(
    r"for [a-z_]+ in [a-z_.]+|if (not )?[a-z_.]+( or [a-z_.]+)?|elif [a-z_.]+|else|end\w+"
)


def name(path: Path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


def statements(path: Path) -> list[str]:
    """Return a template's line statements, in order."""
    return [m.group(1).strip() for m in STATEMENT.finditer(path.read_text())]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_expression_is_a_name(path: Path) -> None:
    """A backend prepares every word: a template has nothing to compute or to call."""
    for expression in EXPRESSION.findall(path.read_text()):
        assert NAME.fullmatch(expression), f"${{{expression}}} is more than a name"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_statement_is_a_loop_or_a_plain_question(path: Path) -> None:
    for statement in statements(path):
        assert STATEMENTS.fullmatch(statement), f"`{statement}' decides too much"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_size_and_depth_are_within_the_budget(path: Path) -> None:
    """At most 150 lines, and two loops deep, with one question around or inside them."""
    assert len(path.read_text().splitlines()) <= 150
    opened: list[str] = []
    for statement in statements(path):
        if statement.startswith(("for ", "if ")):
            opened.append(statement)
        elif statement.startswith("end"):
            opened.pop()
        loops = sum(word.startswith("for ") for word in opened)
        assert loops <= 2 and len(opened) <= 3, f"{opened}: the backend has not finished"
    assert not opened


def test_every_template_is_used_by_one_backend() -> None:
    """Template and backend share a stem; a template for one target ends with its name."""
    result = examine(ROOT)
    assert result.system is not None, result.diags
    used: dict[str, set[str]] = {}
    for kernel in result.system.kernels.values():
        for module in backends.modules():
            if hasattr(module, "artefacts"):
                for artefact in module.artefacts(kernel):
                    used.setdefault(artefact.template, set()).add(module.__name__)
    for template, modules in used.items():
        assert len(modules) == 1, f"{template} is made by {sorted(modules)}"
    made = {name(path) for path in TEMPLATES if path.parent.name != "promela"}  # tests/prove
    assert set(used) | {"text/build.json.j2"} == made
