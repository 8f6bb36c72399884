# SPDX-License-Identifier: BSD-3-Clause
"""The same facts as each generator reads them: Darner, PeakRDL, MIG, Cap'n Proto, FlatBuffers.

A writer returns files by name.  Every name, number, width and offset of the facts is in each.
"""

from __future__ import annotations

from collections.abc import Iterator

from front.bench_gen_fact import Record, Register, Routine

Files = dict[str, str]

#: Registers of a block, and messages of a port.
BLOCK, PORT = 1000, 200

#: How each spells the types.
CAPNP = {"u64": "UInt64", "u32": "UInt32", "i32": "Int32", "u16": "UInt16"}
FLATC = {"u64": "uint64", "u32": "uint32", "i32": "int32", "u16": "uint16"}
MACH = {"u32": "uint32_t", "u64": "uint64_t", "i32": "int32_t", "pair": "pair_t"}
KERNEL = {"u32": "uint32_t", "u64": "uint64_t", "i32": "int32_t",
          "pair": "const struct bench_pair *"}

PAIR = '''

class BenchPair(Struct):
    """From where to where."""

    first: u32
    count: u32
'''




def darner_registers(facts: list[Register]) -> Files:
    """Return device declarations, BLOCK registers each."""
    files = {}
    for number in range(-(-len(facts) // BLOCK)):
        block = facts[number * BLOCK : (number + 1) * BLOCK]
        text = '"""Registers."""\n\nfrom dsl import Reg, Regs, bit, bits, mmio, rw\n'
        for one in block:
            title = one.name.capitalize()
            text += f'\n\nclass {title}(Reg, width=32):\n    """A register."""\n\n'
            for name, low, high in one.fields:
                place = f"bit({low}, rw)" if low == high else f"bits({low}, {high}, rw)"
                text += f"    {name} = {place}\n"
        text += f'\n\nclass Chip{number}(Regs):\n    """All of them."""\n\n'
        text += f"    page = mmio({4 * BLOCK})\n"
        for one in block:
            at = one.offset - 4 * number * BLOCK
            text += f"    {one.name} = page[{at:#x}].rw({one.name.capitalize()})\n"
        files[f"kernel-src/drv/chip{number}/decl.py"] = text
    return files


def peakrdl(facts: list[Register]) -> Files:
    """Return one address map."""
    text = "addrmap bench {\n"
    for one in facts:
        text += f"  reg {one.name}_r {{\n    regwidth = 32;\n"
        for name, low, high in one.fields:
            text += f"    field {{ sw = rw; hw = r; }} {name}[{high}:{low}];\n"
        text += f"  }};\n  {one.name}_r {one.name} @ {one.offset:#x};\n"
    return {"bench.rdl": text + "};\n"}


def darner_calls(facts: list[Routine], numbers: Iterator[int]) -> Files:
    """Return system calls, and handlers that compile."""
    text = '"""Calls."""\n\nfrom syscall.decl import Errno\n\n'
    text += f"from dsl import In, Out, Struct, i32, syscall, u32, u64\n{PAIR}"
    body = '#include "bench.gen.h"\n#include "syscall.gen.h"\n'
    for one in facts:
        words = ", ".join(f"{n}: {'In[BenchPair]' if t == 'pair' else t}" for n, t in one.arguments)
        text += f"\n\n@syscall({next(numbers)}, errors=(Errno.EINVAL, Errno.EFAULT))\n"
        text += f"def {one.name}({words}, result: Out[u32]) -> None:\n"
        named = ", ".join(f"*{name}*" for name, _ in one.arguments)
        text += f'    """Ask.\n\n    Takes {named};\n    the answer is *result*.\n'
        text += '    """\n    ...\n'
        body += f"\nintptr_t\nsys_{one.name}("
        body += ", ".join(f"{KERNEL[t]} {n}".replace("* ", "*") for n, t in one.arguments)
        body += ", uint32_t *result)\n{\n\t*result = unit + (uint32_t)offset + range->first"
        body += " + (uint32_t)step;\n\treturn (0);\n}\n"
    return {"kernel-src/bench/decl.py": text, "kernel-src/bench/bench.c": body}


def darner_messages(facts: list[Routine], ids: Iterator[int]) -> Files:
    """Return ports of PORT messages each, and handlers that compile."""
    files = {"kernel-src/bench/decl.py": f'"""A pair."""\n\nfrom dsl import Struct, u32\n{PAIR}'}
    for number in range(-(-len(facts) // PORT)):
        name = f"bench{number}"
        text = '"""Messages."""\n\nfrom bench.decl import BenchPair\n\n'
        text += "from dsl import Port, Priority, Sync, i32, message, thread, u32, u64\n\n"
        text += f'{name}d = thread("{name}_serve", priority=Priority.SOFT_NORMAL)\n\n\n'
        text += f"class Bench{number}Port(Port, id={next(ids):#x}, owner={name}d, queue=16):\n"
        text += '    """Answers."""\n'
        body = '#include "port.gen.h"\n'
        for place, one in enumerate(facts[number * PORT : (number + 1) * PORT], 1):
            words = ", ".join(f"{n}: {'BenchPair' if t == 'pair' else t}" for n, t in one.arguments)
            text += f"\n    @message({place})\n    def {one.name}(self, {words}) -> Sync[u32]:\n"
            text += '        """Ask."""\n        ...\n'
            body += f"\nint\n{name}_on_{one.name}(struct {name}_{one.name}_msg *m)\n"
            body += "{\n\tm->h.result = m->unit;\n\treturn (0);\n}\n"
        files[f"kernel-src/{name}/decl.py"] = text
        files[f"kernel-src/{name}/{name}.c"] = body
    return files


def mig(facts: list[Routine]) -> Files:
    """Return one subsystem of routines."""
    text = "subsystem bench 1000;\n\n"
    for name, known in (("uint32_t", 32), ("int32_t", 32), ("uint64_t", 64)):
        text += f"type {name} = MACH_MSG_TYPE_INTEGER_{known};\n"
    text += "type mach_port_t = MACH_MSG_TYPE_COPY_SEND;\ntype pair_t = struct[2] of uint32_t;\n\n"
    text += 'import "pair.h";\n'
    for one in facts:
        words = "".join(f"\n\t{n}: {MACH[t]};" for n, t in one.arguments)
        text += f"\nroutine {one.name}(\n\tport: mach_port_t;{words}\n\tout result: uint32_t);\n"
    return {"bench.defs": text}


def darner_records(facts: list[Record]) -> Files:
    """Return structures and enumerations."""
    text = '"""Records."""\n\nfrom dsl import Enum, Struct, i32, u16, u32, u64\n'
    for one in facts:
        title = one.name.capitalize()
        values = ", ".join(f"{one.name}_{value}".upper() for value in one.values)
        numbers = ", ".join(map(str, range(len(one.values))))
        text += f'\n\nclass {title}Kind(Enum, u32):\n    """Kinds."""\n\n'
        text += f"    {values} = {numbers}\n"
        text += f'\n\nclass {title}(Struct):\n    """A record."""\n\n'
        for name, kind in one.members:
            text += f"    {name}: {f'{title}Kind' if kind == 'enum' else kind}\n"
    return {"kernel-src/bench/decl.py": text}


def capnp(facts: list[Record]) -> Files:
    """Return one schema."""
    text = "@0xdbb9ad1f14bf0b36;\n"
    for one in facts:
        title = one.name.capitalize()
        values = " ".join(f"{value} @{n};" for n, value in enumerate(one.values))
        text += f"\nenum {title}Kind {{ {values} }}\n\nstruct {title} {{\n"
        for n, (name, kind) in enumerate(one.members):
            text += f"  {name} @{n} :{CAPNP.get(kind, f'{title}Kind')};\n"
        text += "}\n"
    return {"bench.capnp": text}


def flatc(facts: list[Record]) -> Files:
    """Return one schema."""
    text = "namespace bench;\n"
    for one in facts:
        title = one.name.capitalize()
        values = ", ".join(one.values)
        text += f"\nenum {title}Kind : uint32 {{ {values} }}\n\nstruct {title} {{\n"
        for name, kind in one.members:
            text += f"  {name}: {FLATC.get(kind, f'{title}Kind')};\n"
        text += "}\n"
    return {"bench.fbs": text}
