# SPDX-License-Identifier: BSD-3-Clause
"""Does a port still take what peers said to it?  Asked of the tables that kernels are held to.

The generated monitors of both kernels are compiled into one program, which says every sequence
of messages that travel, up to a length, to both; what happens at home meanwhile may be anything.
"""

from __future__ import annotations

import subprocess
import tempfile
from functools import cache
from pathlib import Path

from gen.backends.port import monitor
from gen.model.message_nodes import Port
from gen.model.nodes import Kernel

PROGRAM = Path(__file__).with_name("talks.h").read_text()


def breaks(old: Kernel, new: Kernel) -> str:
    """Return which port refuses what it took, or nothing."""
    now = {p.number: p for p in new.messaging.ports}
    for port in old.messaging.ports:
        other = now.get(port.number)
        if other is None or (port.automaton, port.messages) == (other.automaton, other.messages):
            continue
        sides = [table(name, one, kernel) for name, one, kernel in
                 (("old", port, old), ("new", other, new))]
        both = sorted(numbers(port, old) & numbers(other, new))
        text = PROGRAM.replace("/* SIDES */", "".join(sides) + constants(both))
        if both and run(text) == "refused":
            return f"{port.c_name} refuses what it took"
    return ""


def numbers(port: Port, kernel: Kernel) -> set[int]:
    """Return the numbers of the messages that travel to a port."""
    return {m.number for m in kernel.messaging.messages if m.c_name in port.messages and m.remote}


def constants(both: list[int]) -> str:
    """Return the letters that both know."""
    return f"static const uint32_t both[] = {{ {', '.join(map(str, both))} }};\n"


def table(name: str, port: Port, kernel: Kernel) -> str:
    """Return the monitor of a port; without a protocol, anything may come at any time."""
    known = {m.c_name: m for m in kernel.messaging.messages}
    messages = [known[one] for one in port.messages]
    rows = list(monitor(port, [m.name for m in messages]))
    rows = rows or [f"\t{{ {', '.join('0' * len(messages))} }},"]
    heard = ", ".join(str(m.number if m.remote else 0) for m in messages)
    body = "\n".join(rows)
    return (f"static const int16_t {name}_next[][WIDTH] = {{\n{body}\n}};\n"
            f"static const uint32_t {name}_heard[] = {{ {heard} }};\n"
            f"static const struct side {name} = {{ {name}_next, {name}_heard, {len(messages)}, "
            f"{len(rows)} }};\n")


@cache
def run(text: str) -> str:
    """Compile and run a program of this machine's; return what it says."""
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "talk"
        subprocess.run(["gcc", "-O1", "-Wall", "-Werror", "-x", "c", "-", "-o", str(made)],
                       input=text, text=True, check=True)
        done = subprocess.run([str(made)], capture_output=True, text=True, check=True, timeout=60)
        return done.stdout.strip()
