# SPDX-License-Identifier: BSD-3-Clause
"""Rules about stacks: the deepest way from each entry, and what may come on top of it.

A way is a sum of the compiler's frames.  On top may come a trap, and while that is handled an
interrupt; and whatever panics wants to say why.  A function that calls itself says how deep,
in the comment above it: `Depth: 4`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from gen.analyse.program import programs
from gen.analyse.stack_compile import INDIRECT, Compiler, Frame, plain
from gen.analyse.stack_graph import END, Graph, Way
from gen.analyse.stack_point import pointed
from gen.backends.syscall_table import function
from gen.diag import Diag, Mark
from gen.model.build import System
from gen.model.nodes import Kernel
from gen.place import Loc

DEPTH = re.compile(r"Depth: (\w+)")

#: The stack of a program's thread in the kernel, what every thread gets beyond, and who says so.
STACK, MORE, SIZES = "KERNEL_STACK", "STACK_MORE", "lwkt/lwkt.h"

#: Tables of functions that generated code holds, and who calls by them.
STEPS, TESTS, THREADS = "boot_start", "ktest_run", "thread_start"
TRACED = "syscall_traced"
CACHES, BENCHES = "kernel-src/objcache/objcache.c", "kernel-src/ktest/bench.c"

#: What handles messages of ports is generated: how deep it goes, the declared sends tell.
HANDLES = "port_handle"


class Tree:
    """The lines of a tree's files."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, list[str]] = {}

    def lines(self, name: str) -> list[str]:
        """Return the lines of a file; none of one that cannot be read."""
        if name not in self._known:
            try:
                text = (self._root / name).read_text(errors="replace")
            except OSError:
                text = ""
            self._known[name] = text.splitlines()
        return self._known[name]

    def loc(self, file: str, line: int, word: str) -> Loc:
        """Return the place of a word in a line; of the whole line, where it has no such word."""
        text = (self.lines(file)[line - 1 : line] or [""])[0]
        match = re.search(rf"\b{re.escape(word)}\b", text) or re.search(r"\S.*", text)
        if match is None:
            return Loc(file, line, 1, 2)
        return Loc(file, line, match.start() + 1, match.end() + 1)

    def function(self, frame: Frame) -> Loc:
        """Return the place of a function's name."""
        return self.loc(frame.file, frame.line, plain(frame.name))

    def bounds(self, frames: Sequence[Frame], headers: str) -> dict[str, int]:
        """Return what the comments right above functions say of how deep they call themselves.

        That is a number, or a constant of the file or of a generated header.
        """
        found = {}
        for frame in frames:
            for text in reversed(self.lines(frame.file)[: max(frame.line - 1, 0)]):
                if match := DEPTH.search(text):
                    number = self.constant(match[1], frame.file, headers)
                    if number is not None:
                        found[plain(frame.name)] = number
                code = not text.startswith((" *", "/*")) and text.endswith(("}", ";"))
                if match or code or text.startswith("/*"):
                    break
        return found


    def constant(self, name: str, file: str, headers: str) -> int | None:
        """Return a number, or the value of a constant; None where it is none."""
        if name.isdecimal():
            return int(name)
        made = sorted(p.relative_to(self._root).as_posix()
                      for p in (self._root / headers).glob("*.gen.h"))
        value = re.compile(rf"\b{name} = (\d+)\b|^#define {name}\s+(\d+)\b")
        for place in (file, *made):
            for text in self.lines(place):
                if match := value.search(text):
                    return int(match[1] or match[2])
        return None


def found(system: System) -> Iterator[Diag]:
    """Yield where the stacks of a system's kernels may not be deep enough."""
    root = system.declared.root
    told: set[tuple[str, str, int]] = set()
    for kernel in system.kernels.values():
        for diag in of_kernel(root, kernel):
            key = (diag.code, diag.at.file, diag.at.line)
            if key not in told:
                told.add(key)
                yield diag


def of_kernel(root: Path, kernel: Kernel) -> Iterator[Diag]:
    """Yield what is wrong with the stacks of one kernel."""
    compiler, tree = Compiler(root, kernel), Tree(root)
    frames = compiler.frames()
    bounds = tree.bounds(frames, f"{compiler.made}/include")
    bounds.setdefault(HANDLES, chain(kernel))
    program = next(programs(root, [kernel]))
    graph = Graph(frames, tables(kernel), bounds, pointed(program, frames))
    yield from frames_have_one_size(graph, tree)
    endless = list(functions_say_how_deep_they_call_themselves(graph, tree))
    yield from endless
    yield from pointers_are_of_tables(graph, tree, kernel)
    if not endless:  # else no way has a depth
        sizes = compiler.number(STACK, SIZES), compiler.number(MORE, SIZES)
        yield from stacks_hold_the_deepest_way(graph, tree, kernel, sizes)


def tables(kernel: Kernel) -> dict[str, list[str]]:
    """Return whom is called by declared tables."""
    return {
        STEPS: [step.calls for step in kernel.init_steps],
        TESTS: [test.function for test in kernel.kernel_tests],
        THREADS: [thread.entry for thread in kernel.threads],
        BENCHES: [],  # of what the table holds, if it holds anything
        TRACED: [function(call) for call in kernel.calls],
        CACHES: [name for one in kernel.caches for name in (one.construct, one.destruct)],
    }


