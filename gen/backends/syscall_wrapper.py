# SPDX-License-Identifier: BSD-3-Clause
"""syscall_wrapper.gen.c: the checks that no handler can forget.

Words are narrowed; values, then addresses are checked in the order of the arguments; what
is read is read once, into the kernel; what will be written is proved writable before the
call acts, and written after it succeeded.

Sample::

    call_nanosleep(uintptr_t w0, uintptr_t w1)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.syscall_table import wrapper
from gen.model.nodes import Call, Enumeration, Kernel, Param

#: Kinds whose data the handler gets behind a pointer to a kernel copy.
COPIES = ("in", "out", "inout")


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the wrappers of all calls that need one."""
    calls = [c for c in kernel.calls if not c.direct]
    used = {p.enumeration for c in calls for p in c.params if p.kind == "enum"}
    words = {
        "headers": sorted(
            {f"{c.subsystem}.gen.h" for c in calls}
            | {f"{e.subsystem}.gen.h" for e in kernel.enums}
        ),
        "enums": [validity(e) for e in kernel.enums if e.name in used],
        "calls": [wrapped(c, kernel.arch.call_stack_offset) for c in calls],
    }
    yield Artefact("syscall_wrapper.gen.c", "c/syscall_wrapper.c.j2", words, "the declared calls")


def validity(enum: Enumeration) -> dict[str, object]:
    """Return the function that knows an enumeration's values."""
    return {
        "function": f"is_{enum.name.lower()}",
        "type": enum.type.c,
        "members": [m.name for m in enum.members],
        "at": enum.loc.at,
    }


def wrapped(call: Call, stack_offset: int) -> dict[str, object]:
    """Return everything that a call's wrapper is made of."""
    params = [p for p in call.params if p.kind != "length"]
    return {
        "at": call.loc.at,
        "prototype": wrapper(call),
        "name": call.name,
        "words": words(call),
        "stack": call.stack_count,
        "stack_offset": stack_offset,
        "locals": [line for p in params for line in local(call, p)],
        "result": "int64_t" if call.result.name in ("i64", "u64") else "intptr_t",
        "conditions": [line for p in call.params for line in value_check(p)],
        "fetches": [line for p in params for line in fetch(call, p)],
        "proofs": [line for p in params for line in proof(p)],
        "handler": handled(call),
        "stores": [line for p in params for line in store(p)],
    }


def words(call: Call) -> str:
    """Return the wrapper's parameters."""
    count = call.word_count - call.stack_count
    return ", ".join(f"uintptr_t w{i}" for i in range(count)) or "void"


def word(call: Call, param: Param, index: int = 0) -> str:
    """Return the C name of one of an argument's words."""
    before = 0
    for other in call.params:
        if other.name == param.name:
            break
        before += len(other.words)
    place = param.words[index]
    return f"stack[{place.stack}]" if place.stack >= 0 else f"w{before + index}"


def value(call: Call, param: Param) -> str:
    """Return an argument's value, narrowed from its words."""
    if len(param.words) == 2:
        low, high = word(call, param, 0), word(call, param, 1)
        return f"({param.type.c})((uint64_t){high} << 32 | {low})"
    return f"({param.type.c}){word(call, param)}"


def length_of(call: Call, param: Param) -> str:
    """Return the word of a buffer's length."""
    return word(call, next(p for p in call.params if p.name == param.length))


def local(call: Call, param: Param) -> Iterator[str]:
    """Yield the local variables of an argument."""
    at = word(call, param)
    if param.kind in ("in_window", "out_window"):
        struct = "user_in" if param.kind == "in_window" else "user_out"
        yield f"struct {struct} {param.name} = {{ {{ {at} }}, {length_of(call, param)} }};"
    elif param.kind in ("in_bytes", "cstr"):
        yield f"user_ptr_t {param.name}_at = {{ {at} }};"
        if param.kind == "in_bytes":
            yield f"size_t {param.length} = {length_of(call, param)};"
        yield f"char {param.name}[{param.bound}];"
    elif param.kind in COPIES:
        yield f"user_ptr_t {param.name}_at = {{ {at} }};"
        yield f"{param.type.c} {param.name};"
    elif param.kind == "addr":
        yield f"user_ptr_t {param.name} = {{ {at} }};"
    else:
        yield f"{param.type.c} {param.name} = {value(call, param)};"


def value_check(param: Param) -> Iterator[str]:
    """Yield the conditions under which an argument's value is EINVAL."""
    if param.kind == "enum":
        yield f"!is_{param.enumeration.lower()}({param.name})"
    elif param.kind == "flags":
        yield f"({param.name} & ~{param.mask:#x}u) != 0"
    elif param.kind == "length" and param.bound:
        yield f"{param.name} > {param.bound}"
    elif param.kind == "length":
        yield f"{param.of}.left > INTPTR_MAX"


def fetch(call: Call, param: Param) -> Iterator[dict[str, str]]:
    """Yield what must succeed before the call acts: ranges, and the one read."""
    name, present = param.name, f"{param.name}_at.va != 0 && " if param.optional else ""
    if param.kind in ("in_window", "out_window"):
        check = "user_window_in" if param.kind == "in_window" else "user_window_out"
        yield {"what": f"error = {check}(&{name});", "when": ""}
    elif param.kind == "cstr":
        yield {"what": f"error = copyinstr({name}_at, {name}, sizeof({name}));", "when": ""}
    elif param.kind == "in_bytes":
        yield {"what": f"error = copyin({name}_at, {name}, {param.length});", "when": ""}
    elif param.kind in ("in", "inout"):
        when = present.removesuffix(" && ")
        yield {"what": f"error = copyin({name}_at, &{name}, sizeof({name}));", "when": when}
    if param.kind == "out":
        yield {"what": f"memset(&{name}, 0, sizeof({name}));", "when": "set"}


def proof(param: Param) -> Iterator[dict[str, str]]:
    """Yield the proof that what will be written can be."""
    if param.kind in ("out", "inout"):
        when = f"{param.name}_at.va != 0" if param.optional else ""
        what = f"error = user_probe_write({param.name}_at, sizeof({param.name}));"
        yield {"what": what, "when": when}


def handled(call: Call) -> str:
    """Return the call of the handler, folded."""
    arguments = [text for p in call.params for text in passed(p)]
    text = f"{call.handler}({', '.join(arguments)})"
    lines = ["\tresult = "]
    for piece in text.replace(", ", ",\0").split("\0"):
        if len(lines[-1].expandtabs()) + len(piece) > 77:
            lines.append("\t    ")
        lines[-1] += piece + (" " if piece.endswith(",") else "")
    return "\n".join(line.rstrip() for line in lines).lstrip("\t")


def passed(param: Param) -> Iterator[str]:
    """Yield what the handler gets for an argument."""
    if param.kind == "length":
        if param.bound:
            yield param.name
    elif param.kind in ("in_window", "out_window"):
        yield f"&{param.name}"
    elif param.kind in COPIES and param.optional:
        yield f"{param.name}_at.va != 0 ? &{param.name} : NULL"
    elif param.kind in COPIES:
        yield f"&{param.name}"
    else:
        yield param.name


def store(param: Param) -> Iterator[dict[str, str]]:
    """Yield the write of a result."""
    if param.kind in ("out", "inout"):
        when = f" && {param.name}_at.va != 0" if param.optional else ""
        what = f"copyout(&{param.name}, {param.name}_at, sizeof({param.name}))"
        yield {"what": what, "when": when}
