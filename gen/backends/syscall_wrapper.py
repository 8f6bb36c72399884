# SPDX-License-Identifier: BSD-3-Clause
"""syscall_wrapper.gen.c: the checks that no handler can forget, and its header.

Words are narrowed; values, then addresses are checked in the order of the arguments; what
is read is read once, into the kernel (`k_<name>`); what will be written is proved writable
before the call acts (if it alters anything), and written after it succeeded.

Sample::

    if (copyin(at(w0), &k_rqtp, sizeof(k_rqtp)) != 0 ||
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from dsl.record import dataclass
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
        "calls": [
            kernel.pieces.of("wrapper", c, partial(wrapped, c, kernel.arch.call_stack_offset))
            for c in calls
        ],
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
    return prototype(f"intptr_t\tcall_{call.name}", ["word_t"] * len(raw_words(call)))


def verified(param: Param, words: dict[str, str]) -> Iterator[str]:
    """Yield the condition under which what was read is EINVAL."""
    if param.judged:
        argument = f"k_{param.name}" if param.enumeration else f"&k_{param.name}"
        text = f"!{is_valid(param.enumeration or param.type.name)}({argument})"
        yield f"{words[param.name]} != 0 && {text}" if param.optional else text


def wrapped(call: Call, stack_offset: int) -> dict[str, object]:
    """Return everything that a call's wrapper is made of."""
    words = spelled(call)
    copies = [line for p in call.params for line in copy(p, words)]
    tries = [one for p in call.params for one in fetch(p, words)]
    written = [p for p in call.params if p.kind in WRITTEN]
    if is_proved(call):
        tries += [prove(p, words) for p in written]
    stores = [unstored(p, words) for p in written] if is_proved(call) else []
    params = [f"word_t {word}" for word in raw_words(call)]
    told = any(one.errno for one in tries)
    return {
        "at": call.loc.at,
        "head": "\n".join(listed(f"call_{call.name}(", params or ["void"], ")")),
        "stack": call.stack_count,
        "stack_offset": stack_offset,
        "copies": copies,
        "error": told,
        "locals": bool(copies or told or call.stack_count),
        "opened": [line for p in call.params for line in opened(p, words)],
        "cleared": [] if is_proved(call) else
        [cleared(p, words) for p in written if p.kind in ("out", "out_bytes")],
        "refusals": [line for p in call.params for line in refusal(p, words)],
        "tries": list(grouped(tries)),
        "verified": [line for p in call.params for line in verified(p, words)],
        "handler": handler(call, words),
        "left": [left(p, words) for p in call.params if p.name == call.left],
        "result": bool(written),
        "stores": [stored(stores)] if stores else [],
        "whole": [] if is_proved(call) else [whole(p, words) for p in written],
    }


def grouped(tries: list[Try]) -> Iterator[str]:
    """Yield the statements that try: those that only fault have one answer together."""
    for errno, several in groupby(tries, lambda one: one.errno):
        texts = [one.text for one in several]
        if errno:
            yield from (f"{text}\n\tif (error != 0)\n\t\treturn (-error);" for text in texts)
        else:
            head = listed("\tif (", either(texts), ")", " ||")
            yield "\n".join([*head, "\t\treturn (-EFAULT);"])


def either(conditions: list[str]) -> list[str]:
    """Return conditions one of which is enough."""
    several = len(conditions) > 1
    return [f"({c})" if several and " && " in c else c for c in conditions]


def stored(wanted: list[list[str]]) -> str:
    """Return the head of the statement that stores what a call that succeeded has filled."""
    if len(wanted) == 1:
        return condition(["!FAILED(result)", *wanted[0]])["text"]
    parts = either([" && ".join(parts) for parts in wanted])
    return "\n".join(listed("\tif (!FAILED(result) && (", parts, "))", " ||"))


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


def copy(param: Param, words: dict[str, str]) -> Iterator[str]:
    """Yield the kernel's copy of what an argument points at, or the window to it."""
    name = f"k_{param.name}"
    if param.kind in WINDOWS:
        late = is_late(param, words)
        yield f"struct {WINDOWS[param.kind]} {name}{'' if late else f' = {window(param, words)}'};"
    elif param.kind in BYTES:
        yield f"char {name}[{param.bound}];"
    elif param.kind in READ + WRITTEN:
        yield f"{param.type.declare(name)};"