def chain(kernel: Kernel) -> int:
    """Return how many ports at most handle messages one within the other.

    Each waits for what it sends; that nothing goes in a circle, the order of ports tells.
    """
    sends: dict[str, set[str]] = {}
    for send in kernel.messaging.sends:
        sends.setdefault(send.sender, set()).add(send.port)

    def longest(port: str, way: frozenset[str]) -> int:
        inner = (longest(to, way | {to}) for to in sends.get(port, ()) if to not in way)
        return 1 + max(inner, default=0)

    return max((longest(p.c_name, frozenset((p.c_name,))) for p in kernel.messaging.ports),
               default=1)


def frames_have_one_size(graph: Graph, tree: Tree) -> Iterator[Diag]:
    """A function takes as much stack each time."""
    for frame in graph.frames.values():
        if not frame.bounded:
            what = f"how much stack `{plain(frame.name)}` takes depends on what it is told"
            yield Diag("K0323", tree.function(frame), what,
                       help="give its arrays lengths that are constants")


def functions_say_how_deep_they_call_themselves(graph: Graph, tree: Tree) -> Iterator[Diag]:
    """A function that calls itself, by whatever way, says how deep."""
    for group in sorted(set(graph.groups.values()), key=sorted):
        ring = graph.ring({name for name in group if plain(name) not in graph.bounds})
        if not ring:
            continue  # on every way round is one that says how often
        what = f"`{plain(ring[0])}` calls itself"
        if len(ring) > 1:
            what += " by way of " + ", ".join(f"`{plain(name)}`" for name in ring[1:])
        marks = []
        for name, after in zip(ring, [*ring[1:], ring[0]], strict=True):
            file, line = call_of(graph.frames[name], after)
            if file:
                text = f"`{plain(name)}` calls `{plain(after)}`"
                marks.append(Mark(tree.loc(file, line, plain(after)), text))
        yield Diag("K0320", tree.function(graph.frames[ring[0]]), what, "", tuple(marks),
                   help="make it a loop, or say above it how deep it goes: Depth: 4")


def call_of(frame: Frame, callee: str) -> tuple[str, int]:
    """Return where a function calls another one, be it by a pointer."""
    for name, where in frame.calls.items():
        if plain(name) == plain(callee):
            return where
    return frame.calls.get(INDIRECT, ("", 0))


def pointers_are_of_tables(graph: Graph, tree: Tree, kernel: Kernel) -> Iterator[Diag]:
    """Who calls by a pointer holds it from a table, or from those who call it."""
    used = {callee for callees in graph.called.values() for callee in callees}
    used |= {name for names in tables(kernel).values() for name in names} | {STEPS, THREADS}
    # Who types a function's name at the debugger's prompt answers for its stack.
    typed = {command.handler for command in kernel.debugging.commands}
    for name, targets in graph.targets.items():
        frame = graph.frames[name]
        known = {*tables(kernel), *typed}
        if targets or name not in used or plain(name) in known or frame.file in known:
            continue
        file, line = frame.calls[INDIRECT]
        what = f"`{plain(name)}` calls by a pointer, and nothing tells whom"
        yield Diag("K0321", tree.loc(file or frame.file, line or frame.line, plain(name)), what,
                   notes=("so nobody knows how deep its stack must be",),
                   help="call a function by its name, or hand it on as an argument")


def stacks_hold_the_deepest_way(
    graph: Graph, tree: Tree, kernel: Kernel, sizes: tuple[int, int]
) -> Iterator[Diag]:
    """The deepest way from each entry has room, with a trap, an interrupt and a panic on top."""
    frame = kernel.arch.word * len(kernel.arch.trap_frame.registers)
    traps = [trap.handler for trap in kernel.traps if not trap.own_stack]
    interrupts = [row.handler for row in kernel.interrupts]
    reserve = frame + graph.deepest(traps) + graph.deepest(END)
    reserve += frame + graph.deepest(interrupts)
    above = [*traps, *interrupts, *END]
    stack, more = sizes
    rows = [(t.entry, t.stack + more, t.loc) for t in kernel.threads]
    for call in kernel.calls:
        rows += [(name, stack + more, call.loc) for name in (f"call_{call.name}", call.handler)]
    rows += [(step.calls, stack, step.loc) for step in kernel.init_steps]
    told: set[Loc] = set()
    for entry, room, loc in rows:
        if entry in graph.frames and loc not in told:
            again = graph.repeated([entry, *above])
            need = frame + graph.depth(entry)[0]
            kept = reserve + sum(times * size for times, size, _ in again)
            if need + kept > room:
                told.add(loc)
                yield too_deep(graph, tree, kernel, (entry, loc), (need, kept, room), again)


def too_deep(graph: Graph, tree: Tree, kernel: Kernel, entry: tuple[str, Loc],
             sizes: tuple[int, int, int], again: Sequence[tuple[int, int, Way]]) -> Diag:
    """Return what is to be said of a stack that is too small."""
    need, reserve, room = sizes
    way = graph.depth(entry[0])[1]
    biggest = graph.frames[max(way, key=lambda name: graph.frames[name].size)]
    what = (f"`{entry[0]}` may take {need} bytes of stack in the {kernel.arch.name} kernel, and "
            f"has {room - reserve}")
    steps = ", ".join(f"{plain(name)} {graph.frames[name].size}" for name in way)
    notes = (f"the way: {steps}",
             f"of {room} bytes, {reserve} are kept for a trap, an interrupt and a panic",
             *(f"of these, {times} times {size} for {', '.join(map(plain, ring))}"
               for times, size, ring in sorted(again, reverse=True)))
    mark = Mark(tree.function(biggest), f"{biggest.size} of them are this function's")
    return Diag("K0322", entry[1], what, "", (mark,), notes)
