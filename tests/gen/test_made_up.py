# SPDX-License-Identifier: BSD-3-Clause
"""Declarations that nobody would write: errors that are located, or a kernel; never a traceback.

Hypothesis puts them together out of words that fit, and some that do not, and looks for the
smallest one that fails.  It makes the same ones in every run.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_fuzz import FOREIGN, HEAD, judge
from test_fuzz import tree as a_tree

tree = a_tree

NAMES = st.sampled_from(("x", "y", "size", "m", "h", "reply", "int", "_", "__x", "owner", "id"))
SCALARS = st.sampled_from(
    ("u8", "u16", "u32", "u64", "i32", "usize", "Fd", "UserAddr", "Shade", "Point", "Nothing")
)
NUMBERS = st.sampled_from(("0", "1", "2", "255", "256", "-1", "2**31", "2**64", "0x7001"))
TYPES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.builds("Array[{}, L[{}]]".format, inner, NUMBERS),
        st.builds("Lend[{}, L[{}]]".format, inner | st.just("Bytes"), NUMBERS),
        st.builds("Give[{}]".format, inner),
        st.builds("In[{}]".format, inner),
        st.builds("Out[{}, L[\"n\"], L[{}]]".format, inner | st.just("Bytes"), NUMBERS),
        st.builds("Text[L[{}]]".format, NUMBERS),
        st.builds("Reserved[L[{}]]".format, NUMBERS),
        st.just('Kptr[L["thread"]]'),
    ),
    max_leaves=3,
)
REPLIES = st.one_of(
    st.builds("{}[{}]".format, st.sampled_from(("Sync", "Async")), TYPES | st.just("None")),
    st.sampled_from(("OneWay", "None", "u32", "Sync")),
)
OPTIONS = st.lists(
    st.sampled_from(
        ("abortable=True", "droppable=True", "urgent=True", "remote=True", 'memory="stack"',
         'memory="cache"', 'was="y"', "blocks=True", "errors=(Errno.EIO,)")
    ),
    unique_by=lambda text: text.partition("=")[0], max_size=3,
).map(lambda words: "".join(f", {word}" for word in words))
FIELDS = st.lists(st.tuples(NAMES, TYPES), max_size=4)


def message(number: str, name: str, options: str, fields: list[tuple[str, str]], reply: str) -> str:
    """Return a message of a port."""
    parameters = "".join(f", {field}: {kind}" for field, kind in fields)
    return (f"    @message({number}{options})\n    def {name}(self{parameters}) -> {reply}:\n"
            '        """Do."""\n        ...\n')


def structure(head: str, fields: list[tuple[str, str]]) -> str:
    """Return a class of fields."""
    return f"class {head}:\n" + ("".join(f"    {n}: {k}\n" for n, k in fields) or "    pass\n")


MESSAGES = st.builds(message, NUMBERS, NAMES, OPTIONS, FIELDS, REPLIES)
PROTOCOLS = st.text("xy size()|*+?{1,3}", max_size=12).map(lambda t: f"    protocol = {t!r}\n")
PORTS = st.builds(
    lambda number, extra, protocol, messages: (
        f"class APort(Port, id={number}{extra}):\n{protocol}{''.join(messages)}    accepts = ()\n"
    ),
    NUMBERS,
    st.sampled_from((", owner=T", "", ", owner=T, queue=4", ", kind=T", ", owner=T, takes=(K,)",
                     ", owner=T, sends=(Ask,)")),
    PROTOCOLS | st.just(""),
    st.lists(MESSAGES, max_size=3),
)
WHOLE = st.builds(
    lambda parts: "".join(parts),
    st.lists(
        st.one_of(
            st.builds(structure, st.just("Point(Struct)"), FIELDS),
            st.builds(structure, st.just("Ask(Message, id=0x7001, reply=Async[u32], remote=True)"),
                      FIELDS),
            PORTS,
            st.builds("class Shade(Enum, u8):\n    DARK, LIGHT = {}, {}\n".format,
                      NUMBERS, NUMBERS),
            st.builds("K = token(after=({}))\n".format, st.sampled_from(("", "K,", "T,"))),
            st.builds(
                '@syscall({})\ndef f(x: {}) -> {}:\n    """Do *x*."""\n    ...\n'.format,
                NUMBERS, TYPES, TYPES,
            ),
        ),
        min_size=1, max_size=4,
    ),
)


@pytest.mark.parametrize("count", [60, pytest.param(1500, marks=pytest.mark.slow)])
def test_what_is_made_up_is_told(tree: Path, count: int) -> None:
    @settings(max_examples=count, derandomize=True, deadline=None, database=None,
              suppress_health_check=list(HealthCheck))
    @given(WHOLE)
    def told(text: str) -> None:
        text = f'{HEAD}T = thread("p_serve", priority=14)\n{text}'
        said = judge(tree, text)
        assert not [word for word in FOREIGN if word in said], said

    told()
