# SPDX-License-Identifier: BSD-3-Clause
"""`./darner fix`: mends what can be mended mechanically, shows it, says what remains."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gen.diag_render import BLUE, BOLD, GREEN, PLAIN, RED, is_colored

if TYPE_CHECKING:
    from gen.fix.tree import Mended

DESCRIPTION = """\
Do what the helps of `./darner check` say, where that needs no choice: holes are
named, misspelt names mended, words imported, errors added, numbers that are
taken replaced.  It is done on a copy first, and checked there, again and again
until nothing mechanical is left; then all files are written at once.

What the analyser says of the hand-written C is mended, too: a misspelt
`Context:`, a handler that returns another type than it must."""

EXAMPLES = """\
  ./darner fix --dry-run    show what would change, and change nothing
  ./darner fix              change it
  ./darner fix --undo       take the last fix back

A change is a proposal: read it.  What is left is for you, and is told."""

COLORS = {"+": GREEN, "-": RED, "@": BLUE}


def add(words: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the generator's parser."""
    word = words.add_parser(
        "fix", help="mend what can be mended mechanically", description=DESCRIPTION,
        epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    way = word.add_mutually_exclusive_group()
    way.add_argument("--dry-run", action="store_true", help="only show what would change")
    way.add_argument("--undo", action="store_true", help="take the last fix back")
    word.add_argument("--no-c", action="store_true", help="do not look at the hand-written C")
    word.add_argument("--config", help="the config to check (default: the default one)")
    word.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Mend the tree, or undo that; 1 when something is left that a person must mend."""
    from gen.cli import MISTAKE, report
    from gen.fix import store
    from gen.fix.tree import mended

    try:
        if options.undo:
            for name in store.undo(options.root):
                print(f"{name} is as it was")
            return 0
        work = mended(options.root, options.config, with_c=not options.no_c)
        if work.files and not options.dry_run:
            files = work.files
            store.write(options.root, {f: work.before[f] for f in files},
                        {f: work.after[f] for f in files})
    except store.Refused as refusal:
        print(f"darner: {refusal}.", file=sys.stderr)
        return MISTAKE
    print("\n".join(told(work, dry=options.dry_run, color=is_colored(sys.stdout))))
    sys.stdout.flush()
    if work.result.diags:
        left = len(work.result.diags)
        print(f"darner: {left} error{'s' * (left != 1)} "
              f"{'would remain' if options.dry_run else 'remain' + 's' * (left == 1)} "
              "for you to mend:\n",
              file=sys.stderr)
    return report(work.result)


def told(work: Mended, *, dry: bool, color: bool) -> Iterator[str]:
    """Yield what was done: the difference, then a line for each thing mended."""
    for line in difference(work):
        yield painted(line) if color else line
    if not work.done:
        yield "nothing to mend" if not work.result.diags else "nothing mechanical to mend"
        return
    yield ""
    for diag in work.done:
        yield f"{'would mend' if dry else 'mended'} {diag.code} at {diag.at.at}: {diag.what}"
    count, files = len(work.done), len(work.files)
    yield (f"{count} error{'s' * (count != 1)} in {files} file{'s' * (files != 1)}; "
           + ("nothing is written (--dry-run)" if dry else "`./darner fix --undo` takes it back"))


def difference(work: Mended) -> Iterator[str]:
    """Yield the unified difference of all files."""
    for name in work.files:
        before, after = (
            data.decode("utf-8", errors="replace").splitlines()
            for data in (work.before[name], work.after[name])
        )
        yield from difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm="")


def painted(line: str) -> str:
    """Return a line of a difference with a terminal's colours."""
    if line.startswith(("+++", "---")):
        return f"{BOLD}{line}{PLAIN}"
    color = COLORS.get(line[:1])
    return f"{color}{line}{PLAIN}" if color else line
