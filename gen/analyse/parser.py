# SPDX-License-Identifier: BSD-3-Clause
"""pycparser's parser, with all tokens before it: what it asks of every token is asked quickly."""

from __future__ import annotations

from typing import Any

from pycparser import c_parser

from gen.analyse.lexer import tokens

#: The kinds of tokens that a declaration decides between.
NAMES = ("ID", "TYPEID")


class Scope(dict[str, bool]):
    """The names that a parser knows, and those among them that it has learnt."""

    def __init__(self, names: dict[str, bool]) -> None:
        super().__init__(names)
        self.learnt: dict[str, bool] = {}

    def __setitem__(self, name: str, is_type: bool) -> None:
        super().__setitem__(name, is_type)
        self.learnt[name] = is_type


class Parser(c_parser.CParser):  # type: ignore[misc]  # it has no types
    """A parser of pieces."""

    def piece(self, text: str, names: dict[str, bool]) -> tuple[list[Any], dict[str, bool]]:
        """Return what a piece is where some names are declared, and the names that it declares.

        Raises pycparser's ParseError.
        """
        scope = Scope(names)
        self._scope_stack = [scope]
        self._typedef_checked_token = None
        found = tokens(text)
        if found is None:
            self.clex.input(text, "")
            self._tokens = c_parser._TokenStream(self.clex.token)
        else:
            self._tokens = c_parser._TokenStream(nothing)
            self._tokens._buffer = [*found, None]
        nodes: list[Any] = self._parse_translation_unit_or_empty().ext
        return nodes, scope.learnt

    def _peek(self, k: int = 1) -> Any:
        """Return a token that is to come, told apart by what its name means here."""
        stream = self._tokens
        try:
            found = stream._buffer[stream._index + k - 1]
        except IndexError:
            found = stream.peek(k)
        if found is not self._typedef_checked_token:
            if found is not None and found.type in NAMES:
                found.type = "TYPEID" if self._is_type_in_scope(found.value) else "ID"
            self._typedef_checked_token = found
        return found

    def _peek_type(self, k: int = 1) -> Any:
        """Return the kind of a token that is to come."""
        found = self._peek(k)
        return found.type if found is not None else None

    def _accept(self, token_type: str) -> Any:
        """Return the next token and go behind it, if it is of a kind."""
        found = self._peek()
        if found is not None and found.type == token_type:
            self._tokens._index += 1
            return found
        return None


def nothing() -> None:
    """Return the end of tokens that are all there already."""
