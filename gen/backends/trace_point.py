# SPDX-License-Identifier: BSD-3-Clause
"""include/trace_point.gen.h, trace_point.gen.c and trace_point.gen.json: what can be recorded.

The functions that record, the table by which the kernel shows records, and the facts by which
a host does.

Sample::

    static inline void
    trace_lwkt_wakeup(const struct thread *td, uint32_t td_id, uint32_t priority)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import indented, listed, noted, prototype, quoted
from gen.model.debug_nodes import TraceRow, TraceValue
from gen.model.nodes import Call, Enumeration, Kernel

EDIT = "the declared trace points"

#: How many values a record has.
VALUES = 3

TAG = re.compile(r"\bstruct (\w+)")


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the functions, the tables, and the facts for a host."""
    traces, kinds = kernel.debugging.traces, kinds_of(kernel)
    words = {
        "points": [described(t) for t in traces],
        "tags": sorted({tag for t in traces for v in t.values for tag in TAG.findall(v.c)}),
        "header": f"{kinds.subsystem}.gen.h" if kinds else "",
        "count": len(traces),
    }
    yield Artefact("include/trace_point.gen.h", "c/trace_point.h.j2", words, EDIT)
    yield Artefact("trace_point.gen.c", "c/trace_point.c.j2", words, EDIT)
    text = indented(facts(kernel))
    yield Artefact("trace_point.gen.json", "text/trace_point.json.j2", {"text": text}, EDIT)


def kinds_of(kernel: Kernel) -> Enumeration | None:
    """Return the Flags that the trace points' kinds are members of."""
    asked = {t.kind for t in kernel.debugging.traces}
    return next((e for e in kernel.enums if asked & {m.name for m in e.members}), None)


def described(trace: TraceRow) -> dict[str, object]:
    """Return how an event is recorded and shown."""
    constant = f"TRACE_POINT_{trace.c_name.upper()}"
    handed = [f"(uint64_t){'(uintptr_t)' if v.pointer else ''}{v.name}" for v in trace.values]
    handed += ["0"] * (VALUES - len(trace.values))
    shown = [part for v in trace.values for part in value(v)]
    name = quoted(f"{trace.subsystem}.{trace.name}")
    return {
        "at": trace.loc.at,
        "name": trace.c_name,
        "kind": trace.kind,
        "define": noted(f"#define {constant:<31} {trace.number}", trace.loc.at, 56),
        "head": prototype(f"trace_{trace.c_name}", [v.c for v in trace.values], ")"),
        "put": listed("\t\ttrace_put(", [constant, *handed], ");"),
        "row": listed("\t{ ", [name, str(len(trace.values)), f"{{ {', '.join(shown)} }}"], " },"),
    }


def value(one: TraceValue) -> list[str]:
    """Return how a value is called, and whether it is an address."""
    return [f"{{ {quoted(one.name)}, {'true' if one.pointer else 'false'} }}"]


def facts(kernel: Kernel) -> dict[str, object]:
    """Return what a host must know to read records."""
    traces = kernel.debugging.traces
    used = {v.enumeration for t in traces for v in t.values}
    calls = kernel.calls if any(t.calls for t in traces) else ()
    used |= {p.enumeration for c in calls for p in c.params}
    errors = {e.name: e.value for c in calls for e in c.errors}
    return {
        "arch": kernel.arch.name,
        "enums": {e.name: {str(m.value): m.name for m in e.members}
                  for e in kernel.enums if e.name in used},
        "flags": [e.name for e in kernel.enums if e.name in used and e.is_flags],
        "errors": {str(value): name for name, value in errno(kernel, errors).items()},
        "calls": {str(c.number): called(c) for c in calls},
        "points": {
            str(t.number): {
                "name": f"{t.subsystem}.{t.name}",
                "kind": t.kind,
                "calls": t.calls,
                "at": t.loc.at,
                "values": [{"name": v.name, "pointer": v.pointer, "signed": v.signed,
                            "enum": v.enumeration} for v in t.values],
            }
            for t in kernel.debugging.traces
        },
    }


def errno(kernel: Kernel, used: dict[str, int]) -> dict[str, int]:
    """Return the names of all errors, where those of calls are some of them."""
    return {m.name: m.value for e in kernel.enums if used.keys() & {m.name for m in e.members}
            for m in e.members}


def called(call: Call) -> dict[str, object]:
    """Return how a call is shown: its name, its arguments, what it returns."""
    return {
        "name": call.name,
        "result": call.result.kind,
        "params": [{"name": p.name, "kind": p.kind, "words": len(p.words),
                    "stack": any(w.stack >= 0 for w in p.words), "size": p.type.size,
                    "signed": p.type.signed, "enum": p.enumeration} for p in call.params],
    }
