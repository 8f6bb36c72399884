# SPDX-License-Identifier: BSD-3-Clause
"""Threads and CPUs: who runs, who is ready, what the others wait for, who called whom."""

from __future__ import annotations

from collections.abc import Iterator

from front.gdb.memory import LONGEST, Machine, Object, Unknown
from front.gdb.wait import wanted

#: Frames of a thread that are shown.
DEEPEST = 24


def areas(machine: Machine) -> Iterator[Object]:
    """Yield what each CPU that runs has."""
    count = int.from_bytes(machine.read(machine.address_of("cpu_count"), 4), "little")
    size = machine.kernel.structure_of["cpu_area"].size
    for number in range(count):
        yield Object(machine, "cpu_area", machine.address_of("cpu_area_table") + number * size)


def cpus(machine: Machine) -> Iterator[Object]:
    """Yield what each CPU owns."""
    yield from (area.inner("cpu") for area in areas(machine))


def threads(machine: Machine) -> Iterator[Object]:
    """Yield every thread: those on the list of all, and the first CPU's idle thread."""
    at = machine.word(machine.address_of("all_threads"))
    for _ in range(LONGEST):
        if not at:
            break
        thread = Object(machine, "thread", at)
        yield thread
        at = thread.number("all_next")
    else:
        raise Unknown("the list of all threads has no end")
    idle = next(cpus(machine)).at("idle")
    if idle is not None:
        yield idle


def called(thread: Object | None) -> str:
    """Return a thread's name and id."""
    return f"{thread.text('name')} ({thread.number('id')})" if thread else "nobody"


def cpu_lines(cpu: Object) -> Iterator[str]:
    """Yield what a CPU does, and who is ready there, the first to run first."""
    pending = f", owes {cpu.shown('pending')}" if cpu.number("pending") else ""
    yield f"CPU {cpu.number('id')} runs {called(cpu.at('current'))}{pending}"
    for level in reversed(range(cpu.field("run_tail").count)):
        names = [called(td) for td in queue(cpu, level)]
        if names:
            yield f"    ready at {level}: {', '.join(names)}"


def queue(cpu: Object, level: int) -> Iterator[Object]:
    """Yield the threads of a level: a ring whose tail is known.

    Who runs stays there, as the first of its level, and is not `ready'.
    """
    tail = cpu.at("run_tail", level)
    one, current = tail, cpu.number("current")
    if not cpu.number("run_mask") >> level & 1:
        return
    for _ in range(LONGEST):
        one = one.at("next") if one else None
        if one and one.address != current:
            yield one
        if one is None or one == tail:
            return


def runs_on(thread: Object) -> Object | None:
    """Return the CPU that runs a thread."""
    cpu = thread.at("cpu")
    return cpu if cpu and cpu.number("current") == thread.address else None


def state(thread: Object) -> str:
    """Return what a thread does, and what it waits for."""
    cpu = runs_on(thread)
    if cpu is not None:
        return f"runs on CPU {cpu.number('id')}"
    home = thread.at("cpu")
    if home and home.number("idle") == thread.address:
        return "runs when nobody is ready"
    if thread.has("flags", "TDF_DEAD"):
        return "is dead"
    if thread.has("flags", "TDF_MIGRATING"):
        return f"is on its way to CPU {where(thread)}"
    if thread.has("flags", "TDF_RUNQ"):
        wants = wanted(thread)
        return f"is ready{f', and wants {wants}' if wants.startswith('token') else ''}"
    signals = ", or a signal" if thread.has("waits", "TDW_ABORTABLE") else ""
    return f"waits for {wanted(thread) or inside(thread)}{signals}"


def where(thread: Object) -> str:
    """Return the number of the CPU that a thread goes to."""
    to = thread.at("destination")
    return str(to.number("id")) if to else "?"


def inside(thread: Object) -> str:
    """Return where a thread gave up its CPU: the first function that is none of the scheduler's."""
    machine = thread.machine
    for pc in calls(thread):
        file, line = machine.line_of(pc)
        if file and "/lwkt/" not in f"/{file}" and not file.endswith(".S"):
            return f"something, in {machine.name_of(pc).split(' ')[0]} at {file}:{line}"
    return "its first turn"


def calls(thread: Object) -> Iterator[int]:
    """Yield where a thread that is switched out goes on, and who called that, and so on.

    Its stack pointer points at a switch frame, whose registers arch/*/facts.py declares.
    """
    kernel, machine = thread.machine.kernel, thread.machine
    places = {role: kernel.switch_frame.index(name) for role, name in kernel.roles.items()}
    frame = thread.number("sp")
    yield machine.word(frame + kernel.word * places["pc"])
    at, stack = machine.word(frame + kernel.word * places["fp"]), thread.number("stack")
    for _ in range(DEEPEST):
        if not stack <= at < stack + thread.number("stack_size"):
            return
        yield machine.word(at + kernel.word)
        above = machine.word(at)
        if above <= at:
            return
        at = above


def trace(thread: Object) -> Iterator[str]:
    """Yield a thread's calls, the newest first."""
    for pc in calls(thread):
        file, line = thread.machine.line_of(pc)
        at = f" at {file}:{line}" if file else ""
        yield f"        {thread.machine.spelled(pc)}{at}"


def lines(machine: Machine, asked: str) -> Iterator[str]:
    """Yield what there is to say of all threads, or of those whose id or name is asked for.

    Behind `bt` stand the calls of those that do not run.
    """
    words = asked.split()
    only = [word for word in words if word != "bt"]
    found = [td for td in threads(machine) if not only or is_named(td, only)]
    if not found:
        raise Unknown(f"there is no thread {' '.join(only)}")
    if not only:
        for cpu in cpus(machine):
            yield from cpu_lines(cpu)
    for td in found:
        home = td.at("cpu")
        yield (f"{td.number('id'):>5} cpu {home.number('id') if home else 0} "
               f"pri {td.number('priority'):>2} {td.text('name'):<16} {state(td)}")
        if "bt" in words and runs_on(td) is None:
            yield from trace(td)


def is_named(thread: Object, words: list[str]) -> bool:
    """Say whether one of some words is a thread's id or name."""
    return str(thread.number("id")) in words or thread.text("name") in words
