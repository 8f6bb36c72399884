# SPDX-License-Identifier: BSD-3-Clause
"""Who calls whom in a kernel as compiled, and how deep the ways go."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gen.analyse.stack_compile import INDIRECT, Frame, plain

#: Who calls what others were given, and by whom these were given it.
GIVEN = {
    "softclock_main": "callout_start", "interrupt_arrived": "interrupt_establish",
    "interrupt_deferred": "interrupt_establish", "thread_start": "lwkt_create",
}

#: These never come back, and stop when they meet themselves: a way to them is one by itself.
END = ("panic", "panic_at")

Way = tuple[str, ...]


class Graph:
    """Functions by name (`file.c:name` for static ones), and whom each calls.

    `tables` are whom functions call by declared tables; `bounds` how often functions that call
    themselves do so; `handed` those that get functions as arguments.
    """

    def __init__(self, frames: Collection[Frame], tables: dict[str, list[str]],
                 bounds: dict[str, int], handed: Collection[str] = ()) -> None:
        self.frames = {frame.name: frame for frame in frames}
        self.bounds = bounds
        self.handed = handed
        self.targets: dict[str, set[str]] = {}
        for frame in frames:
            if INDIRECT in frame.calls:
                self.targets[frame.name] = set(self.pointed(frame, tables))
        self.called = {name: list(self._callees(frame)) for name, frame in self.frames.items()}
        self.groups = dict(groups(self.called))
        self._depths: dict[str, tuple[int, Way]] = {}

    def pointed(self, frame: Frame, tables: dict[str, list[str]]) -> Iterator[str]:
        """Yield whom a function may call by pointers: by tables, or given to it or for it."""
        name = plain(frame.name)
        yield from (one for one in tables.get(name, ()) if one in self.frames)
        by = GIVEN.get(name, name if frame.name in self.handed else "")
        for giver in self.frames.values():
            if by in {plain(callee) for callee in giver.calls}:
                found = (self.name(one, giver) for one in giver.takes)
                yield from (one for one in found if one is not None and plain(one) not in END)

    def name(self, callee: str, caller: Frame) -> str | None:
        """Return the name in the graph of a function that is called."""
        if callee in self.frames:
            return callee
        own = f"{caller.name.rpartition(':')[0] or caller.file}:{callee}"
        return own if own in self.frames else None

    def _callees(self, frame: Frame) -> Iterator[str]:
        """Yield whom a function calls."""
        for callee in frame.calls:
            if callee == INDIRECT:
                yield from sorted(self.targets[frame.name])
            elif plain(callee) not in END and (found := self.name(callee, frame)) is not None:
                yield found

    def depth(self, name: str) -> tuple[int, Way]:
        """Return how many bytes the deepest way from a function takes, and the way."""
        if name not in self._depths:
            group = self.groups.get(name, frozenset((name,)))
            behind: tuple[int, Way] = (0, ())
            for one in sorted(group):
                for callee in self.called[one]:
                    if callee not in group:
                        behind = max(behind, self.depth(callee))
            size = sum(self.frames[one].size for one in group)
            if name in self.groups:
                size *= max(1, sum(self.bounds.get(plain(one), 0) for one in group))
            for one in group:
                self._depths[one] = (size + behind[0], (one, *behind[1]))
        return self._depths[name]

    def deepest(self, names: Collection[str]) -> int:
        """Return the most that any way from some functions takes."""
        return max([self.depth(name)[0] for name in names if name in self.frames], default=0)

    def ring(self, group: Collection[str]) -> list[str]:
        """Return a shortest way from a function of a group back to it."""
        best: list[str] = []
        for start in sorted(group):
            ways, seen = [[start]], {start}
            for way in ways:  # which grows
                inside = [callee for callee in self.called[way[-1]] if callee in group]
                if start in inside:
                    best = way if not best or len(way) < len(best) else best
                    break
                ways += [[*way, callee] for callee in inside if callee not in seen]
                seen |= set(inside)
        return best


def groups(called: dict[str, list[str]]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each function that may call itself, with all those on the ways back (Tarjan)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    for root in called:
        if root in order:
            continue
        work = [(root, iter(called[root]))]
        while work:
            at, left = work[-1]
            if at not in order:
                order[at] = low[at] = len(order)
                stack.append(at)
            new = next((one for one in left if one not in order), None)
            if new is not None:
                work.append((new, iter(called[new])))
                continue
            work.pop()
            known = set(stack)
            low[at] = min([low[at], *(low[one] for one in called[at] if one in known)])
            if low[at] == order[at]:
                found = frozenset(stack[stack.index(at) :])
                del stack[stack.index(at) :]
                if len(found) > 1 or at in called[at]:
                    yield from ((one, found) for one in found)
