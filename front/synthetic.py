# SPDX-License-Identifier: BSD-3-Clause
"""Large systems to measure the generator with: hundreds or thousands of declarations.

A subsystem of a sort (`many00`, `many01`, ... of calls, `port00`, ... of ports) is declared
again and again, each with names and numbers of its own, and with handlers that compile.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from front.synthetic_call import DECL, HANDLERS
from front.synthetic_data import DATA, RETIRED, START, START_HANDLERS
from front.synthetic_device import DEVICE
from front.synthetic_port import LETTERS, PORT, PORT_HANDLERS

#: Calls of one subsystem, and messages of one port.
GROUP = 11
MESSAGES = 4

#: The numbers that are taken: of calls, of messages that stand by themselves, of ports.
TAKEN = {
    "n": re.compile(r"(?:@syscall|retired)\(\s*(\d+)"),
    "m": re.compile(r"(?:\(Message, id=|retired_message\(\s*)(\w+)"),
    "p": re.compile(r"\(Port, id=(\w+)"),
}

#: Where free ones are looked for.
FIRST = {"n": 1, "m": 0x7000, "p": 0x10}

#: A number that a text asks for: `$n0` is its first call's, `$m3` its fourth message's.
ASKED = re.compile(r"\$([nmp]\d+)")


@dataclass(frozen=True)
class Sort:
    """A sort of subsystem: how it is declared, and the C behind it.

    `times`: how often it is in a round; `folder`: where below kernel-src.
    """

    stem: str
    times: int
    decl: string.Template
    body: string.Template | None = None
    folder: str = ""


CALLS = Sort("many", 1, DECL, HANDLERS)
DEVICES = Sort("device", 15, DEVICE, folder="drv")
PORTS = Sort("port", 1, PORT, PORT_HANDLERS)

#: One round of the mix: ROUND declarations.  A kind more is a row more.
MIX = (
    CALLS,
    DEVICES,
    PORTS,
    Sort("letter", 1, LETTERS),
    Sort("data", 6, DATA),
    Sort("start", 4, START, START_HANDLERS),
    Sort("gone", 1, RETIRED),
)
ROUND = 200


def populate(root: Path, calls: int, devices: int, ports: int = 0) -> None:
    """Declare at least so many calls, devices and ports more in a tree."""
    free = free_numbers(root)
    for sort, times in ((CALLS, -(-calls // GROUP)), (DEVICES, devices), (PORTS, ports)):
        for number in range(times):
            declare(root, sort, number, free)


def grow(root: Path, declarations: int, mix: tuple[Sort, ...] = MIX) -> None:
    """Declare so many things of mixed kinds more in a tree, in whole rounds."""
    if declarations % ROUND:
        raise ValueError(f"{declarations} declarations are no whole rounds of {ROUND}")
    free = free_numbers(root)
    rounds = declarations // ROUND
    for sort in mix:
        for number in range(rounds * sort.times):
            declare(root, sort, number, free)


def declare(root: Path, sort: Sort, number: int, free: dict[str, Iterator[int]]) -> None:
    """Write one subsystem, and the C behind it."""
    words = names(f"{sort.stem}{number:02}") | {"number": str(number)}
    for asked in sorted(set(ASKED.findall(sort.decl.template))):
        value = next(free[asked[0]])
        words[asked] = str(value) if asked[0] == "n" else f"{value:#x}"
    folder = root / "kernel-src" / sort.folder / words["name"]
    write(folder / "decl.py", sort.decl.substitute(words))
    if sort.body:
        write(folder / f"{words['name']}.c", sort.body.substitute(words))


def free_numbers(root: Path) -> dict[str, Iterator[int]]:
    """Return the numbers that nothing of a tree has, by what they number."""
    texts = [place.read_text(encoding="utf-8") for place in root.glob("kernel-src/**/decl.py")]
    return {kind: untaken(texts, kind) for kind in TAKEN}


def untaken(texts: list[str], kind: str) -> Iterator[int]:
    """Yield the numbers of a kind that no text has."""
    taken = {int(number, 0) for text in texts for number in TAKEN[kind].findall(text)}
    return (number for number in count(FIRST[kind]) if number not in taken)


def declared(text: str) -> int:
    """Count the declarations of a module: what it names, and the messages of its ports."""
    found = 0
    for node in ast.parse(text).body:
        found += isinstance(node, ast.ClassDef | ast.FunctionDef | ast.Assign | ast.AnnAssign)
        if isinstance(node, ast.ClassDef):
            found += sum(isinstance(inner, ast.FunctionDef) for inner in node.body)
    return found


def names(name: str) -> dict[str, str]:
    """Return a name as folders, classes and constants have it."""
    return {"name": name, "Name": name.capitalize(), "NAME": name.upper()}


def write(file: Path, text: str) -> None:
    """Write a file, and its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
