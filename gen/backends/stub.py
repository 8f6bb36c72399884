# SPDX-License-Identifier: BSD-3-Clause
"""user/stub.gen.S: the functions by which programs make system calls.

A stub puts its C arguments where the kernel takes them, enters, and turns an errno into -1.

Sample::

    getpid:
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.hardware import Arch
from gen.model.nodes import Call, Kernel, Param, Word


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the stubs of the target."""
    arch = kernel.arch
    words = {
        "stubs": [stub(c, arch) for c in kernel.calls],
        "vector": hex(kernel.syscall_vector),
    }
    template = f"asm/stub_{arch.name}.S.j2"
    yield Artefact("user/stub.gen.S", template, words, "the declared calls")


def stub(call: Call, arch: Arch) -> dict[str, object]:
    """Return what a call's stub is made of.

    Offsets count from the stack pointer behind all pushes; the words that travel on the
    stack are pushed last one first, each from the same distance, with a word below them for
    what would be a return address.
    """
    roles = [(w, role) for p in call.params for w, role in of_words(p)]
    loaded = [(w.register, role) for w, role in roles if w.register]
    saved = [register for register, _ in loaded if register in arch.c_preserved]
    depth = arch.word * (len(saved) + 1)
    pushed = arch.word * (call.stack_count + 1) if call.stack_count else 0
    return {
        "name": call.name,
        "at": call.loc.at,
        "saved": saved,
        "restored": list(reversed(saved)),
        "loads": [
            {"offset": depth + pushed + arch.word * i, "register": register, "role": role}
            for i, (register, role) in enumerate(loaded)
        ],
        "stack": [role for word, role in reversed(roles) if word.stack >= 0],
        "last": depth + arch.word * (len(roles) - 1),
        "pushed": pushed,
        "fast": call.fast,
        "moved": moved(call, arch),
        "noreturn": call.noreturn,
    }


def of_words(param: Param) -> Iterator[tuple[Word, str]]:
    """Yield an argument's words with what each is."""
    for index, word in enumerate(param.words):
        yield word, f"{param.name}, high half" if index else param.name


def moved(call: Call, arch: Arch) -> list[dict[str, str]]:
    """Return the words that C passes in other registers than the kernel takes them in."""
    pairs = zip(arch.c_args, arch.call_args, strict=False)
    return [
        {"from": c, "to": kernel}
        for index, (c, kernel) in enumerate(pairs)
        if c != kernel and index < call.word_count
    ]
