# SPDX-License-Identifier: BSD-3-Clause
"""What a mutation does to old programs, by compiling and running: not by the differ.

Breaking: a constant, size, offset or sign that an old program has compiled in is another one
now, or what it says at a number is refused, read otherwise, or taken for something else.
Breaks sources: what it says in C does not compile against the new header.
"""

from __future__ import annotations

import re
import struct
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from host import FLAGS, ROOT, command, run
from probe import GARBAGE, Probe, probes
from side import Side, section

from gen.backends.calls import result_c
from gen.model.nodes import Call, Field, Kernel

HERE = Path(__file__).parent
ERRORS = ["-Werror=int-conversion", "-Werror=incompatible-pointer-types",
          "-Werror=discarded-qualifiers", "-Werror=implicit-function-declaration"]

#: So many sides stand in one file: a compiler's time grows faster than its input.
SIDES = 120

Events = tuple[tuple[int, int, int], ...]


@dataclass
class Pair:
    """A mutation's two sides on one architecture."""

    index: int
    old: Side
    new: Side


@dataclass
class Bench:
    """Sides of one architecture, compiled into programs, and what they said."""

    arch: str
    place: Path
    sides: list[Side] = field(default_factory=list)
    handlers: dict[str, int] = field(default_factory=dict)
    facts: dict[int, dict[tuple[str, ...], int]] = field(default_factory=dict)
    said: dict[tuple[int, Probe], Events] = field(default_factory=dict)

    def add(self, side: Side) -> Side:
        """Number a side."""
        side.number = len(self.sides)
        self.sides.append(side)
        return side

    def ask(self, questions: dict[int, list[Probe]]) -> None:
        """Compile all sides, a program for some at a time, and have them answer."""
        for first in range(0, len(self.sides), SIDES):
            part = self.sides[first : first + SIDES]
            made = self.compiled(part, first)
            asked = [(s.number, p) for s in part for p in questions.get(s.number, [])]
            rows = run(made, b"".join(request(n, p, self.arch) for n, p in asked))
            self.heard(part, asked, rows)

    def compiled(self, part: list[Side], first: int) -> Path:
        """Compile and link some sides."""
        parts = [section(side, self.handlers) for side in part]
        numbers = [side.number for side in part]
        facts = "".join(f"\thost_write(facts_this_{n}, sizeof(facts_this_{n}));\n"
                        for n in numbers)
        cases = "".join(f"\tcase {n}: return (run_this_{n}(number, words));\n" for n in numbers)
        main = (HERE / "ask.h").read_text().replace("FACTS;", facts).replace("CASES;", cases)
        source = self.place / f"{self.arch}_{first}.c"
        source.write_text('#include "kernel.h"\n' + "".join(parts) + main)
        made = source.with_suffix(".elf")
        words = [w if w != "-O1" else "-O0" for w in command(self.arch, str(HERE))]
        assert len(words) > len(FLAGS)
        done = subprocess.run([*words, "-w", "-static", "-nostdlib", "-o", str(made), str(source)],
                              capture_output=True, text=True, check=False, cwd=ROOT)
        assert done.returncode == 0, done.stderr[:3000]
        return made

    def heard(self, part: list[Side], asked: list[tuple[int, Probe]], rows: bytes) -> None:
        """Take a program's answers apart: facts first, then what happened."""
        at = 0
        for side in part:
            count = len(side.facts) + 1
            values = struct.unpack_from(f"<{count}q", rows, at)[1:]
            self.facts[side.number] = dict(zip(side.facts, values, strict=True))
            at += 8 * count
        events: list[tuple[int, int, int]] = []
        waiting = iter(asked)
        for row in struct.iter_unpack("<3q", rows[at:]):
            if row[0] == ord("."):
                self.said[next(waiting)] = tuple(sorted(events))
                events = []
            else:
                events.append(row)
        assert next(waiting, None) is None


