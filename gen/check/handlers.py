# SPDX-License-Identifier: BSD-3-Clause
"""Rules about the hand-written C that the declarations call."""

from __future__ import annotations

from collections.abc import Iterator

import gen.edit as edit
from gen.c_function import functions
from gen.check.mending import spelled_at
from gen.diag import Diag, Mark
from gen.edit import NOTHING
from gen.model.build import System
from gen.model.nodes import Call
from gen.near import closest, did_you_mean
from gen.place import Loc


def c_functions(system: System) -> dict[str, tuple[Loc, str]]:
    """Return the functions of the tree that a system was declared in."""
    if not system.functions:
        declared = system.declared
        found = functions(declared.root, declared.folders, declared.known)
        system.functions.update(found)
    return system.functions


def every_call(system: System) -> list[Call]:
    """Return the calls whose handlers people write, once each."""
    kernels = list(system.kernels.values())
    return [call for call in kernels[0].calls if not call.version_of] if kernels else []


def calls_have_handlers(system: System) -> Iterator[Diag]:
    """Every system call has its function in C."""
    known = c_functions(system)
    handlers = {call.handler for call in every_call(system)}
    orphans = {n.removeprefix("sys_") for n in set(known) - handlers if n.startswith("sys_")}
    for call in every_call(system):
        if call.handler not in known:
            what = f"system call `{call.name}` has no handler"
            near = did_you_mean(call.name, orphans)
            near = near.replace("`", "`sys_", 1)
            folder = call.loc.file.rsplit("/", 1)[0]
            params = ", ".join(p.kernel_c for p in call.params if p.kernel_c) or "void"
            note = f"it would be: intptr_t {call.handler}({params})"
            yield Diag("K0043", call.loc, what, f"`{call.handler}` is nowhere in {folder}",
                       notes=(note,), help=near,
                       fix=edit.text.replaced(known[f"sys_{only}"][0], call.handler) if (
                           only := edit.text.meant(call.name, orphans)) else NOTHING)


def handlers_have_calls(system: System) -> Iterator[Diag]:
    """Every sys_* function is the handler of a declared call."""
    declared = {call.handler for call in every_call(system)}
    # A subsystem outside this config declares its calls all the same.
    declared |= {f"sys_{i.name}" for i in system.declared.owners.values()}
    known = c_functions(system)
    missing = {c.name for c in every_call(system) if c.handler not in known}
    for name, (loc, _) in sorted(known.items()):
        if name.startswith("sys_") and name not in declared:
            if closest(name.removeprefix("sys_"), missing):
                continue  # it is told with the call
            what = f"`{name}` is the handler of no declared call"
            near = did_you_mean(name.removeprefix("sys_"),
                                [c.removeprefix("sys_") for c in declared])
            yield Diag("K0044", loc, what, help=near)


def handlers_take_what_is_declared(system: System) -> Iterator[Diag]:
    """A handler has as many parameters as its call hands on."""
    known = c_functions(system)
    for call in every_call(system):
        if call.handler not in known:
            continue
        loc, text = known[call.handler]
        wanted = [p.kernel_c for p in call.params if p.kernel_c]
        has = [] if text in ("void", "") else text.split(",")
        if len(has) != len(wanted):
            what = (
                f"`{call.handler}` takes {len(has)} argument{'s' * (len(has) != 1)}, "
                f"`{call.name}` hands on {len(wanted)}"
            )
            note = f"it must be: intptr_t {call.handler}({', '.join(wanted) or 'void'})"
            yield Diag("K0045", loc, what, "", (Mark(call.loc, "declared here"),), notes=(note,))


def start_steps_exist(system: System) -> Iterator[Diag]:
    """The function of every start step and thread is there."""
    known = set(c_functions(system))
    kernels = list(system.kernels.values())
    for kernel in kernels[:1]:
        waits = {kind.name for kind in kernel.messaging.kinds if kind.vectors[2]}
        known |= {f"{port.c_name}_serve" for port in kernel.messaging.ports
                  if port.messages and port.kind in waits}
        rows = [(s.calls, s.loc, "start step") for s in kernel.init_steps]
        rows += [(t.entry, t.loc, "thread") for t in kernel.threads]
        for function, loc, kind in rows:
            if function not in known:
                what = f"the {kind} calls `{function}`, which is nowhere in C"
                near = edit.text.meant(function, known)
                yield Diag("K0095", loc, what, help=did_you_mean(function, known),
                           fix=spelled_at(system.declared, loc, function, near))
