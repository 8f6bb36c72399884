# SPDX-License-Identifier: BSD-3-Clause
"""What compilers understand and the standard does not, taken away; no line moves."""

from __future__ import annotations

import re

#: Strings and characters, where nothing is to be found.
TEXT = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''

WORD = re.compile(
    rf"(?P<text>{TEXT})"
    r"|(?P<gone>\b(?:__attribute__|__attribute|__declspec)\b)"
    r"|(?P<asm>\b(?:__asm__|__asm|asm)\b(?:\s*(?:volatile|__volatile__|inline|goto)\b)*)"
    r"|(?P<type>\b(?:__typeof__|__typeof|typeof)\b)"
    r"|(?P<plain>\b(?:__extension__|__volatile__|__inline__|__inline|__restrict__|__restrict"
    r"|__const|__signed__|__builtin_va_list|__builtin_offsetof|__auto_type)\b)"
    r"|(?P<range>\.\.\.\s*[^\]\n;]*(?=\]\s*=))"
)

#: What is in everything that is looked for: most texts have none of it.
STRANGE = ("__", "asm", "typeof", "...")

#: What stands for words that have a standard name.
PLAIN = {
    "__extension__": "", "__volatile__": "volatile", "__inline__": "inline",
    "__inline": "inline", "__restrict__": "restrict", "__restrict": "restrict",
    "__const": "const", "__signed__": "signed", "__builtin_va_list": "void *",
    "__auto_type": "int",
}

PART = re.compile(rf"{TEXT}|[()]", re.DOTALL)
CALLED = re.compile(r"(\w+)\s*\(")


class Plain:
    """A preprocessed text in plain C, and which functions it says never return."""

    def __init__(self, text: str) -> None:
        self.noreturn: set[str] = set()
        self._source = text
        self._parts: list[str] = []
        self._done = 0
        strange = any(sign in text for sign in STRANGE)
        while match := WORD.search(text, self._done) if strange else None:
            self._keep(match.start())
            self._replace(match)
        self._keep(len(text))
        self.text = "".join(self._parts)

    def _keep(self, end: int) -> None:
        """Take over what stands before `end`."""
        self._parts.append(self._source[self._done : end])
        self._done = end

    def _instead(self, end: int, text: str) -> None:
        """Put `text` in the place of what ends at `end`, on as many lines."""
        self._parts.append(text + "\n" * self._source.count("\n", self._done, end))
        self._done = end

    def _replace(self, match: re.Match[str]) -> None:
        """Take away what was found."""
        kind, word, end = match.lastgroup, match[0], match.end()
        if kind == "text":
            self._keep(end)
        elif word == "__builtin_offsetof":
            self._instead(end, "offsetof")
        elif kind == "range":
            self._instead(end, "")
        elif kind == "plain":
            self._instead(end, PLAIN[word])
        else:
            close = closing(self._source, end)
            if close is None:
                self._keep(end)  # the parser will tell
                return
            if kind == "gone" and "noreturn" in self._source[end:close]:
                self._never_returns(match.start(), close)
            self._instead(close, "int" if kind == "type" else "")

    def _never_returns(self, start: int, end: int) -> None:
        """Remember the function that an attribute stands behind, or before."""
        head = self._source[max(self._source.rfind(c, 0, start) for c in ";}{") + 1 : start]
        head = re.sub(r"^#.*$", "", head, flags=re.MULTILINE)
        named = CALLED.search(head) or CALLED.search(self._source, end)
        if named:
            self.noreturn.add(named[1])


def closing(text: str, start: int) -> int | None:
    """Return where the parenthesis closes that opens next; None without one."""
    depth = 0
    if text[start:].lstrip()[:1] != "(":
        return None
    for part in PART.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(part[0], 0)
        if depth == 0:
            return part.end()
    return None