def request(number: int, probe: Probe, arch: str) -> bytes:
    """Return a question as the program reads it."""
    garbage = GARBAGE & (0xFFFF_FFFF if arch == "i386" else GARBAGE)
    words = [*probe.words, *[garbage] * (16 - len(probe.words))]
    head = struct.pack("<II16QI", number, probe.number, *words, len(probe.contents))
    head += bytes(-len(head) % (4 if arch == "i386" else 8))
    body = b"".join(struct.pack("<II", i, len(b)) + b.ljust(1024, b"\0")
                    for i, b in probe.contents)
    return head + body


def questions(pairs: list[Pair]) -> dict[int, list[Probe]]:
    """Return what is asked of each side: what its old programs say, of both."""
    found: dict[int, list[Probe]] = {}
    for pair in pairs:
        asked = old_probes(pair.old)
        for side in (pair.old, pair.new):
            found.setdefault(side.number, []).extend(asked)
    return {number: list(dict.fromkeys(asked)) for number, asked in found.items()}


def old_probes(side: Side) -> list[Probe]:
    """Return what old programs say to a side; asked often, made once."""
    if not side.seen:
        side.probes = [p for c in side.kernel.calls for p in probes(side.kernel, c)]
        side.probes += [Probe(gone.number, ()) for gone in side.kernel.retired]
        side.seen[("asked",)] = 1
    return side.probes


def breaks(pair: Pair, bench: Bench) -> str:
    """Return what an old program trips over, or nothing."""
    old, new = pair.old, pair.new
    was, now = bench.facts[old.number], bench.facts[new.number]
    for key, value in was.items():
        if key[0] == "constant" and now.get(key, value) != value:
            return f"{key[1]} is {now[key]}, was {value}"
    calls = {c.number: c for c in new.kernel.calls}
    for call in old.kernel.calls:
        if call.number not in calls:
            return f"nobody answers {call.number}"
        if why := call_breaks(call, calls[call.number], pair, bench):
            return f"{call.name}: {why}"
    for gone in old.kernel.retired:
        probe = Probe(gone.number, ())
        if bench.said[(old.number, probe)] != bench.said[(new.number, probe)]:
            return f"{gone.number} was given up, and is given again"
    messages = {m.number: m for m in new.kernel.messaging.messages}
    for message in old.kernel.messaging.messages:
        if message.number not in messages:
            return f"nobody takes {message.number:#x}"
        key = f"message {message.number}"
        if why := layout_breaks((key, message.wire), (key, messages[message.number].wire),
                                pair, bench, inward=True):
            return f"{message.c_name}: {why}"
    return ""


def call_breaks(call: Call, after: Call, pair: Pair, bench: Bench) -> str:
    """Return what is wrong when an old program makes a call."""
    was, now = (bench.facts[s.number] for s in (pair.old, pair.new))
    key = f"call {call.number}"
    before, then = (sorted((v, k[2]) for k, v in f.items() if k[:2] == (key, "arg"))
                    for f in (was, now))
    names, new_names = [n for _, n in before], [n for _, n in then]
    if len(names) != len(new_names):
        return "takes another number of arguments"
    for a, b in zip(names, new_names, strict=True):
        if a != b and (b in names or a in new_names):
            return f"{b} stands for {a}"
    for fact in ("result", "behind"):
        for name, value in was.items():
            if name[:2] == (key, fact) and now.get(name) != value:
                return f"{' '.join(name[1:])} is {now.get(name)}, was {value}"
    for probe in (p for p in old_probes(pair.old) if p.number == call.number):
        a, b = bench.said[(pair.old.number, probe)], bench.said[(pair.new.number, probe)]
        assert a and a[0][0] != ord("R") and not any(r[0] in b"RN" for r in a), (call.name, probe)
        if unlike(a, b, pair, bench):
            return f"{probe} comes out as {b}, not {a}"
    for p, q in zip(call.params, after.params, strict=True):
        structs = structures(pair.old.kernel), structures(pair.new.kernel)
        if p.type.name in structs[0] and q.type.name in structs[1]:
            first = p.type.name, structs[0][p.type.name]
            second = q.type.name, structs[1][q.type.name]
            if why := layout_breaks(first, second, pair, bench, p.kind in ("in", "inout")):
                return f"{p.name}: {why}"
    return ""


