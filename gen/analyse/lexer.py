# SPDX-License-Identifier: BSD-3-Clause
"""Tokens for pycparser, all of a piece at once, by one expression.

What people and templates write is told apart here.  A piece with anything else in it is
pycparser's own lexer's, which takes three times as long and knows all of C.
"""

from __future__ import annotations

import re
from typing import Any

from pycparser import c_lexer

#: An escape in a string, and in a character, of those that pycparser takes.
IN_STRING, IN_CHAR = r"""\\[0-9a-zA-Z._~!=&^\-\\?'"]""", r"""\\(?:[abefnrtv?'"\\]|[0-9]++)"""

TOKEN = re.compile(
    r"[ \t\f\v]*+(?:"
    r"(?P<word>[A-Za-z_$][0-9A-Za-z_$]*+)(?![\"'])"
    r"|(?P<lines>\n[ \t\f\v\n]*+)"
    r"|(?P<sign>\.\.\.|<<=|>>=|\+\+|--|->|&&|\|\||<<|>>|[-<>=!*/%+&|^]=|::"
    r"|\[(?!\s*\[)|/(?![/*])|\.(?![0-9])|[-=+*%|&~^!<>?()\]{},;:])"
    r"|(?P<number>(?:0[xX][0-9a-fA-F]++|0[0-7]*+|[1-9][0-9]*+)"
    r"(?:[uU](?:ll|LL|[lL])?|(?:ll|LL|[lL])[uU]?)?+(?![0-9A-Za-z_.'$]))"
    rf'|(?P<text>"(?:[^"\\\n]|{IN_STRING})*+")'
    rf"|(?P<char>'(?:[^'\\\n]|{IN_CHAR})')"
    r'|(?P<mark>\#[ \t]+(?P<line>[0-9]+)[ \t]+"(?P<file>[^"\\\n]*)"[ \t0-9]*(?:\n|\Z))'
    r"|(?P<end>\Z)"
    r"|(?P<other>))"
)

KEYWORDS: dict[str, str] = c_lexer._keyword_map
SIGNS: dict[str, str] = {one.literal: one.tok_type for one in c_lexer._fixed_tokens}


def tokens(text: str) -> list[Any] | None:
    """Return the tokens of a text; None when there is anything out of the way in it."""
    found: list[Any] = []
    add, make, keyword, sign = found.append, c_lexer.Token, KEYWORDS.get, SIGNS
    file, number, start = "", 1, 0
    for match in TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "word":
            word = match[kind]
            at = match.end() - len(word) - start + 1
            add(make(keyword(word, "ID"), word, number, at, file))
        elif kind == "sign":
            word = match[kind]
            add(make(sign[word], word, number, match.end() - len(word) - start + 1, file))
        elif kind == "lines":
            number += match[kind].count("\n")
            start = text.rindex("\n", 0, match.end()) + 1
        elif kind == "number":
            word = match[kind]
            add(make(radix(word), word, number, match.start(kind) - start + 1, file))
        elif kind == "text" or kind == "char":
            what = "STRING_LITERAL" if kind == "text" else "CHAR_CONST"
            add(make(what, match[kind], number, match.start(kind) - start + 1, file))
        elif kind == "mark":
            if match.start("mark") != start:
                return None
            number, file, start = int(match["line"]), match["file"], match.end()
        elif kind == "end":
            break
        else:
            return None
    return found


def radix(number: str) -> str:
    """Return what pycparser calls a whole number."""
    if number[:2] in ("0x", "0X"):
        return "INT_CONST_HEX"
    return "INT_CONST_OCT" if number[0] == "0" else "INT_CONST_DEC"
