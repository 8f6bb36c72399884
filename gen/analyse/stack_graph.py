# SPDX-License-Identifier: BSD-3-Clause
"""Who calls whom in a kernel as compiled, and how deep the ways go."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from gen.analyse.stack_compile import INDIRECT, Frame, plain

#: These never come back, and stop when they meet themselves: a way to them is one by itself.
END = ("panic", "panic_at")

Way = tuple[str, ...]


class Graph:
    """Functions by name (`file.c:name` for static ones), and whom each calls.

    `tables` are whom functions, or those of a file, call by declared tables; `bounds` how
    often functions that call themselves do so; `given` are whom functions call by what was stored
    for them, or handed on to them.
    """

    def __init__(self, frames: Collection[Frame], tables: dict[str, list[str]],
                 bounds: dict[str, int],
                 given: Mapping[str, Collection[str]] | None = None) -> None:
        self.frames = {frame.name: frame for frame in frames if not frame.is_object}
        self._objects: dict[str, list[Frame]] = {}
        for frame in frames:
            if frame.is_object:
                self._objects.setdefault(frame.name, []).append(frame)
        self.bounds = bounds
        self.given = given or {}
        self.targets: dict[str, set[str]] = {}
        for frame in frames:
            if INDIRECT in frame.calls:
                self.targets[frame.name] = set(self.pointed(frame, tables))
        self.called = {name: list(self._callees(frame)) for name, frame in self.frames.items()}
        self.groups = dict(groups(self.called))
        self._depths: dict[str, tuple[int, Way]] = {}
        self._tails: dict[str, tuple[int, Way]] = {}
        self._rounds: dict[str, dict[str, tuple[int, Way]]] = {}

    def pointed(self, frame: Frame, tables: dict[str, list[str]]) -> Iterator[str]:
        """Yield whom a function may call by pointers: by tables, or given to it or for it."""
        name = plain(frame.name)
        listed = (*tables.get(name, ()), *tables.get(frame.file, ()))
        yield from (one for one in listed if one in self.frames)
        for held in (one for read in frame.reads for one in self._objects.get(read, ())):
            yield from (one for to in held.takes if (one := self.name(to, held)) is not None)
        yield from (one for one in self.given.get(frame.name, ())
                    if one in self.frames and plain(one) not in END)

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
        """Return how many bytes the deepest way from a function takes, and the way.

        What calls itself is on it once before it does, and once for the last time; how often
        in between, `repeated` tells.
        """
        if name not in self._depths:
            size, way = self._tail(name)
            group = self.groups.get(name)
            bounded = [one for one in sorted(group or ()) if plain(one) in self.bounds]
            ways = self._to_bounded(name).values() if bounded else ()
            if ways:
                first = max(ways)
                last = max(self._tail(one) for one in bounded)
                size, way = max((size, way), (first[0] + last[0], (*first[1], *last[1])))
            self._depths[name] = size, way
        return self._depths[name]

    def _tail(self, name: str) -> tuple[int, Way]:
        """Return the deepest way from a function on which nothing bounded calls itself again."""
        if name not in self._tails:
            self._tails[name] = self.frames[name].size, (name,)  # where no bound is said
            group = self.groups.get(name, frozenset())
            behind: tuple[int, Way] = (0, ())
            for callee in self.called[name]:
                if callee not in group:
                    behind = max(behind, self.depth(callee))
                elif plain(callee) not in self.bounds:
                    behind = max(behind, self._tail(callee))
            self._tails[name] = self.frames[name].size + behind[0], (name, *behind[1])
        return self._tails[name]

    def _to_bounded(self, name: str) -> dict[str, tuple[int, Way]]:
        """Return the longest way from a function up to each of its ring that is bounded."""
        if name not in self._rounds:
            found = self._rounds[name] = {}
            for callee in self.called[name]:
                if callee not in self.groups[name]:
                    continue
                bounded = plain(callee) in self.bounds
                ends = {callee: (0, ())} if bounded else self._to_bounded(callee)
                for end, way in ends.items():
                    size, names = self.frames[name].size + way[0], (name, *way[1])
                    found[end] = max(found.get(end, (0, ())), (size, names))
        return self._rounds[name]

    def repeated(self, names: Collection[str]) -> list[tuple[int, int, Way]]:
        """Return what calls itself somewhere behind some functions: how often, bytes, the way.

        Each time that a bounded function is called again, a way led there from one of its ring.
        A bound is one of a whole stack, whatever parts it has.
        """
        seen, waiting = set(names), [name for name in names if name in self.called]
        for one in waiting:  # which grows
            new = [callee for callee in self.called[one] if callee not in seen]
            seen.update(new)
            waiting += new
        found: dict[str, tuple[int, Way]] = {}
        for one in sorted(seen & set(self.groups)):
            if plain(one) in self.bounds:
                for end, way in self._to_bounded(one).items():
                    found[end] = max(found.get(end, (0, ())), way)
        return [(self.bounds[plain(end)], *way) for end, way in sorted(found.items())]

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