def structures(kernel: Kernel) -> dict[str, tuple[Field, ...]]:
    """Return the fields of a kernel's structures."""
    return {s.name: s.fields for s in kernel.structs}


def unlike(a: Events, b: Events, pair: Pair, bench: Bench) -> bool:
    """Say whether something else happened; a handler may have got another name."""
    ids = {number: name for name, number in bench.handlers.items()}
    older = {c.name for c in pair.old.kernel.calls}
    newer = {c.name for c in pair.new.kernel.calls}

    def named(events: Events) -> list[object]:
        found: list[object] = []
        for what, first, second in events:
            name = ids.get(first, "") if what == ord("H") else ""
            renamed = bool(name) and (name in older) != (name in newer)
            found.append(("H", "renamed" if renamed else name) if name else (what, first, second))
        return found

    return named(a) != named(b)


def layout_breaks(
    before: tuple[str, tuple[Field, ...]], after: tuple[str, tuple[Field, ...]],
    pair: Pair, bench: Bench, inward: bool,
) -> str:
    """Return what is wrong with the bytes of a structure, by what the compiler made of it."""
    was, now = (bench.facts[s.number] for s in (pair.old, pair.new))
    (old_key, old_fields), (new_key, new_fields) = before, after
    if was[(old_key, "size")] != now[(new_key, "size")]:
        return f"{now[(new_key, 'size')]} bytes, were {was[(old_key, 'size')]}"
    names = {f.name: f for f in new_fields}
    for one in old_fields:
        if one.type.kind == "reserved":
            continue
        place = was[(old_key, "at", one.name)]
        heir = names.get(one.name) or next(
            (f for f in new_fields if now.get((new_key, "at", f.name)) == place
             and f.name not in {o.name for o in old_fields}), None)
        if heir is None or heir.type.kind == "reserved":
            return f"{one.name} is gone"
        for fact in ("at", "bytes", "element", "sign"):
            a, b = was.get((old_key, fact, one.name)), now.get((new_key, fact, heir.name))
            if a != b:
                return f"{fact} of {heir.name} is {b}, was {a}"
        if inward and (why := refused(one, heir, pair, bench)):
            return why
        if one.structure and heir.structure:
            structs = structures(pair.old.kernel), structures(pair.new.kernel)
            if why := layout_breaks((one.structure, structs[0][one.structure]),
                                    (heir.structure, structs[1][heir.structure]),
                                    pair, bench, inward):
                return why
        elif bool(one.structure) != bool(heir.structure):
            return f"{heir.name} holds something else"
    added = [f for f in new_fields if f.name not in {o.name for o in old_fields}]
    if inward and any(f.enumeration and 0 not in passing(f, pair.new.kernel, now)
                      and not any(now[(new_key, "at", f.name)] == was.get((old_key, "at", o.name))
                                  for o in old_fields) for f in added):
        return "what was padding must not be 0"
    return ""


def refused(old: Field, new: Field, pair: Pair, bench: Bench) -> str:
    """Return which value of an old field does not pass as the new one."""
    if not new.enumeration:
        return ""
    was, now = (bench.facts[s.number] for s in (pair.old, pair.new))
    allowed = passing(new, pair.new.kernel, now)
    if not old.enumeration:
        return f"{new.name} does not take every number"
    for value in passing(old, pair.old.kernel, was):
        if value not in allowed:
            return f"{new.name} does not take {value}"
    return ""


