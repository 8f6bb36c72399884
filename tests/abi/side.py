# SPDX-License-Identifier: BSD-3-Clause
"""One side of a comparison: what a program sees of a kernel, as C that can be asked.

The headers, wrappers and validity checks are those that the generator makes.  Every name gets
the side's number behind it, so that hundreds of sides stand in one file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from gen.backends import calls, message_wire, syscall_number, syscall_wrapper, translation, validity
from gen.backends.message import numbers
from gen.backends.syscall_table import is_direct
from gen.model.nodes import Call, Field, Kernel, Param, Structure
from gen.render import Renderer
from gen.translation import moves, steps

#: Lines of generated files that stand around what they declare.
AROUND = re.compile(
    r"^(#include .*|#ifndef \w+_H|#define \w+_GEN_H|#endif|#define FAILED(?:.*\\\n)*.*)\n",
    re.MULTILINE,
)
AT = re.compile(r"/\* A word as an address.*?^}\n", re.MULTILINE | re.DOTALL)
STATIC = re.compile(r"^_Static_assert\(.*?;\n", re.MULTILINE | re.DOTALL)
BEHIND = re.compile(r"/\*.*?\*/", re.DOTALL)
FAILED = "#define FAILED(result)\t((result) < 0 && (result) >= -4095)\n"

#: What wrappers answer with, where the mutated Errno lacks it.
ERRNOS = {"EINVAL": 22, "EFAULT": 14, "EINTR": 4, "EOVERFLOW": 84}

VALUES = ("scalar", "handle", "addr", "enum", "flags")


@dataclass(slots=True)
class Side:
    """A reduced kernel, and what was made of it; `facts` are C expressions by their keys."""

    kernel: Kernel
    header: str
    body: str
    names: list[str]
    constants: list[str]
    facts: dict[tuple[str, ...], str]
    number: int = 0
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)
    probes: list[Any] = field(default_factory=list)


def reduced(
    kernel: Kernel, about: set[str], by_number: frozenset[int] = frozenset(),
    also: frozenset[str] = frozenset(),
) -> Kernel:
    """Return what of a kernel has to do with some names, or serves some numbers.

    What is called as one of `also` is kept when programs see it.
    """
    structs = {s.name: s for s in kernel.structs}

    def below(name: str) -> set[str]:
        inside = {p for f in structs[name].fields for p in (f.structure, f.enumeration) if p
                  } if name in structs else set()
        return {name} | {n for part in inside for n in below(part)}

    def uses(params: tuple[Param, ...] | tuple[Field, ...]) -> set[str]:
        found = {p.enumeration for p in params} | {p.type.name for p in params}
        found |= {getattr(p, "structure", "") for p in params}
        return {n for one in found for n in below(one)}

    touched = [c for c in kernel.calls if c.name in about or c.number in by_number
               or uses(c.params) & about]
    wanted = {c.version_of for c in touched}
    touched += [c for c in kernel.calls if c.name in wanted and c not in touched]
    messages = [m for m in kernel.messaging.messages if m.remote
                and (m.c_name in about or m.name in about or uses(m.wire) & about)]
    names = about | {n for c in touched for n in uses(c.params)}
    names |= {n for m in messages for n in uses(m.wire)}
    older = {s.was for s in kernel.structs if s.name in names}
    names |= {n for one in older for n in below(one)}
    names |= {n for one in list(names) for n in below(one)}
    names |= {n for s in kernel.structs if s.name in also and s.shared for n in below(s.name)}
    names |= {e.name for e in kernel.enums if e.name in also}
    seen = [replace(s, shared=True) for s in kernel.structs if s.name in names]
    return replace(
        kernel, calls=tuple(touched), structs=tuple(seen),
        enums=tuple(e for e in kernel.enums if e.name in names or e.name == "Errno"),
        messaging=replace(kernel.messaging, messages=tuple(messages)),
    )


def cleaned(text: str) -> str:
    """Return a generated file without its guards, includes and comments."""
    text = AT.sub("", STATIC.sub("", text))
    return re.sub(r"\n\n+", "\n", BEHIND.sub("", AROUND.sub("", text)))


def made(renderer: Renderer, backend: object, kernel: Kernel, *paths: str) -> str:
    """Return some of a backend's files, cleaned, one behind the other."""
    found = {a.path.rsplit("/", 1)[-1]: a for a in backend.artefacts(kernel)}  # type: ignore
    return "".join(cleaned(renderer.text(found[p])) for p in paths if p in found)


def side(renderer: Renderer, kernel: Kernel) -> Side:
    """Return a reduced kernel as C."""
    header = made(renderer, syscall_number, kernel, "syscall_number.gen.h")
    header += made(renderer, calls, kernel, "calls.gen.h")
    header += cleaned("".join(f"{line}\n" for m in kernel.messaging.messages
                              for line in numbers(m)))
    wire = made(renderer, message_wire, kernel, "message_wire.gen.h")
    header += re.sub(r"^(void|int)\t\w+_(un)?marshal\(.*?;\n", "", wire, flags=re.M | re.S)
    body = made(renderer, validity, kernel, "validity.gen.h")
    body += "".join(mocked(c) for c in kernel.calls if not c.version_of)
    body += FAILED
    body += made(renderer, translation, kernel, "translation.gen.h", "translation.gen.c")
    body += made(renderer, syscall_wrapper, kernel, "syscall_wrapper.gen.h",
                 "syscall_wrapper.gen.c")
    return Side(kernel, header, body, list(names(kernel)), re.findall(r"#define (\w+)", header),
                dict(facts(kernel)))


