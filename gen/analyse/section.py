# SPDX-License-Identifier: BSD-3-Clause
"""Sections that are begun and ended: on which paths they are open, and which never end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from dsl.record import dataclass
from gen.analyse.fact import Call
from gen.analyse.flow import Flow, follow
from gen.analyse.source import Source
from gen.analyse.tree import arguments, called, inner, kind, text, walk
from gen.diag import Diag, Mark
from gen.place import Loc


@dataclass(frozen=True, slots=True)
class Pair:
    """What begins a section, what ends it, and how the end names the beginning.

    `by` is count (the last one ends), argument (the one of the same argument) or result (the
    one whose result is the argument).  `tries` begins one if it returns true; what is `nested`
    ends in the opposite order, and may begin again.
    """

    begins: str
    ends: str
    noun: str
    by: str
    tries: str = ""
    nested: bool = False


CRITICAL = Pair("crit_enter", "crit_exit", "critical section", "count")
SPINLOCK = Pair("spin_lock", "spin_unlock", "spinlock", "argument", "spin_try")
SHARED = Pair("spin_lock_shared", "spin_unlock_shared", "spinlock", "argument")
TOKEN = Pair("token_get", "token_release", "token", "argument", "token_try", nested=True)
PAIRS = (
    CRITICAL,
    Pair("window_enter", "window_leave", "window", "result", nested=True),
    TOKEN,
    SPINLOCK,
    SHARED,
    Pair("rcu_read_enter", "rcu_read_exit", "reader's section", "argument"),
    Pair("serializer_enter", "serializer_exit", "serializer", "argument", "serializer_try"),
)
#: Who holds one of these is in a critical section.
SPINNING = (SPINLOCK, SHARED)
#: Begins a section of another pair.
ALSO = {"token_get_shared": TOKEN}
#: Interrupts are off: no section, for who goes away may leave them so.
OFF = Pair("cpu_disable", "cpu_enable", "stretch without interrupts", "count")
ENABLES = (OFF.ends, "cpu_idle")
BEGINS = {pair.begins: pair for pair in PAIRS} | ALSO
TRIES = {pair.tries: pair for pair in PAIRS if pair.tries}
ENDS = {pair.ends: pair for pair in PAIRS}
#: What begins or ends a section is judged where it is called.
PRIMITIVES = {*BEGINS, *TRIES, *ENDS}


class Open(NamedTuple):
    """A section that is open: its pair, what names it, and where it began."""

    pair: Pair
    key: str
    line: int
    col: int
    word: str


#: Sleeps without the spinlock that is its last argument, and comes back with it.
INTERLOCKED = "lwkt_sleep_locked"

#: What is open on a path, the oldest first.
Opens = tuple[Open, ...]


class Sections:
    """The sections of a function over all its paths."""

    def __init__(self, function: Any, flow: Flow, source: Source, ends_callers: bool) -> None:
        self.found: dict[tuple[Loc, str], Diag] = {}
        self.calls: list[Call] = []
        self._source = source
        self._coord = function.decl.coord
        self._ends_callers = ends_callers
        self._own = set(own_threads(function))
        self._held: dict[int, tuple[Any, list[Opens]]] = {}
        start: Opens = ()
        for opens, step in follow(flow, start, self._step):
            if kind(step) == "FuncCall":
                self._held.setdefault(id(step), (step, []))[1].append(opens)
        self.calls = list(self._called())

    def _called(self) -> Iterator[Call]:
        """Yield every call with what is open there."""
        for node, states in self._held.values():
            counts = [[one for one in opens if one.pair is CRITICAL] for opens in states]
            since = next((self._at(opens[0]) for opens in counts if opens), None)
            gives = text(arguments(node)[-1]) if called(node) == INTERLOCKED else ""
            locks = (o.key for opens in states for o in opens if o.pair in SPINNING)
            spin = next((key for key in locks if key != gives), "")
            off = next((self._at(o) for opens in states for o in opens if o.pair is OFF), None)
            at = self._source.place(node.coord, called(node))
            # Who holds a spinlock is in a critical section.
            least = min(sum(o.pair in (CRITICAL, *SPINNING) for o in opens) for opens in states)
            held = set.intersection(*({o.key for o in opens if o.key} for opens in states))
            yield Call(called(node), at, least, max(map(len, counts)), since, spin, off,
                       tuple(sorted(held)), gives)

    def _at(self, one: Open) -> Loc:
        """Return where a section began."""
        return self._source.place(Coord(self._coord.file, one.line), one.word)

    def _tell(self, at: Loc, what: str, label: str, began: Open | None, help: str = "") -> None:
        """Remember what is wrong, once."""
        marks = (Mark(self._at(began), "it begins here"),) if began else ()
        self.found.setdefault((at, what), Diag("K0301", at, what, label, marks, help=help))

    def _step(self, opens: Opens, step: Any) -> Opens | None:
        """Return what is open behind a step."""
        what = kind(step)
        if what == "FuncCall" and called(step) in (OFF.begins, *ENABLES):
            opens = tuple(one for one in opens if one.pair is not OFF)
            made = Open(OFF, "", step.coord.line, step.coord.column, OFF.begins)
            return (*opens, made) if called(step) == OFF.begins else opens
        if what == "FuncCall" and called(step) in BEGINS:
            return self._begin(opens, step, BEGINS[called(step)])
        if what == "Taken" and called(step.call) in TRIES:
            pair = TRIES[called(step.call)]
            key = text(arguments(step.call)[0]) if arguments(step.call) else ""
            if not pair.nested and any(one.key == key for one in opens):
                return None  # who has it does not get it
            return self._begin(opens, step.call, pair)
        if what == "FuncCall" and called(step) in ENDS:
            return self._end(opens, step, ENDS[called(step)])
        if what in ("Assignment", "Decl"):
            return self._assigned(opens, step)
        if what == "UnaryOp" and step.op in ("++", "p++", "--", "p--") and self._counts(step.expr):
            if "+" in step.op:
                return (*opens, Open(CRITICAL, "", step.coord.line, step.coord.column, "crit"))
            return self._close(opens, step, CRITICAL, "", "crit")
        if what == "Return" or what == "End":
            self._leave(opens, step)
            return None
        return opens

    def _counts(self, node: Any) -> bool:
        """Say whether an expression is the running thread's count of critical sections."""
        if kind(node) != "StructRef" or node.field.name != "crit":
            return False
        return is_running(node.name) or getattr(node.name, "name", "") in self._own

    def _begin(self, opens: Opens, call: Any, pair: Pair) -> Opens | None:
        """Return what is open when another section has begun."""
        first = arguments(call)[:1]
        key = text(first[0]) if pair.by == "argument" and first else ""
        made = Open(pair, key, call.coord.line, call.coord.column, called(call))
        again = any((o.line, o.col, o.word) == made[2:] for o in opens)
        if again:
            what = f"this {pair.noun} begins again before it has ended"
            self._tell(self._at(made), what, "each time round", None, f"call {pair.ends}() first")
            return None
        same = [one for one in opens if one.key == key and one.pair.by == "argument"]
        if same and not pair.nested:
            what = f"the {pair.noun} `{key}` is taken by who has it"
            self._tell(self._at(made), what, "it waits for itself", same[0])
            return None
        return (*opens, made)

    def _end(self, opens: Opens, call: Any, pair: Pair) -> Opens | None:
        """Return what is open when a section has ended."""
        first = arguments(call)[:1]
        key = text(inner(first[0])) if pair.by != "count" and first else ""
        if pair.by == "argument" and first:
            key = text(first[0])
        return self._close(opens, call, pair, key, pair.ends)

    def _close(self, opens: Opens, node: Any, pair: Pair, key: str, word: str) -> Opens | None:
        """Return what is open without the newest section of a pair and a key."""
        for at in range(len(opens) - 1, -1, -1):
            if opens[at].pair is pair and opens[at].key == key:
                newer = [one for one in opens[at + 1 :] if one.pair is pair and one.key]
                if pair.nested and newer:
                    what = f"the {pair.noun} of `{key}` ends before the newer one, `{newer[0].key}`"
                    self._tell(self._source.place(node.coord, word), what, "", newer[0],
                               "end them in the opposite order")
                return opens[:at] + opens[at + 1 :]
        if pair is CRITICAL and self._ends_callers:
            return opens
        of = f" of `{key}`" if key else ""
        what = f"this ends a {pair.noun}{of} that is not open on every path to here"
        at_word = self._source.place(node.coord, word)
        self._tell(at_word, what, "", None, f"begin it with {pair.begins}() on each path")
        return None

    def _assigned(self, opens: Opens, step: Any) -> Opens:
        """Name the window that an assignment makes; set the count that one writes."""
        value = step.rvalue if kind(step) == "Assignment" else step.init
        if value is None:
            return opens
        name = text(step.lvalue) if kind(step) == "Assignment" else step.name
        if kind(step) == "Assignment" and step.op == "=" and self._counts(step.lvalue):
            kept = tuple(one for one in opens if one.pair is not CRITICAL)
            count = int(value.value, 0) if kind(value) == "Constant" else 0
            made = Open(CRITICAL, "", step.coord.line, step.coord.column, "crit")
            return kept + (made,) * count
        made_here = {
            (one.coord.line, one.coord.column) for one in walk(value)
            if kind(one) == "FuncCall" and called(one) in BEGINS
        }
        return tuple(
            one._replace(key=name)
            if one.pair.by == "result" and not one.key and (one.line, one.col) in made_here
            else one
            for one in opens
        )

    def _leave(self, opens: Opens, step: Any) -> None:
        """Tell of the sections that are open where the function ends."""
        for one in opens:
            if one.pair is OFF:
                continue
            of = f" of `{one.key}`" if one.key and one.pair.by == "argument" else ""
            what = f"a {one.pair.noun}{of} is still open where the function returns"
            at = self._source.place(step.coord, "return" if kind(step) == "Return" else "")
            help = f"call {one.pair.ends}() first"
            if kind(step) == "End":
                at = self._at(one)
                what = f"a {one.pair.noun}{of} is still open where the function ends"
                self._tell(at, what, "it begins here", None, help)
            else:
                self._tell(at, what, "", one, help)


class Coord(NamedTuple):
    """A place that is known by its line alone."""

    file: str
    line: int


def is_running(node: Any) -> bool:
    """Say whether an expression is the thread that runs."""
    if kind(node) == "FuncCall":
        return called(node) == "curthread"
    return kind(node) == "StructRef" and node.field.name == "current"


def own_threads(function: Any) -> Iterator[str]:
    """Yield the variables that hold the thread that runs."""
    for one in walk(function.body):
        if kind(one) == "Decl" and one.init is not None and is_running(one.init):
            yield one.name
        elif kind(one) == "Assignment" and kind(one.lvalue) == "ID" and is_running(one.rvalue):
            yield one.lvalue.name
