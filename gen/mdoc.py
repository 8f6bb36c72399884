# SPDX-License-Identifier: BSD-3-Clause
"""mdoc: docstrings as the source of manual pages (mdoc(7)).

Each sentence begins a line; *parameters*, constants, errors and calls get their macros.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from dsl.record import dataclass, field

#: A word with what may stand around it.
TOKEN = re.compile(r"^([(\[]*)(.*?)([.,:;)\]!?]*)$")

PARAMETER = re.compile(r"\*\w+\*")

#: What makes a call's name unlike any English word.
NO_ENGLISH = re.compile(r"[\d_]")

COLUMNS = 72


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a page may be: the page's own call, values, errors, other calls."""

    own: str
    values: Set[str]
    errors: Set[str]
    calls: Set[str]
    told: dict[str, list[str]] = field(default_factory=dict)
    """Lines of sentences that other pages have, too."""

    def macro(self, word: str) -> str:
        """Return the macro of a word, with the word; empty for an ordinary one.

        A call is written `read()`; one whose name is no English word needs no parentheses.
        """
        if word.startswith("*") and PARAMETER.fullmatch(word):
            return f".Fa {word[1:-1]}"
        name = word.removesuffix("()")
        if name in self.calls and (name != word or NO_ENGLISH.search(name)):
            return f".Fn {name}" if name == self.own else f".Xr {name} 2"
        if word == "errno":
            return ".Va errno"
        for names, macro in ((self.errors, "Er"), (self.values, "Dv")):
            if word in names:
                return f".{macro} {word}"
        return ""


def text(doc: str, words: Words) -> Iterator[str]:
    """Yield a docstring's text as lines of mdoc; paragraphs are separated by .Pp."""
    for index, paragraph in enumerate(doc.split("\n\n")):
        if index:
            yield ".Pp"
        for sentence in re.split(r"(?<=[.!?])\s+", " ".join(paragraph.split())):
            if words.own in sentence:
                yield from lines(sentence, words)
                continue
            if sentence not in words.told:
                words.told[sentence] = list(lines(sentence, words))
            yield from words.told[sentence]


def lines(sentence: str, words: Words) -> Iterator[str]:
    """Yield the lines of one sentence: words that have a macro stand alone."""
    line = ""
    for token in sentence.split():
        opening, word, closing = parts(token)
        macro = words.macro(word)
        if not macro and line and len(line) + 1 + len(token) <= COLUMNS:
            line += f" {escaped(token)}"
            continue
        if line:
            yield line
        line = escaped(token) if not macro else ""
        if macro:
            name, rest = macro.split(" ", 1)
            yield " ".join([name, *opening, rest, *closing])
    if line:
        yield line


def parts(token: str) -> tuple[str, str, str]:
    """Return a word, and what stands around it."""
    if token.isalpha():
        return "", token, ""
    match = TOKEN.match(token)
    assert match is not None
    opening, word, closing = match.groups()
    if word.endswith("(") and closing.startswith(")"):
        word, closing = f"{word})", closing[1:]
    return opening, word, closing


def escaped(token: str) -> str:
    """Return a word that roff takes as text."""
    token = token.replace("\\", "\\e")
    return f"\\&{token}" if token.startswith((".", "'")) else token