def names(kernel: Kernel) -> Iterator[str]:
    """Yield every name that a side gives to something."""
    yield "CALL_WORDS"
    structs = {s.name: s for s in kernel.structs}
    for structure in kernel.structs:
        yield structure.c_name
        yield f"is_{structure.c_name}"
    for old, new in steps(structs):
        yield from (f"{old.c_name}_from_{new.c_name}", f"{new.c_name}_from_{old.c_name}")
        assert all(move.way != "never" for move in moves(old, new, structs))
    for enum in kernel.enums:
        yield validity.is_valid(enum.name)
    for call in kernel.calls:
        yield from (call.name, f"call_{call.name}", call.handler, f"args_{call.name}")
    for message in kernel.messaging.messages:
        yield f"{message.c_name}_wire"


def mocked(call: Call) -> str:
    """Return a handler that tells what it gets."""
    params = [p.kernel_c for p in call.params if p.kernel_c]
    lines = [f"intptr_t\n{call.handler}({', '.join(params) or 'void'})\n{{"]
    lines.append(f'\ttold(CALLED, HANDLER_{call.name}, 0);')
    for index, param in enumerate(call.params):
        if param.kind in VALUES:
            value = f"{param.name}.va" if param.kind == "addr" else param.name
            lines.append(f"\ttold(ARGUMENT, {index} | ({value} < 0) << 8, (int64_t){value});")
        elif param.kind == "length":
            lines.append(f"\t(void){param.name};" if param.kernel_c else "")
        else:
            lines.append(f"\ttold(ARGUMENT, {index}, {param.name} != NULL);")
    answer = 0 if call.result.kind == "void" else 1
    return "\n".join([*lines, f"\treturn ({answer});\n}}\n"])


def dispatched(side: Side) -> Iterator[str]:
    """Yield the function that a number and words go to."""
    yield "static intptr_t\nrun_this(uint32_t number, const uintptr_t *w)\n{"
    yield "\t(void)w;\n\tswitch (number) {"
    for call in side.kernel.calls:
        words = call.word_count - call.stack_count
        given = ", ".join(f"w[{i}]" for i in range(words))
        function = f"call_{call.name}"
        if is_direct(call):
            types = ", ".join(["uintptr_t"] * words) or "void"
            function = f"((intptr_t (*)({types}))(void *){call.handler})"
        yield f"\tcase {call.number}: return ({function}({given}));"
    yield "\tdefault: told(ABSENT, 0, 0); return (0);\n\t}\n}"


def facts(kernel: Kernel) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what a compiled program holds of a kernel: constants, sizes, offsets, signs."""
    for enum in kernel.enums:
        for member in enum.members:
            yield ("constant", member.name), member.name
    for structure in kernel.structs:
        yield from layout(structure.name, f"struct {structure.c_name}", structure.fields)
    for message in kernel.messaging.messages:
        tag = f"struct {message.c_name}_wire"
        yield from layout(f"message {message.number}", tag, message.wire)
    for call in kernel.calls:
        yield ("number", call.name), f"SYS_{call.name}"
        key = f"call {call.number}"
        for index, param in enumerate(call.params):
            place = f"offsetof(struct args_{call.name}, {param.name})"
            yield (key, "arg", param.name), place
            if param.type.kind in ("scalar", "handle", "enum", "flags") and (
                    param.kind in ("in", "out", "inout")):
                behind = f"*((struct args_{call.name} *)0)->{param.name}"
                yield (key, "behind", str(index)), f"(__typeof__({behind}))-1 < 0"
        if not call.noreturn:
            answer = f"{call.name}({', '.join('0' for _ in call.params)})"
            yield (key, "result", "size"), f"sizeof({answer})"
            pointer = calls.result_c(call).endswith("*")
            sign = "0" if pointer else f"(__typeof__({answer}))-1 < 0"
            yield (key, "result", "sign"), sign


def layout(
    key: str, tag: str, fields: tuple[Field, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield size, offsets and signs of a structure."""
    yield (key, "size"), f"sizeof({tag})"
    for one in fields:
        place = f"(({tag} *)0)->{one.name}"
        if one.type.kind == "reserved":
            continue
        yield (key, "at", one.name), f"offsetof({tag}, {one.name})"
        yield (key, "bytes", one.name), f"sizeof({place})"
        if not one.structure:
            element = place + "[0]" * (one.type.kind in ("array", "text"))
            yield (key, "element", one.name), f"sizeof({element})"
            yield (key, "sign", one.name), f"(__typeof__({element}))-1 < 0"


def arguments(call: Call) -> str:
    """Return a structure with a call's arguments, one behind the other, by their names."""
    members = "".join(f"\t{p.user_c};\n" for p in call.params) or "\tint none;\n"
    return f"struct args_{call.name} {{\n{members}}};\n"


def section(one: Side, handlers: dict[str, int]) -> str:
    """Return a side as a part of a C file that can be asked by its number."""
    for call in one.kernel.calls:
        handlers.setdefault(call.name, len(handlers))
    renamed = [*dict.fromkeys(one.names), "run_this", "facts_this"]
    missing = [f"#define {n} {v}" for n, v in ERRNOS.items() if n not in one.constants]
    parts = [
        *(f"#define {name} {name}_{one.number}" for name in renamed),
        *(f"#define HANDLER_{c.name} {handlers[c.name]}" for c in one.kernel.calls),
        one.header, *missing, *(arguments(c) for c in one.kernel.calls), one.body,
        *dispatched(one),
        "static const int64_t facts_this[] = { 0, " + ", ".join(one.facts.values()) + " };",
        *(f"#undef {name}" for name in (*renamed, *one.constants, *ERRNOS)),
        *(f"#undef HANDLER_{c.name}" for c in one.kernel.calls),
    ]
    return "\n".join(parts) + "\n"


def structures(kernel: Kernel) -> dict[str, Structure]:
    """Return a kernel's structures by name."""
    return {s.name: s for s in kernel.structs}
