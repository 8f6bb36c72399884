# SPDX-License-Identifier: BSD-3-Clause
"""A system call, whole: where its arguments travel, what is checked, what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gen.backends.calls import user_prototype
from gen.check.handlers import c_functions
from gen.model.build import System
from gen.model.nodes import Call, Enumeration, Kernel, Param, RetiredCall
from gen.show.find import Thing
from gen.show.paint import headed, table, told


def drawn(thing: Thing, system: System) -> Iterator[str]:
    """Yield everything that is known of a call."""
    if isinstance(thing.node, RetiredCall):
        yield from retired(thing.node)
        return
    calls: Mapping[str, Call] = thing.nodes
    call: Call = thing.node
    yield headed(f"{call.name}: system call {call.number}", call.loc.at)
    yield from told(call.doc)
    yield ""
    yield from (re.sub(r"\t+", " ", f"    {line}") for line in user_prototype(call))
    if call.was:
        yield f"    (it was called {call.was}; SYS_{call.was} stays defined)"
    yield from ["", "Where its words travel", *table(list(travel(calls, system)))]
    yield from ["", "What is checked before the handler runs"]
    kernel = next(iter(system.kernels.values()))
    yield from table(list(checks(calls, {e.name: e for e in kernel.enums})))
    yield from ["", "What it answers", *table(list(answers(call)))]
    yield from ["", "What is written by hand", *table(list(by_hand(call, system)))]
    yield from ["", "What comes of it", *table(list(made(calls, system)))]


def retired(gone: RetiredCall) -> Iterator[str]:
    """Yield what is left of a call that went."""
    yield headed(f"{gone.name}: system call {gone.number}, retired", gone.loc.at)
    yield ""
    yield f"    It went with {gone.since}: {gone.why}" if gone.since else f"    {gone.why}"
    yield f"    The number {gone.number} stays taken; it answers ENOSYS, which is tested."


def travel(calls: Mapping[str, Call], system: System) -> Iterator[list[str]]:
    """Yield a row for each word of a call, with its place on each target."""
    arches = {name: system.kernels[name].arch for name in calls}
    yield ["", *calls]
    first = next(iter(calls.values()))
    yield [f"the number, {first.number}", *(arch.call_number for arch in arches.values())]
    for index, param in enumerate(first.params):
        yield [param.name, *(places(call.params[index], arches[name])
                             for name, call in calls.items())]
    yield ["the result", *(arch.call_result for arch in arches.values())]
    yield ["enters by", *(gates(call, system.kernels[name]) for name, call in calls.items())]


def gates(call: Call, kernel: Kernel) -> str:
    """Return by which instructions a program enters."""
    slow = [f"int ${kernel.syscall_vector:#x}"] if kernel.syscall_vector >= 0 else []
    return ", or ".join([*([kernel.arch.fast] if call.fast else []), *slow])


def places(param: Param, arch: Any) -> str:
    """Return where an argument's words are: registers, or words of the program's stack."""
    found = []
    for word in param.words:
        offset = arch.call_stack_offset + arch.word * word.stack
        found.append(word.register or f"{offset}(%{arch.sp})")
    return ":".join(reversed(found))


def checks(
    calls: Mapping[str, Call], enums: Mapping[str, Enumeration]
) -> Iterator[list[str]]:
    """Yield for each argument what the generated wrapper makes sure of."""
    call = next(iter(calls.values()))
    if call.direct:
        yield ["nothing needs a check: the table points at the handler itself"]
        return
    for index, param in enumerate(call.params):
        maybe = "may be NULL; else " if param.optional else ""
        sizes = dict.fromkeys(one.params[index].type.size for one in calls.values())
        late = " (or a signal ended its sleep)" if call.left == param.name else ""
        stored = f"proved writable before, copied out after it succeeded{late}"
        yield [param.name, maybe + checked(param, list(sizes), stored, enums)]


def checked(
    param: Param, sizes: list[int], stored: str, enums: Mapping[str, Enumeration]
) -> str:
    """Return what is made sure of one argument, which has these sizes on the targets."""
    size = f"{' or '.join(map(str, sizes))} bytes"
    bits = f"{' or '.join(str(8 * one) for one in sizes)} bits"
    judged = "; a value in it that has no name: EINVAL" if param.judged else ""
    texts = {
        "enum": f"one of {members(param, enums)}, else EINVAL",
        "flags": f"no bit outside {param.mask:#x} ({members(param, enums)}), else EINVAL",
        "in": f"{size} copied into the kernel once, else EFAULT{judged}",
        "out": f"{size} {stored}, else EFAULT",
        "inout": f"{size} copied in once, {stored}, else EFAULT{judged}",
        "in_bytes": f"at most {param.bound} bytes copied into the kernel once, else EFAULT",
        "out_bytes": f"at most {param.bound} bytes {stored}, else EFAULT",
        "inout_bytes": f"at most {param.bound} bytes copied in once, {stored}, else EFAULT",
        "in_window": "it lies in the program, else EFAULT; the handler reads it piece by piece",
        "out_window": "it lies in the program, else EFAULT; the handler writes it piece by piece",
        "cstr": f"copied into the kernel with its NUL: more than {param.bound} bytes are "
                "ENAMETOOLONG, unreadable ones EFAULT",
        "length": (f"at most {param.bound}" if param.bound else "at most what ssize_t can hold")
                  + f", else EINVAL: the length of {param.of}",
        "addr": "nothing: an address that the handler judges",
    }
    return texts.get(param.kind, f"cut to its {bits}; the handler judges it")


def members(param: Param, enums: Mapping[str, Enumeration]) -> str:
    """Return the names that a value may have."""
    found = enums.get(param.enumeration)
    return ", ".join(member.name for member in found.members) if found else "its values"


def answers(call: Call) -> Iterator[list[str]]:
    """Yield what comes back, and how long that may take."""
    value = "0" if call.result.kind == "void" else call.result.name
    yield ["success", "it never comes back" if call.noreturn else value]
    yield ["errors", ", ".join(error.name for error in call.errors) or "none"]
    sleeps = "it may, and no signal ends that" if call.blocks else "it never does"
    if call.abortable:
        sleeps = "it may; a signal ends that with EINTR"
    yield ["sleeps", sleeps]


def by_hand(call: Call, system: System) -> Iterator[list[str]]:
    """Yield the handler: its prototype, and where it is."""
    params = ", ".join(p.kernel_c for p in call.params if p.kernel_c) or "void"
    at = c_functions(system).get(call.handler)
    yield ["handler", f"{at[0].at}" if at else "nowhere yet"]
    yield ["", f"intptr_t {call.handler}({params})"]


def made(calls: Mapping[str, Call], system: System) -> Iterator[list[str]]:
    """Yield what is generated of a call: places in files, tests, its manual page."""
    from gen.hostile import cases

    arch, call = list(calls.items())[-1]
    kernel = system.kernels[arch]
    label = f"files of {arch}"
    for place in mentions(call, kernel, system.declared.root):
        yield [label, place]
        label = ""
    for name, one in calls.items():
        own = [case for case in cases(system.kernels[name]) if case.call.name == one.name]
        of = [f"{sum(f'.{p.name}.' in case.name for case in own)} of {p.name}"
              for p in one.params]
        yield [f"tests on {name}", f"{len(own)} hostile" + (f": {', '.join(of)}" if of else "")]
    yield ["manual page", f"man -l out/{arch}-{kernel.config.name}/gen/man/{call.name}.2"]


def mentions(call: Call, kernel: Kernel, root: Path) -> Iterator[str]:
    """Yield the generated files that hold a call, each with the line where it begins."""
    from gen import backends
    from gen.render import Renderer

    renderer = Renderer(root)
    name = re.escape(call.name)
    spoken = re.compile(rf"\b(?:SYS|call|sys)_{name}\b|^{name}:|\t\*?{name}\(|\"{name}\"")
    for artefact in backends.artefacts(kernel):
        if artefact.path.endswith((".c", ".h", ".S")):
            lines = renderer.text(artefact).splitlines()
            first = next((n for n, line in enumerate(lines, 1) if spoken.search(line)), 0)
            if first:
                yield f"{artefact.path}:{first}"
