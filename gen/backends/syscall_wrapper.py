# SPDX-License-Identifier: BSD-3-Clause
"""syscall_wrapper.gen.c: the checks that no handler can forget, and its header.

Words are narrowed; values, then addresses are checked in the order of the arguments; what
is read is read once, into the kernel; what will be written is proved writable before the
call acts, and written after it succeeded.

Sample::

    error = copyin(at(w0), &k.rqtp, sizeof(k.rqtp));
    if (error != 0)
        return (-error);
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.syscall_table import is_direct
from gen.backends.validity import VALUES, is_valid
from gen.fold import listed, prototype
from gen.model.nodes import Call, Kernel, Param

WINDOWS = {"in_window": "user_in", "out_window": "user_out"}
READ = ("in", "inout", "in_bytes", "inout_bytes", "cstr")
WRITTEN = ("out", "inout", "out_bytes", "inout_bytes")
BYTES = ("in_bytes", "out_bytes", "inout_bytes", "cstr")
POINTERS = (*WINDOWS, *READ, *WRITTEN)


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the wrappers of all calls that need one, and their prototypes."""
    calls = [c for c in kernel.calls if not is_direct(c)]
    errors = {e.subsystem for e in kernel.enums for m in e.members if m.name == "EFAULT"}
    owners = {c.subsystem for c in calls} | errors
    words = {
        "headers": [f"{name}.gen.h" for name in sorted(owners)],
        "addresses": any(p.kind in (*POINTERS, "addr") for c in calls for p in c.params),
        "calls": [wrapped(c, kernel.arch.call_stack_offset) for c in calls],
    }
    edit = "the declared calls"
    yield Artefact("syscall_wrapper.gen.c", "c/syscall_wrapper.c.j2", words, edit)
    header = {"prototypes": [line for c in calls for line in declared(c)]}
    path = "include/syscall_wrapper.gen.h"
    yield Artefact(path, "c/syscall_wrapper.h.j2", header, edit)


def raw_words(call: Call) -> list[str]:
    """Return the names of the words that travel in registers."""
    return [f"w{i}" for i in range(call.word_count - call.stack_count)]


def declared(call: Call) -> list[str]:
    """Return a wrapper's prototype, folded."""
    return prototype(f"intptr_t\tcall_{call.name}", ["uintptr_t"] * len(raw_words(call)))


def verified(param: Param, words: dict[str, str]) -> Iterator[str]:
    """Yield the condition under which what was read is EINVAL."""
    if param.judged:
        argument = f"k.{param.name}" if param.enumeration else f"&k.{param.name}"
        text = f"!{is_valid(param.enumeration or param.type.name)}({argument})"
        yield f"{words[param.name]} != 0 && {text}" if param.optional else text


def wrapped(call: Call, stack_offset: int) -> dict[str, object]:
    """Return everything that a call's wrapper is made of."""
    words = spelled(call)
    copies = [line for p in call.params for line in copy(p)]
    stores = [store(p, words) for p in call.params if p.kind in WRITTEN]
    tries = [line for p in call.params for line in fetch(p, words)]
    tries += [prove(p, words) for p in call.params if p.kind in WRITTEN]
    params = [f"uintptr_t {word}" for word in raw_words(call)]
    return {
        "at": call.loc.at,
        "head": "\n".join(listed(f"call_{call.name}(", params or ["void"], ")")),
        "stack": call.stack_count,
        "stack_offset": stack_offset,
        "locals": bool(copies or stores or tries or call.stack_count),
        "copies": "\n".join(f"\t\t{line}" for line in copies),
        "refusals": [line for p in call.params for line in refusal(p, words)],
        "tries": tries,
        "verified": [line for p in call.params for line in verified(p, words)],
        "zeroed": [line for p in call.params for line in zero(p, words)],
        "handler": handler(call, words),
        "left": [left(p, words) for p in call.params if p.name == call.left],
        "stores": stores,
    }


def spelled(call: Call) -> dict[str, str]:
    """Return how C spells the raw value of every argument, by name."""
    names = iter(raw_words(call))
    found = {}
    for param in call.params:
        words = [f"stack[{w.stack}]" if w.stack >= 0 else next(names) for w in param.words]
        raw = words[0] if len(words) == 1 else f"((uint64_t){words[1]} << 32 | {words[0]})"
        found[param.name] = raw
    return found


