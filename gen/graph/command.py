# SPDX-License-Identifier: BSD-3-Clause
"""`./darner graph`: the pictures in the terminal, in Graphviz's language, or as SVG."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

#: Mistakes that are drawn instead of being in the way: circles in the order.
DRAWN = frozenset({"K0160", "K0161"})

EXAMPLES = """\
  ./darner graph                     all of it, in the terminal
  ./darner graph TtyPort LogPort     what these ports have to do with
  ./darner graph --svg kernel.svg    as a picture (with Graphviz's dot)
  ./darner graph --dot | dot -Tpdf   in Graphviz's own language

A circle in the order is drawn red: whoever is in it may wait for ever."""

MISSING = """\
darner: `dot` is not there; it draws the picture.
        apt-get install -y --no-install-recommends graphviz"""


def add(words: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the generator's parser."""
    word = words.add_parser(
        "graph", help="draw who sends to whom, and what comes in which order",
        description="Draw who sends to whom, in which order locks are taken and ports waited "
                    "for, what starts when, and whose declarations use whose.",
        epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    word.add_argument("ports", nargs="*", metavar="PORT", help="ports (default: everything)")
    way = word.add_mutually_exclusive_group()
    way.add_argument("--svg", type=Path, metavar="FILE", help="write an SVG picture")
    way.add_argument("--dot", action="store_true", help="print Graphviz's language")
    word.add_argument("--config", help="the kernel's variant (default: the default one)")
    word.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Draw; a circle in the order is drawn and told."""
    import shutil
    import subprocess

    from gen.check.abi import MILD
    from gen.cli import MACHINE, MISTAKE, report
    from gen.generate import chosen_config, examine
    from gen.graph import dot, terminal
    from gen.graph.picture import pictures
    from gen.model.build import build
    from gen.show import find, paint

    if options.svg and shutil.which("dot") is None:
        print(MISSING, file=sys.stderr)
        return MACHINE
    result = examine(options.root, options.config)
    if result.declared.errors or not {diag.code for diag in result.diags} <= DRAWN | {*MILD}:
        return report(result)
    config = chosen_config(result.declared, options.config)
    system = result.system or build(result.declared, config)
    kernel = next(iter(system.kernels.values()))
    try:
        for name in options.ports:
            find.found("port", name, find.things(system.kernels))
    except find.Unknown as reason:
        print(f"darner: {reason}", file=sys.stderr)
        return MISTAKE
    found = pictures(result.declared, kernel, options.ports)
    if options.dot:
        print(dot.source(found), end="")
    elif options.svg:
        subprocess.run(["dot", "-Tsvg", "-o", str(options.svg)], input=dot.source(found),
                       text=True, check=True)
        print(options.svg)
    else:
        paint.show(terminal.drawn(found))
    return report(result)
