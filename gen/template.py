# SPDX-License-Identifier: BSD-3-Clause
"""Templates as Jinja has them: one environment, strict, with line statements so that templates
look like what they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2

from gen.shape import STATEMENT


class Loader(jinja2.FileSystemLoader):
    """Turns line statements into blocks: Jinja's own swallow the blank lines behind them."""

    def __init__(self, folder: Path, numbered: bool) -> None:
        super().__init__(folder)
        self._numbered = numbered

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text with its line statements as blocks, line by line."""
        source, path, fresh = super().get_source(environment, template)
        if self._numbered:
            texts = enumerate(source.splitlines(), 1)
            source = "".join(
                f"{text}\n" if STATEMENT.match(text) else f"{text}\x01{number}\x02\n"
                for number, text in texts
            )
        return STATEMENT.sub(r"{%\1 %}", source), path, fresh


class Environment(jinja2.Environment):
    """Looks a name up in a dictionary first: that is what the words of backends mostly are."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a part of a word."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class Templates:
    """The templates of a tree; `numbered`, each line ends with its number."""

    def __init__(self, root: Path, *, numbered: bool = False) -> None:
        self._root = root
        self._environment = Environment(
            loader=Loader(root / "templates", numbered),
            undefined=jinja2.StrictUndefined,
            variable_start_string="${",
            variable_end_string="}",
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,
        )

    def text(self, template: str, words: Mapping[str, Any], banner: str) -> str:
        """Fill a template with words; what goes wrong is told as the template's mistake."""
        try:
            return self._environment.get_template(template).render(words, banner=banner)
        except Exception as error:
            from gen.mapping.template import template_mistake

            raise template_mistake(error, template, words, self._root) from None
