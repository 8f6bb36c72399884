# SPDX-License-Identifier: BSD-3-Clause
"""Do protocols mean what they say: the automaton, its size, its pictures?"""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.model.message_nodes import Automaton
from gen.protocol import (
    ProtocolError,
    automaton,
    diagram,
    dot,
    endless,
    kept,
    mistakes,
    parse,
)

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("a", "b", "c")


def accepts(one: Automaton, word: tuple[str, ...]) -> bool:
    """Say whether an automaton accepts a word."""
    table = {(s.state, s.message): s.to for s in one.steps}
    state: int | None = 0
    for name in word:
        state = table.get((state, name)) if state is not None else None
    return state in one.finals


def made(text: str, names: tuple[str, ...] = NAMES) -> Automaton:
    """Return the automaton of a text."""
    return automaton(parse(text), names)


@pytest.mark.parametrize(("text", "states"), [
    ("a b c", 4), ("a b* c", 3), ("a (b|c)* ", 2), ("a{3} b c", 6), ("a{1,3} b? c", 6),
    ("(a b c)+", 4), ("(a|b|c){2}", 3), ("(a|b)* a (a|b) c", 5), ("a|b|c", 2), ("(a|b|c)*", 1),
    ("((a b)|(a c))", 3), ("a?b?c?", 4),
])  # fmt: skip
def test_automaton_is_minimal(text: str, states: int) -> None:
    assert made(text).states == states


TREES = st.recursive(
    st.sampled_from(NAMES),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} | {p[1]})"),
        inner.map(lambda p: f"({p})*"), inner.map(lambda p: f"({p})+"),
        inner.map(lambda p: f"({p})?"), inner.map(lambda p: f"({p}){{1,2}}"),
    ),
    max_leaves=6,
)  # fmt: skip

WORDS = [w for length in range(6) for w in itertools.product(NAMES, repeat=length)]


@given(TREES)
@settings(max_examples=60, deadline=None)
def test_automaton_accepts_what_the_expression_says(text: str) -> None:
    """Python's `re` reads the same expression: one letter is one message."""
    pattern = re.compile(text.replace(" ", ""))
    names = tuple(n for n in NAMES if n in text)
    one = automaton(parse(text), names)
    assert [w for w in WORDS if accepts(one, w) != bool(pattern.fullmatch("".join(w)))] == []
    reached = {0} | {s.to for s in one.steps}
    assert reached == set(range(one.states))
    assert told_apart(one)


@given(TREES)
@settings(max_examples=60, deadline=None)
def test_endless_automaton_is_that_of_any_number_of_conversations(text: str) -> None:
    pattern = re.compile(f"({text.replace(' ', '')})*")
    one = endless(automaton(parse(text), tuple(n for n in NAMES if n in text)))
    assert [w for w in WORDS if accepts(one, w) != bool(pattern.fullmatch("".join(w)))] == []
    assert told_apart(one)


def test_coming_back_to_the_start_ends_no_conversation() -> None:
    one = endless(made("(a* b){1,2}", ("a", "b")))
    assert accepts(one, ())
    assert accepts(one, ("a", "b", "b", "b"))
    assert not accepts(one, ("a",))


def test_word_that_goes_on_or_begins_leaves_both_open() -> None:
    one = endless(made("a b (a c)?"))
    assert accepts(one, ("a", "b", "a", "b"))
    assert accepts(one, ("a", "b", "a", "c", "a", "b"))
    assert not accepts(one, ("a", "c"))


def told_apart(one: Automaton) -> bool:
    """Say whether every two states differ in a word that they let through to an end."""
    table = {(s.state, s.message): s.to for s in one.steps}
    pairs = [{i, j} for i in range(one.states) for j in range(i)]
    differ = [p for p in pairs if len(p & set(one.finals)) == 1]
    for _ in pairs:
        for pair in pairs:
            first, second = pair
            if pair not in differ and any(
                (first_to := table.get((first, n))) != (second_to := table.get((second, n)))
                and (None in (first_to, second_to) or {first_to, second_to} in differ)
                for n in NAMES
            ):
                differ.append(pair)
    return len(differ) == len(pairs)


