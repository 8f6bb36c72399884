# SPDX-License-Identifier: BSD-3-Clause
"""What a kernel starts and how it is tried: init order, threads, vectors, tests, machines."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush

from dsl import boot, start
from gen.load import Declared, Item
from gen.model.hardware import LOCAL, InterruptRow, TrapRow
from gen.model.nodes import (
    BootTest,
    Config,
    InitStep,
    KernelTest,
    KernelThread,
    Machine,
    Release,
)


def qualified(item: Item) -> str:
    """Return a declared name with its subsystem: `vm.pages_ready`."""
    return f"{item.module.subsystem}.{item.name}"


def init_order(declared: Declared) -> list[InitStep]:
    """Return the start steps in the order in which they run.

    A step runs after all that it names; among those that may run next, the name decides, so
    that the order does not hang on files or imports.  A step names those that are declared
    before it, and imports in a circle are refused (K0017): there are no cycles.
    """
    items = {id(item.value): item for item in declared.items(start.InitStep)}
    waits = {one: {id(s) for s in items[one].value.after if id(s) in items} for one in items}
    behind: dict[int, list[int]] = {one: [] for one in items}
    for one, before in waits.items():
        for step in before:
            behind[step].append(one)
    key = {one: (qualified(item), n) for n, (one, item) in enumerate(items.items())}
    ready = [(key[one], one) for one, before in waits.items() if not before]
    heapify(ready)
    order = []
    while ready:
        done = heappop(ready)[1]
        item, step = items[done], items[done].value
        order.append(InitStep(item.name, item.module.subsystem, step.calls, step.doc, item.loc))
        for one in behind[done]:
            waits[one].discard(done)
            if not waits[one]:
                heappush(ready, (key[one], one))
    return order


def kernel_threads(declared: Declared) -> Iterator[KernelThread]:
    """Yield the threads that are always there, by name."""
    for item in sorted(declared.items(start.Thread), key=qualified):
        row = item.value
        yield KernelThread(
            item.name,
            item.module.subsystem,
            row.entry,
            int(row.priority),
            row.preempts,
            row.every_cpu,
            row.stack,
            row.doc,
            item.loc,
        )


def traps(declared: Declared) -> Iterator[TrapRow]:
    """Yield the exception rows, by vector."""
    for item in sorted(declared.items(start.Trap), key=lambda i: (i.value.vector, i.name)):
        row = item.value
        yield TrapRow(
            item.name,
            row.vector,
            row.error_code,
            row.user,
            row.own_stack,
            row.name or item.name,
            f"trap_on_{item.name}",
            item.module.subsystem,
            item.loc,
        )


def interrupts(declared: Declared) -> Iterator[InterruptRow]:
    """Yield the interrupt rows, by vector."""
    items = [*declared.items(start.Interrupt), *declared.items(start.LocalInterrupt)]
    for item in sorted(items, key=lambda i: (i.value.vector, i.name)):
        row = item.value
        yield InterruptRow(
            item.name,
            row.irq if isinstance(row, start.Interrupt) else LOCAL,
            row.vector,
            f"intr_on_{item.name}",
            item.module.subsystem,
            row.doc,
            item.loc,
        )


def syscall_vector(declared: Declared) -> int:
    """Return the software-interrupt vector of system calls, or -1 without one."""
    return next((item.value.vector for item in declared.items(start.SyscallGate)), -1)


def boot_tests(declared: Declared, arch: str) -> Iterator[BootTest]:
    """Yield the boot tests of an architecture, by name."""
    for item in sorted(declared.items(boot.BootTest), key=qualified):
        row = item.value
        if arch in row.arches:
            yield BootTest(
                qualified(item),
                item.module.subsystem,
                tuple(row.run.split()),
                row.expect.kind,
                int(row.expect.value),
                row.doc,
                item.loc,
            )


def kernel_tests(
    declared: Declared, subsystems: set[str], kind: str = "ktest"
) -> Iterator[KernelTest]:
    """Yield the in-kernel tests of the subsystems that are built, by name.

    `kind` is what their functions' names begin with: ktest, or torture for its steps.
    """
    for test in sorted(declared.tests, key=lambda test: test.function):
        if test.subsystem in subsystems and test.function.startswith(f"{kind}_"):
            behaviour = test.function.removeprefix(f"{kind}_").removeprefix(f"{test.subsystem}_")
            name = f"{test.subsystem}.{behaviour}"
            yield KernelTest(name, test.subsystem, test.function, test.loc)


def machines(declared: Declared) -> Iterator[Machine]:
    """Yield the machines, by name."""
    for item in sorted(declared.items(boot.Machine), key=lambda item: item.name):
        row = item.value
        yield Machine(
            item.name,
            row.board,
            row.arches,
            row.cpu,
            row.memory,
            row.cpus,
            row.args,
            row.medium,
            row.every,
            row.doc,
            item.loc,
        )


def release(declared: Declared) -> Release:
    """Return the release; a tree that declares none has version 0, of the epoch's day."""
    rows = [Release(item.value.version, item.value.date) for item in declared.items(boot.Release)]
    return rows[0] if rows else Release("0", "1970-01-01")


def configs(declared: Declared) -> Iterator[Config]:
    """Yield the configs, by name."""
    for item in sorted(declared.items(boot.Config), key=lambda item: item.name):
        row = item.value
        yield Config(
            item.name,
            row.invariants,
            row.tests,
            row.debug,
            row.frame_pointers,
            row.measures,
            row.default,
            row.sanitize,
            row.spares,
            row.doc,
            item.loc,
        )
