# SPDX-License-Identifier: BSD-3-Clause
"""Jinja's errors: which line of which template, and what its backend gives it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import jinja2

from gen.diag import Diag
from gen.mapping.complaint import Said
from gen.mapping.place import Tree
from gen.mapping.sentence import OUR_FAULT
from gen.near import did_you_mean
from gen.place import Loc


class TemplateMistake(Exception):
    """A template cannot be rendered; `diag` says why, `tree` has the sources."""

    def __init__(self, diag: Diag, tree: Tree) -> None:
        super().__init__(diag.what)
        self.diag, self.tree = diag, tree


def template_mistake(
    error: Exception, template: str, words: Mapping[str, object], root: Path
) -> TemplateMistake:
    """Return the mistake that an exception from a template is; `words` are the backend's."""
    tree = Tree(root, root / "out")
    file = f"templates/{template}"
    at = tree.loc(Said(file, line_of(error, template)))
    if isinstance(error, jinja2.TemplateNotFound):
        what = f"there is no template `{error.name}`"
        near = did_you_mean(f"{error.name}", names(root))
        return TemplateMistake(Diag("K0212", at, what, "", (), (OUR_FAULT,), near), tree)
    if isinstance(error, jinja2.TemplateSyntaxError):
        what = "this template cannot be read"
        return TemplateMistake(Diag("K0210", at, what, str(error.message), (), (OUR_FAULT,)), tree)
    return TemplateMistake(asked(error, at, words, tree), tree)


def asked(error: Exception, at: Loc, words: Mapping[str, object], tree: Tree) -> Diag:
    """Return what is wrong between a template that can be read and its words."""
    text = str(error)
    match = re.search(r"'(\w+)' is undefined|has no attribute '(\w+)'", text)
    if match is None:
        what = "this template stops here"
        return Diag("K0215", at, what, f"{type(error).__name__}: {text}", (), (OUR_FAULT,))
    name = match[1] or match[2]
    what = f"this template asks for `{name}`, which its backend does not give"
    at = tree.loc(Said(at.file, at.line), name)
    return Diag("K0211", at, what, "", (), (OUR_FAULT,), did_you_mean(name, known(words)))


def line_of(error: Exception, template: str) -> int:
    """Return the line of a template where an exception was raised."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.lineno
    line, step = 1, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename.endswith(template):
            line = step.tb_lineno
        step = step.tb_next
    return line


def known(words: object) -> set[str]:
    """Return every name that a backend gives, at any depth."""
    if isinstance(words, Mapping):
        inside = set().union(*(known(value) for value in words.values()))
        return {str(key) for key in words} | inside
    if isinstance(words, (list, tuple)):
        return set().union(*(known(value) for value in words))
    return set()


def names(root: Path) -> list[str]:
    """Return the templates that there are."""
    folder = root / "templates"
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*.j2")]