@pytest.mark.parametrize(("text", "kind", "span", "help"), [
    ("", "empty", (0, 1), "leave it out, or name the messages in their order"),
    ("   ", "empty", (0, 3), "leave it out, or name the messages in their order"),
    ("a (b c", "unbalanced", (2, 3), "close it by `)`"),
    ("a b) c", "unbalanced", (3, 4), "take it away"),
    ("a, b c", "letter", (1, 2), "names that follow each other have a space between them"),
    ("a . b", "letter", (2, 3), "name the message; `a | b` is one of two"),
    ("a 'b'", "letter", (2, 3), "names stand without quotes"),
    ("a é", "letter", (2, 3), "the signs are ( ) | * + ? and {2} or {1,3}"),
    ("* a", "order", (0, 1), "name a message before it"),
    ("a | | b", "order", (4, 5), "name a message before it"),
    ("a |", "order", (2, 3), "name a message there"),
    ("a ()", "order", (3, 4), "name a message before it"),
    ("a (b |", "order", (5, 6), "name a message there"),
    ("a{0}", "count", (1, 4), "leave it out, or say how often it comes"),
    ("a{3,1}", "count", (1, 6), "write {1,3}"),
    ("a{65}", "count", (1, 5), "say {64} or less, or `*`"),
    ("a{1,}", "count", (1, 2), ""),
])  # fmt: skip
def test_mistake_is_located(text: str, kind: str, span: tuple[int, int], help: str) -> None:
    with pytest.raises(ProtocolError) as found:
        parse(text)
    error = found.value
    assert (error.kind, (error.start, error.end), error.help) == (kind, span, help)


def test_unknown_names_are_all_told_with_what_was_meant() -> None:
    found = list(mistakes(parse("open wirte* clsoe wirte"), ("open", "write", "close")))
    assert [(e.kind, e.what, e.start, e.end, e.help) for e in found] == [
        ("unknown", "the port has no message `wirte`", 5, 10, "did you mean `write`?"),
        ("unknown", "the port has no message `clsoe`", 12, 17, "did you mean `close`?"),
    ]


def test_message_that_never_comes_is_told() -> None:
    (error,) = mistakes(parse("open close"), ("open", "write", "close"))
    assert (error.kind, error.what) == ("unused", "the protocol never lets `write` through")
    assert (error.start, error.end) == (0, 10)
    with pytest.raises(ProtocolError, match="never lets `write` through"):
        made("open close", ("open", "write", "close"))


@pytest.mark.parametrize("text", ["((a{64} b){64}){64}", "(a|b)* a (a|b){12}"])
def test_large_protocol_is_refused(text: str) -> None:
    with pytest.raises(ProtocolError) as found:
        made(text, ("a", "b"))
    assert found.value.kind == "large"


def test_any_text_is_a_protocol_or_a_mistake() -> None:
    @given(st.text("ab(|)*+?{1,3} ,.é", max_size=12))
    @settings(max_examples=300, deadline=None)
    def tried(text: str) -> None:
        try:
            made(text)
        except ProtocolError as error:
            assert 0 <= error.start < error.end <= max(len(text), 1)

    tried()


def test_pictures() -> None:
    one = made("open write* close", ("open", "write", "close"))
    assert diagram(one).splitlines() == [
        "--> (0)  -- open --> 1",
        "    (1)  -- write --> 1",
        "         -- close --> 2",
        "   ((2))",
    ]
    assert dot(one, "tty").splitlines() == [
        "digraph tty {", "\trankdir=LR;", "\tnode [shape=circle];", "\tbegin [shape=point];",
        "\tbegin -> 0;", "\t2 [shape=doublecircle];", '\t0 -> 1 [label="open"];',
        '\t1 -> 1 [label="write"];', '\t1 -> 2 [label="close"];', "}",
    ]  # fmt: skip


def test_kept_automaton_needs_no_parser(tmp_path: Path) -> None:
    """Who has an automaton on file does not import lark, which takes 70 ms."""
    script = ("import sys; from pathlib import Path; from gen.protocol import kept; "
              "print(kept('open write* close', ('open', 'write', 'close'), Path(sys.argv[1])), "
              "'lark' in sys.modules)")
    said = [subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT,
                           capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert said[0].endswith(" True\n")
    assert said[1] == said[0].replace(" True\n", " False\n")


@pytest.mark.parametrize("text", ["", "1", "2\n1\n0 a 1", "x\n1\nend", "2\n1\n0 a\nend"])
def test_spoilt_file_is_made_again(tmp_path: Path, text: str) -> None:
    first = kept("a b", ("a", "b"), tmp_path)
    (place,) = tmp_path.iterdir()
    place.write_text(text)
    assert kept("a b", ("a", "b"), tmp_path) == first == made("a b", ("a", "b"))


def test_what_cannot_be_kept_is_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert kept("a", ("a",), tmp_path / "file" / "folder").states == 2
