# SPDX-License-Identifier: BSD-3-Clause
"""Words as people use them, with a hole where something else than meant may stand."""

from __future__ import annotations

#: What may stand in a hole.
VALUES = (
    '"hi"',
    "7",
    "-1",
    "None",
    "1.5",
    "()",
    "(1,)",
    "[1]",
    "{}",
    "True",
    "u32",
    "Struct",
    "Errno",
    "object()",
    "2**70",
    '"a b"',
    '""',
    "Errno.EIO",
    "bit(1)",
    "...",
    "L[3]",
    "In[u32]",
    "lambda: 0",
)

HEAD = """from syscall.decl import Errno

from dsl import *

"""

#: A message of a port.
ON = """    @message(1)
    def on(self, x: u32) -> Sync[None]:
        \"\"\"Do.\"\"\"
        ...
"""

#: A declaration for each argument of each word; `@@` is the hole.
FORMS = {
    "num": ('@syscall(@@)\ndef f() -> None:\n    """Do."""\n    ...\n'),
    "errors": ('@syscall(700, errors=@@)\ndef f() -> None:\n    """Do."""\n    ...\n'),
    "errors1": ('@syscall(700, errors=(@@,))\ndef f() -> None:\n    """Do."""\n    ...\n'),
    "blocks": ('@syscall(700, blocks=@@)\ndef f() -> None:\n    """Do."""\n    ...\n'),
    "abort": (
        '@syscall(700, abortable=@@, blocks=True)\ndef f() -> None:\n    """Do."""\n    ...\n'
    ),
    "sw": ('@syscall(700, stack_words=@@)\ndef f() -> None:\n    """Do."""\n    ...\n'),
    "left": ('@syscall(700, left=@@)\ndef f() -> None:\n    """Do."""\n    ...\n'),
    "was": ('@syscall(700, was=@@)\ndef f() -> None:\n    """Do."""\n    ...\n'),
    "ex": ('@syscall(700, example=@@)\ndef f() -> None:\n    """Do."""\n    ...\n'),
    "ex1": (
        '@syscall(700, example={"x":{v}})\ndef f(x: u32) -> None:\n    """Do *x*."""\n    ...\n'
    ),
    "ann": ('@syscall(700)\ndef f(x: @@) -> None:\n    """Do *x*."""\n    ...\n'),
    "ret": ('@syscall(700)\ndef f() -> @@:\n    """Do."""\n    ...\n'),
    "inn": ('@syscall(700)\ndef f(x: In[@@]) -> None:\n    """Do *x*."""\n    ...\n'),
    "outn": ('@syscall(700)\ndef f(x: Out[@@]) -> None:\n    """Do *x*."""\n    ...\n'),
    "ion": ('@syscall(700)\ndef f(x: InOut[@@]) -> None:\n    """Do *x*."""\n    ...\n'),
    "optn": ('@syscall(700)\ndef f(x: Opt[@@]) -> None:\n    """Do *x*."""\n    ...\n'),
    "inlen": ('@syscall(700)\ndef f(x: In[Bytes, @@]) -> None:\n    """Do *x*."""\n    ...\n'),
    "inlen2": (
        '@syscall(700)\ndef f(x: In[Bytes, L["n"], @@]) -> None:\n    """Do *x*."""\n    ...\n'
    ),
    "inlen3": ('@syscall(700)\ndef f(x: In[Bytes, L[@@]]) -> None:\n    """Do *x*."""\n    ...\n'),
    "ret1": ('g = retired(@@, "x", since="1", why="w")\n'),
    "ret2": ('g = retired(700, @@, since="1", why="w")\n'),
    "ret3": ('g = retired(700, "x", since=@@, why=@@)\n'),
    "enum": ("class A(Enum, u32):\n    X = @@\n"),
    "enumb": ("class A(Enum, @@):\n    X = 1\n"),
    "flags": ("class A(Flags, u32):\n    X = @@\n"),
    "bits": ("class A(Bits, u32):\n    x = @@\n"),
    "bits1": ("class A(Bits, u32):\n    x = bit(@@)\n"),
    "bits2": ("class A(Bits, u32):\n    x = bits(1, @@)\n"),
    "bits3": ("class A(Bits, u32):\n    x = bits(1, 3, @@)\n"),
    "struct": ("class A(Struct):\n    x: @@\n"),
    "struct1": ("class A(Struct):\n    x: Array[u8, @@]\n"),
    "struct2": ("class A(Struct):\n    x: Array[@@, L[3]]\n"),
    "struct3": ("class A(Struct):\n    x: Text[@@]\n"),
    "struct4": ("class A(Struct):\n    x: Reserved[L[@@]]\n"),
    "struct5": ("class A(Struct):\n    x: Kptr[@@]\n"),
    "struct6": ("class A(Struct):\n    x: u32 = @@\n"),
    "reg": ("class A(Reg, width=@@):\n    x = bit(0)\n"),
    "reg2": ("class A(Reg):\n    x = @@\n"),
    "regs": ("class A(Regs):\n    io = ioports(@@)\n    x = io[0].ro(u8)\n"),
    "regs2": ("class A(Regs):\n    io = ioports(8)\n    x = io[@@].ro(u8)\n"),
    "regs3": ("class A(Regs):\n    io = ioports(8)\n    x = io[0].ro(@@)\n"),
    "regs4": ("class A(Regs):\n    io = ioports(8)\n    x = io[0].ro(u8, when=@@)\n"),
    "regs5": (
        "class B(Reg):\n"
        "    a = bit(0)\n"
        "class A(Regs):\n"
        "    io = ioports(8)\n"
        "    y = io[1].ro(B)\n"
        "    x = io[0].ro(u8, when=y.a == @@)\n"
    ),
    "regs6": ("class A(Regs):\n    io = @@\n    x = io[0].ro(u8)\n"),
    "regs7": ("class A(Regs):\n    x = @@\n"),
    "regs8": ("class A(Regs):\n    io = mmio(8)\n    x = io[0].ro(u8, read_clears=@@)\n"),
    "init": ("s = init_step(@@)\n"),
    "init2": ('s = init_step("f", after=@@)\n'),
    "init3": ('s = init_step("f", after=(@@,), doc=@@)\n'),
    "th": ("s = thread(@@, priority=1)\n"),
    "th2": ('s = thread("f", priority=@@)\n'),
    "th3": ('s = thread("f", priority=1, preempts=@@)\n'),
    "th4": ('s = thread("f", priority=1, stack=@@)\n'),
    "tr": ("s = trap(@@)\n"),
    "tr2": ("s = trap(3, error_code=@@)\n"),
    "tr3": ("s = trap(3, user=@@, own_stack=@@)\n"),
    "tr4": ("s = trap(3, name=@@, doc=@@)\n"),
    "ir": ("s = interrupt(@@, vector=40)\n"),
    "ir2": ("s = interrupt(3, vector=@@)\n"),
    "sg": ("s = syscall_gate(@@)\n"),
    "rel": ("R = release(@@, date=\"2026-01-01\")\n"),
    "rel2": ("R = release(\"1\", date=@@)\n"),
    "cfg": ("C = config(invariants=@@, tests=@@, debug=@@, frame_pointers=@@)\n"),
    "cfg2": ("C = config(invariants=True, tests=True, debug=True, default=@@)\n"),
    "only": ("o = only_in(@@)\n"),
    "m": ("m = machine(@@)\n"),
    "m2": ('m = machine("pc", arches=@@)\n'),
    "m3": ('m = machine("pc", arches=(@@,))\n'),
    "m4": ('m = machine("pc", cpu=@@, memory=@@)\n'),
    "m5": ('m = machine("pc", args=@@)\n'),
    "m6": ('m = machine("pc", medium=@@, every=@@)\n'),
    "bt": ("b = boot_test(@@, expect=exits(0))\n"),
    "bt2": ('b = boot_test("hello", expect=@@)\n'),
    "bt3": ('b = boot_test("hello", expect=exits(@@))\n'),
    "bt4": ('b = boot_test("hello", expect=dies(@@))\n'),
    "bt5": ('b = boot_test("hello", expect=exits(0), arches=@@)\n'),
    "bt6": ('b = boot_test("hello", expect=exits(0), arches=(@@,))\n'),
    "dec": ('@@@\ndef f() -> None:\n    """Do."""\n    ...\n'),
    "base": ("class A(@@):\n    x = 1\n"),
    "multi": ("class A(Struct, @@):\n    x: u32\n"),
    "nm": ("X = @@\n"),
    "default": ('@syscall(700)\ndef f(x: u32 = @@) -> None:\n    """Do *x*."""\n    ...\n'),
    "star": ('@syscall(700)\ndef f(*x: @@) -> None:\n    """Do *x*."""\n    ...\n'),
    "kw": ('@syscall(700)\ndef f(*, x: @@) -> None:\n    """Do *x*."""\n    ...\n'),
    "kww": ('@syscall(700)\ndef f(**x: @@) -> None:\n    """Do *x*."""\n    ...\n'),
    **{
        f"port_{name}": f"T = thread(\"p_serve\", priority=14)\nclass P(Port, {head}):\n{body}"
        for name, head, body in (
            ("id", "id=@@, owner=T", ON),
            ("owner", "id=0x20, owner=@@", ON),
            ("kind", "id=0x20, owner=T, kind=@@", ON),
            ("queue", "id=0x20, owner=T, queue=@@", ON),
            ("sends", "id=0x20, owner=T, sends=@@", ON),
            ("sends1", "id=0x20, owner=T, sends=(@@,)", ON),
            ("takes", "id=0x20, owner=T, takes=@@", ON),
            ("takes1", "id=0x20, owner=T, takes=(@@,)", ON),
            ("protocol", "id=0x20, owner=T", f"    protocol = @@\n{ON}"),
            ("accepts", "id=0x20, owner=T", f"    accepts = @@\n{ON}"),
            ("accepts1", "id=0x20, owner=T", f"    accepts = (@@,)\n{ON}"),
            ("other", "id=0x20, owner=T", f"    other = @@\n{ON}"),
            ("number", "id=0x20, owner=T", ON.replace("(1)", "(@@)")),
            ("errors", "id=0x20, owner=T", ON.replace("(1)", "(1, errors=@@)")),
            ("errors1", "id=0x20, owner=T", ON.replace("(1)", "(1, errors=(@@,))")),
            ("memory", "id=0x20, owner=T", ON.replace("(1)", "(1, memory=@@)")),
            ("options", "id=0x20, owner=T",
             ON.replace("(1)", "(1, droppable=@@, urgent=@@, blocks=@@)")),
            ("options2", "id=0x20, owner=T", ON.replace("(1)", "(1, abortable=@@, remote=@@)")),
            ("was", "id=0x20, owner=T", ON.replace("(1)", "(1, was=@@)")),
            ("field", "id=0x20, owner=T", ON.replace("x: u32", "x: @@")),
            ("lend", "id=0x20, owner=T", ON.replace("x: u32", "x: Lend[@@]")),
            ("lend2", "id=0x20, owner=T", ON.replace("x: u32", "x: Lend[Bytes, @@]")),
            ("give", "id=0x20, owner=T", ON.replace("x: u32", "x: Give[@@, L[3]]")),
            ("reply", "id=0x20, owner=T", ON.replace("Sync[None]", "@@")),
            ("sync", "id=0x20, owner=T", ON.replace("Sync[None]", "Sync[@@]")),
            ("async", "id=0x20, owner=T", ON.replace("Sync[None]", "Async[@@]")),
            ("self", "id=0x20, owner=T", ON.replace("self, x: u32", "x: @@")),
            ("default", "id=0x20, owner=T", ON.replace("x: u32", "x: u32 = @@")),
            ("star", "id=0x20, owner=T", ON.replace("x: u32", "*x: @@")),
            ("decorator", "id=0x20, owner=T", ON.replace("message(1)", "@@")),
        )
    },
    "msg_id": ("class A(Message, id=@@, reply=Async[u32]):\n    x: u32\n"),
    "msg_reply": ("class A(Message, id=0x7001, reply=@@):\n    x: u32\n"),
    "msg_field": ("class A(Message, id=0x7001, reply=Async[u32]):\n    x: @@\n"),
    "msg_wire": ("class A(Message, id=0x7001, reply=Async[u32], remote=True):\n    x: @@\n"),
    "msg_array": (
        "class A(Message, id=0x7001, reply=Async[u32], remote=True):\n    x: Array[@@, L[2]]\n"
    ),
    "msg_value": ("class A(Message, id=0x7001, reply=Async[u32]):\n    x: u32 = @@\n"),
    "msg_bare": ("class A(Message):\n    x: @@\n"),
    "port_bare": ("class A(Port):\n    x: @@\n"),
    "token": ("t = token(per=@@)\n"),
    "token2": ("t = token(after=@@)\n"),
    "token3": ("t = token(after=(@@,), doc=@@)\n"),
    "spin": ("t = spinlock(per=@@, after=@@)\n"),
    "serializer": ("t = serializer(after=(@@,))\n"),
    "kind": ("k = port_kind(@@)\n"),
    "kind2": ("k = port_kind(9, put=@@, get=@@, reply=@@)\n"),
    "step": ("k = transition(@@, @@)\n"),
    "step2": ('k = transition(("a",), "b", needs=@@, forbids=@@, sets=@@, clears=@@)\n'),
    "step3": ('k = transition((@@,), "b")\n'),
    "gone": ('k = retired_message(@@, "x", since="1", why="w")\n'),
    "gone2": ("k = retired_message(0x7002, @@, since=@@, why=@@)\n"),
    "header": (
        "k = message_header(@@, port=@@, flags=@@, unanswered=@@, freed=@@)\n"
    ),
    "th5": ('s = thread("f", priority=1, sends=@@)\n'),
    "th6": ('s = thread("f", priority=1, sends=(@@,))\n'),
}