def value(param: Param, words: dict[str, str]) -> str:
    """Return an argument's value, narrowed to its type."""
    raw = words[param.name]
    if param.kind == "addr":
        return f"at({raw})"
    kind = param.kernel_c.removesuffix(param.name).strip() or param.type.c
    return raw if kind == "size_t" else f"({kind}){raw}"


def copy(param: Param) -> Iterator[str]:
    """Yield the kernel's copy of what an argument points at, as a member."""
    if param.kind in WINDOWS:
        yield f"struct {WINDOWS[param.kind]} {param.name};"
    elif param.kind in BYTES:
        yield f"char {param.name}[{param.bound}];"
    elif param.kind in READ + WRITTEN:
        yield f"{param.type.declare(param.name)};"


def refusal(param: Param, words: dict[str, str]) -> Iterator[str]:
    """Yield the condition under which an argument's value is EINVAL."""
    if param.kind in VALUES:
        yield f"!{is_valid(param.enumeration)}({value(param, words)})"
    elif param.kind == "length" and param.bound:
        yield f"{words[param.name]} > {param.bound}"
    elif param.kind == "length":
        yield f"{words[param.name]} > INTPTR_MAX"


def attempt(param: Param, words: dict[str, str], function: str, parts: list[str]) -> str:
    """Return the statement that sets `error`; an optional NULL is no error."""
    head = f"\terror = {function}("
    if param.optional:
        head = f"\terror = {words[param.name]} == 0 ? 0 : {function}("
    return "\n".join(listed(head, parts, ");"))


def size(param: Param, words: dict[str, str]) -> str:
    """Return how many bytes of an argument's memory are meant."""
    return words[param.length] if param.length else f"sizeof(k.{param.name})"


def place(param: Param) -> str:
    """Return the address of the kernel's copy."""
    return f"{'' if param.kind in BYTES else '&'}k.{param.name}"


def fetch(param: Param, words: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield the check of a window, or the one read of an argument's memory."""
    name, raw = param.name, words[param.name]
    if param.kind in WINDOWS:
        struct = WINDOWS[param.kind]
        window = f"\tk.{name} = (struct {struct}){{ at({raw}), {words[param.length]} }};"
        function = f"user_window_{struct.removeprefix('user_')}"
        text = attempt(param, words, function, [f"&k.{name}"])
        yield {"text": f"{window}\n{text}"}
    elif param.kind in READ:
        function = "copyinstr" if param.kind == "cstr" else "copyin"
        parts = [f"at({raw})", place(param), size(param, words)]
        yield {"text": attempt(param, words, function, parts)}


def prove(param: Param, words: dict[str, str]) -> dict[str, str]:
    """Return the proof that what will be written can be."""
    parts = [f"at({words[param.name]})", size(param, words)]
    return {"text": attempt(param, words, "user_probe_write", parts)}


def zero(param: Param, words: dict[str, str]) -> Iterator[str]:
    """Yield the zeroing of what the handler fills, so that nothing else gets out."""
    if param.kind in ("out", "out_bytes"):
        yield f"memset({place(param)}, 0, {size(param, words)});"


def handler(call: Call, words: dict[str, str]) -> str:
    """Return the call of the handler: its result is ours, unless something is to be stored."""
    arguments = [passed(p, words) for p in call.params if p.kernel_c]
    if any(p.kind in WRITTEN for p in call.params):
        return "\n".join(listed(f"\tresult = {call.handler}(", arguments, ");"))
    return "\n".join(listed(f"\treturn ({call.handler}(", arguments, "));"))


def passed(param: Param, words: dict[str, str]) -> str:
    """Return what the handler gets for an argument."""
    if param.kind not in POINTERS:
        return value(param, words)
    if param.optional:
        return f"{words[param.name]} != 0 ? {place(param)} : NULL"
    return place(param)


def left(param: Param, words: dict[str, str]) -> dict[str, str]:
    """Return the condition under which what a signal left undone could not be stored."""
    return condition(["result == -EINTR", *unstored(param, words)])


def store(param: Param, words: dict[str, str]) -> dict[str, str]:
    """Return the condition under which a result could not be stored."""
    return condition(unstored(param, words))


def unstored(param: Param, words: dict[str, str]) -> list[str]:
    """Return what is true when a result is wanted, and cannot be stored."""
    raw = words[param.name]
    text = f"copyout({place(param)}, at({raw}), {size(param, words)}) != 0"
    return [f"{raw} != 0", text] if param.optional else [text]


def condition(parts: list[str]) -> dict[str, str]:
    """Return the head of a statement that all of `parts` lead to."""
    return {"text": "\n".join(listed("\tif (", parts, ")", " &&"))}