def window(param: Param, words: dict[str, str]) -> str:
    """Return the value of a window."""
    return f"{{ at({words[param.name]}), {words[param.length]} }}"


def is_late(param: Param, words: dict[str, str]) -> bool:
    """Say whether a window is known only when the words on the stack are read."""
    return param.kind in WINDOWS and "stack[" in window(param, words)


def opened(param: Param, words: dict[str, str]) -> Iterator[str]:
    """Yield the statement that makes a window of words that were on the stack."""
    if is_late(param, words):
        yield f"k_{param.name} = (struct {WINDOWS[param.kind]}){window(param, words)};"


def refusal(param: Param, words: dict[str, str]) -> Iterator[str]:
    """Yield the condition under which an argument's value is EINVAL."""
    if param.kind in VALUES:
        yield f"!{is_valid(param.enumeration)}({value(param, words)})"
    elif param.kind == "length" and param.bound:
        yield f"{words[param.name]} > {param.bound}"
    elif param.kind == "length":
        yield f"{words[param.name]} > INTPTR_MAX"


@dataclass(frozen=True, slots=True)
class Try:
    """What fails on memory that is not as it should be; `errno`: it says itself how."""

    text: str
    errno: bool = False


def attempt(param: Param, words: dict[str, str], function: str, parts: list[str]) -> Try:
    """Return an attempt that answers EFAULT; an optional NULL is no error."""
    text = f"{function}({', '.join(parts)}) != 0"
    return Try(f"{words[param.name]} != 0 && {text}" if param.optional else text)


def size(param: Param, words: dict[str, str]) -> str:
    """Return how many bytes of an argument's memory are meant."""
    return words[param.length] if param.length else f"sizeof(k_{param.name})"


def place(param: Param) -> str:
    """Return the address of the kernel's copy."""
    return f"{'' if param.kind in BYTES else '&'}k_{param.name}"


def fetch(param: Param, words: dict[str, str]) -> Iterator[Try]:
    """Yield the check of a window, or the one read of an argument's memory."""
    raw = words[param.name]
    if param.kind in WINDOWS:
        function = f"user_window_{WINDOWS[param.kind].removeprefix('user_')}"
        yield attempt(param, words, function, [f"&k_{param.name}"])
    elif param.kind == "cstr":
        head = f"\terror = {f'{raw} == 0 ? 0 : ' if param.optional else ''}copyinstr("
        parts = [f"at({raw})", place(param), size(param, words)]
        yield Try("\n".join(listed(head, parts, ");")), errno=True)
    elif param.kind in READ:
        parts = [f"at({raw})", place(param), size(param, words)]
        yield attempt(param, words, "copyin", parts)


def prove(param: Param, words: dict[str, str]) -> Try:
    """Return the proof that what will be written can be; what only the handler fills is zero."""
    parts = [f"at({words[param.name]})", size(param, words)]
    if param.kind in ("out", "out_bytes"):
        return attempt(param, words, "user_room", [parts[0], place(param), parts[1]])
    return attempt(param, words, "user_probe_write", parts)


def is_proved(call: Call) -> bool:
    """Say whether what a call will store must be proved writable before it acts.

    One place alone, of a call that does nothing else, is written whole or not at all.
    """
    return call.alters or sum(p.kind in WRITTEN for p in call.params) != 1


def cleared(param: Param, words: dict[str, str]) -> str:
    """Return the statement that clears what only the handler fills, and nobody proved."""
    return f"memset({place(param)}, 0, {size(param, words)});"


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


def unstored(param: Param, words: dict[str, str]) -> list[str]:
    """Return what is true when a result is wanted, and cannot be stored."""
    raw = words[param.name]
    text = f"copyout({place(param)}, at({raw}), {size(param, words)}) != 0"
    return [f"{raw} != 0", text] if param.optional else [text]


def whole(param: Param, words: dict[str, str]) -> dict[str, str]:
    """Return when a result is not wanted, and the statement that stores it whole or not at all."""
    raw = words[param.name]
    parts = [place(param), f"at({raw})", size(param, words), "result"]
    return {
        "unwanted": f"FAILED(result) || {raw} == 0" if param.optional else "FAILED(result)",
        "text": "\n".join(listed("\treturn (copyout_whole(", parts, "));")),
    }


def condition(parts: list[str]) -> dict[str, str]:
    """Return the head of a statement that all of `parts` lead to."""
    return {"text": "\n".join(listed("\tif (", parts, ")", " &&"))}
