# SPDX-License-Identifier: BSD-3-Clause
"""`./darner show WORD NAME`: what was typed becomes a drawing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gen.model.build import System
    from gen.show.find import Thing

#: What can be shown: the word, its help, and a name that the help gives for example.
WORDS = (
    ("layout", "a structure, message, bit layout or frame, byte by byte", "NAME"),
    ("call", "a system call: where its arguments travel, what is checked, what comes of it",
     "NAME"),
    ("register", "a device's register, or all of a device", "NAME"),
    ("message", "a message: layout, wire form, who sends it, its life", "NAME"),
    ("port", "a port: owner, protocol drawn, messages, who sends to it", "NAME"),
    ("token", "a token, spinlock or serializer, and its place in the order", "NAME"),
)

EXAMPLES = """\
Names are those of the declarations, those in C, or both parts with a dot.

  ./darner show layout Timespec         fields and holes, on both architectures
  ./darner show layout trap_frame       what lies on the stack after a trap
  ./darner show call nanosleep          registers, checks, errors, files, tests
  ./darner show call 240                the same, by its number
  ./darner show register ns16550        all registers of a device
  ./darner show register ns16550.lsr    one of them, as the data sheet draws it
  ./darner show port EchoPort           its messages, and its protocol as a machine
  ./darner show port                    which ports there are

COLUMNS says how wide the drawing may be; without it, the terminal does."""


def add(words: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the generator's parser."""
    from gen.variants import arches

    word = words.add_parser(
        "show", help="draw a layout, call, register, message, port or token",
        description="Draw what is declared, as each architecture has it.", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kinds = word.add_subparsers(required=True, metavar="WHAT")
    for name, text, metavar in WORDS:
        kind = kinds.add_parser(name, help=text, description=f"Draw {text}.", epilog=EXAMPLES,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
        kind.add_argument("name", metavar=metavar, nargs="?",
                          help="the name; a misspelt one is found, too (default: list them all)")
        kind.add_argument("--arch", choices=arches(), help="one architecture (default: all)")
        kind.add_argument("--config", help="the kernel's variant (default: the default one)")
        kind.set_defaults(run=run, word=name)


def run(options: argparse.Namespace) -> int:
    """Draw what is named; say what is not known."""
    from gen.check.abi import MILD
    from gen.cli import MISTAKE, report
    from gen.generate import examine
    from gen.show import find, overview, paint

    result = examine(options.root, options.config)
    if result.system is None or not {diag.code for diag in result.diags} <= {*MILD}:
        return report(result)
    kernels = {name: kernel for name, kernel in result.system.kernels.items()
               if options.arch in (None, name)}
    known = find.things(kernels)
    if options.name is None:
        paint.show(overview.drawn(options.word, known))
        return 0
    try:
        hits = find.found(options.word, options.name, known)
    except find.Unknown as reason:
        print(f"darner: {reason}", file=sys.stderr)
        return MISTAKE
    lines: list[str] = []
    for number, thing in enumerate(hits):
        lines += [*[""][:number], *drawn(options.word, thing, result.system)]
    paint.show(lines)
    return 0


def drawn(word: str, thing: Thing, system: System) -> Iterator[str]:
    """Yield the drawing of one thing."""
    from gen.show import call, lock, message, port, register

    kernels = {name: system.kernels[name] for name in thing.nodes}
    if thing.kind in ("system call", "retired call"):
        yield from call.drawn(thing, system)
    elif thing.kind == "message" and word != "layout":
        yield from message.drawn(thing, kernels)
    elif thing.kind == "port":
        yield from port.drawn(thing, kernels)
    elif thing.kind in ("token", "spinlock", "serializer"):
        yield from lock.drawn(thing, next(iter(kernels.values())).messaging)
    elif word == "register":
        yield from register.drawn(thing, list(kernels.values()))
    else:
        yield from layouts(thing, system)


def layouts(thing: Thing, system: System) -> Iterator[str]:
    """Yield the drawing of what has a layout."""
    from gen.show import bits, frame, layout, message
    from gen.show.paint import headed, told

    kernels = {name: system.kernels[name] for name in thing.nodes}
    node = thing.node
    where = ", and who pushes it" if thing.kind == "frame" else ""
    yield headed(f"{thing.kind} {thing.names[0]}{where}", thing.loc.at)
    if thing.kind != "frame" and hasattr(node, "doc"):
        yield from told(node.doc)
    yield ""
    if thing.kind == "structure":
        yield from layout.drawn([layout.of_structure(a, s) for a, s in thing.nodes.items()])
        if node.shared:
            yield from ["", "It crosses between kernel and programs: no hole may be in it."]
    elif thing.kind == "message":
        yield from message.layouts(thing, kernels)
    elif thing.kind == "frame":
        yield from frame.drawn({a: (kernels[a].arch.word, f) for a, f in thing.nodes.items()})
    elif thing.kind == "register" and node.layout is None:
        yield f"    {node.width} bits without names"
    else:
        yield from bits.drawn(node.layout if thing.kind == "register" else node)
