# SPDX-License-Identifier: BSD-3-Clause
"""user/stub.gen.S: the functions by which programs make system calls.

A stub puts its C arguments where the kernel takes them, enters, and turns an errno into -1.
Calls whose words travel alike share a macro.

Sample::

    stub	getpid, SYS_getpid
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import noted
from gen.model.hardware import Arch
from gen.model.nodes import Call, Kernel

#: Where the comments stand.
COMMENT = 40


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the stubs of the target."""
    arch = kernel.arch
    alike = {shape_name(c, arch): c for c in kernel.calls}
    words = {
        "shapes": [shape(alike[name], arch) for name in sorted(alike)],
        "stubs": [stub(c, arch) for c in kernel.calls],
        "vector": hex(kernel.syscall_vector),
    }
    template = f"asm/stub_{arch.name}.S.j2"
    yield Artefact("user/stub.gen.S", template, words, "the declared calls")


def stub(call: Call, arch: Arch) -> str:
    """Return the line of a call's stub."""
    text = f"\t{shape_name(call, arch)}\t{call.name}, SYS_{call.name}"
    return noted(text, call.loc.at, COMMENT)


def shape_name(call: Call, arch: Arch) -> str:
    """Return the macro that makes a call's stub; words that C passes in registers stay there."""
    ways = {
        f"_{call.word_count}": not arch.c_args,
        "_moved": bool(moved(call, arch)),
        "_slow": not call.fast,
        "_noreturn": call.noreturn,
    }
    return "stub" + "".join(way for way, is_so in ways.items() if is_so)


def shape(call: Call, arch: Arch) -> dict[str, object]:
    """Return what the stubs of all calls like this one are made of.

    Offsets count from the stack pointer behind all pushes; the words that travel on the
    stack are pushed last one first, each from the same distance, with a word below them for
    what would be a return address.
    """
    words = [w for p in call.params for w in p.words]
    loaded = [w.register for w in words if w.register]
    saved = [register for register in loaded if register in arch.c_preserved]
    depth = arch.word * (len(saved) + 1)
    pushed = arch.word * (call.stack_count + 1) if call.stack_count else 0
    return {
        "name": shape_name(call, arch),
        "saved": saved,
        "restored": list(reversed(saved)),
        "loads": [
            {"offset": depth + pushed + arch.word * i, "register": register, "role": f"word {i}"}
            for i, register in enumerate(loaded)
        ],
        "stack": [f"word {i}" for i, word in reversed(list(enumerate(words))) if word.stack >= 0],
        "last": depth + arch.word * (len(words) - 1),
        "pushed": pushed,
        "fast": call.fast,
        "moved": moved(call, arch),
        "noreturn": call.noreturn,
    }


def moved(call: Call, arch: Arch) -> list[dict[str, str]]:
    """Return the words that C passes in other registers than the kernel takes them in."""
    pairs = zip(arch.c_args, arch.call_args, strict=False)
    return [
        {"from": c, "to": kernel}
        for index, (c, kernel) in enumerate(pairs)
        if c != kernel and index < call.word_count
    ]