def passing(one: Field, kernel: Kernel, facts: dict[tuple[str, ...], int]) -> set[int]:
    """Return the values of a field that pass, by its constants as they were compiled."""
    enum = next(e for e in kernel.enums if e.name == one.enumeration)
    values = {facts[("constant", m.name)] & (1 << 64) - 1 for m in enum.members}
    if not enum.is_flags:
        return values
    mask = 0
    for value in values:
        mask |= value
    return {v for v in range(256) if not v & ~mask} | {mask, 0} | {
        1 << b for b in range(64) if 1 << b & mask}


# -- sources ----------------------------------------------------------------------------


def source(pair: Pair, old: Side) -> str:
    """Return what an old program says in C, as a function of its own."""
    lines = [f"static void\nold_program_{pair.index}(void)\n{{"]
    lines += [f"\tenum {{ use_{name} = {name} }};" for name in old.constants
              if name.startswith(("SYS_", "MSG_"))]
    for enum in old.kernel.enums:
        lines += [f"\tenum {{ say_{m.name} = (unsigned)({m.name}) }};" for m in enum.members]
    for number, structure in enumerate(old.kernel.structs):
        lines.append(f"\tstruct {structure.c_name} s{number};")
        lines += used(structure.fields, f"s{number}")
    for number, message in enumerate(old.kernel.messaging.messages):
        lines.append(f"\tstruct {message.c_name}_wire m{number};")
        lines += used(message.wire, f"m{number}")
    for number, call in enumerate(old.kernel.calls):
        lines += said(call, number)
    return "\n".join([*lines, "}\n"])


def used(fields: tuple[Field, ...], variable: str) -> list[str]:
    """Return lines that read every number, and take the address of what is more, by its type."""
    lines = []
    for one in fields:
        if one.type.kind in ("scalar", "handle", "enum", "flags"):
            lines.append(f"\t{one.type.declare(variable + '_' + one.name)} = "
                         f"{variable}.{one.name};")
        elif one.type.kind != "reserved":
            pointer = one.type.declare(f"(*{variable}_{one.name})")
            lines.append(f"\t{pointer} = &{variable}.{one.name};")
    return lines


def said(call: Call, number: int) -> list[str]:
    """Return lines that make a call with arguments of its types."""
    declared = [p.user_c[: -len(p.name)] + f"a{number}_{p.name}" for p in call.params]
    given = ", ".join(f"a{number}_{p.name}" for p in call.params)
    answer = "" if call.noreturn else f"{result_c(call)} r{number} = "
    return [*(f"\t{text} = 0;" for text in declared), f"\t{answer}{call.name}({given});"]


def broken_sources(pairs: list[Pair], arch: str, place: Path) -> set[int]:
    """Return the mutations that an old program's source does not survive."""
    broken: set[int] = set()
    for first in range(0, len(pairs), SIDES):
        parts = []
        for pair in pairs[first : first + SIDES]:
            names = [*dict.fromkeys(n for n in (*pair.old.names, *pair.new.names))]
            both = [*dict.fromkeys((*pair.old.constants, *pair.new.constants))]
            number = pair.index
            parts += [*(f"#define {n} {n}_m{number}" for n in names),
                      f'#line 1 "header_{number}"', pair.new.header,
                      f'#line 1 "mutation_{number}"', source(pair, pair.old),
                      *(f"#undef {n}" for n in (*names, *both))]
        text = '#include "kernel.h"\n' + "\n".join(parts) + "\n"
        path = place / f"{arch}_source_{first}.c"
        path.write_text(text)
        words = [*command(arch, str(HERE)), "-fsyntax-only", *ERRORS, "-fmax-errors=0",
                 "-ftrack-macro-expansion=0"]
        done = subprocess.run([*words, str(path)], capture_output=True, text=True, check=False)
        wrong = re.findall(r"^header_\d+:\d+.* error: .*", done.stderr, re.MULTILINE)
        assert not wrong, wrong[:5]
        assert "fatal" not in done.stderr, done.stderr[:2000]
        broken |= {int(n) for n in re.findall(r"^mutation_(\d+):\d+:\d+: error", done.stderr,
                                              re.MULTILINE)}
    return broken
