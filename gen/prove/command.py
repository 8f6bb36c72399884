# SPDX-License-Identifier: BSD-3-Clause
"""`./darner prove`: each proof's line, and each counterexample as a sequence of messages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from gen.model.nodes import Kernel
from gen.near import did_you_mean
from gen.prove.prover import Prover, Verdict
from gen.prove.spin import Failed, Missing, TooLarge, needed
from gen.prove.step import Unmodelled

#: The most clients that a model can have: with more, there is no end to it.
MOST = 3

#: What the command ends with, as the generator's commands do.
HOLDS, MISTAKE, OURS, MACHINE = 0, 1, 2, 3


def run(
    root: Path, kernel: Kernel, port: str | None, clients: int | None, pairings: bool
) -> int:
    """Prove what was asked for; return the exit status."""
    try:
        needed()
        prover = Prover(root, kernel, begin)
        port = next((p.c_name for p in prover.served() if p.name == port), port)
        if port and port not in [p.c_name for p in prover.served()]:
            return refused(f"no port called `{port}` accepts messages", port, prover)
        found = prover.pairings() if pairings else talks(prover, port, clients)
        return shown(found)
    except Missing as missing:
        complain("a proof takes programs that are not here.", f"Run as root: {missing}")
        return MACHINE
    except Unmodelled as reason:
        complain(f"nothing can be proved: {reason}.")
        return MISTAKE
    except TooLarge as reason:
        complain(f"this cannot be proved here: {reason}.", "Try it with `--clients 1`.")
        return MACHINE
    except Failed as reason:
        complain(f"{reason}.")
        return OURS


def begin(name: str) -> None:
    """Show on a terminal what is being proved, until its line takes the place."""
    if sys.stderr.isatty():
        print(f"\r{name} ...", end="\r", file=sys.stderr, flush=True)


def talks(prover: Prover, port: str | None, most: int | None) -> Iterator[Verdict]:
    """Yield the verdicts of ports, each with more and more clients; then of ports together.

    Without `most`, each has as many as it declares.
    """
    for one in prover.served():
        if port in (None, one.c_name):
            ports = prover.below(one)
            for count in range(1, (most or min(one.clients, MOST)) + 1):
                verdict = prover.talk(ports, (count, *[0] * (len(ports) - 1)))
                yield verdict
                if not verdict.holds:
                    break  # with more clients it fails, too, and is longer to read
    for group in prover.together() if port is None else ():
        yield prover.talk(group, (1,) * len(group))


def shown(found: Iterator[Verdict]) -> int:
    """Print verdicts as they come; return the exit status."""
    failed = count = 0
    for verdict in found:
        print(verdict.summary, flush=True)
        count += 1
        if verdict.told is not None:
            failed += 1
            print(f"\n{indented(verdict.told.text)}\n", flush=True)
    if count == 0:
        print("no port accepts messages: there is nothing to prove")
    return MISTAKE if failed else HOLDS


def indented(text: str) -> str:
    """Return a counterexample a little to the right."""
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())


def refused(what: str, name: str, prover: Prover) -> int:
    """Say that a name is none, and what may have been meant."""
    names = [p.c_name for p in prover.served()]
    hint = did_you_mean(name, names)
    complain(f"{what}.", f"{hint[0].upper()}{hint[1:]}" if hint else
             f"There are {', '.join(names)}." if names else "")
    return MISTAKE


def complain(*lines: str) -> None:
    """Say why nothing was proved."""
    print("\n        ".join((f"darner: {lines[0]}", *filter(None, lines[1:]))), file=sys.stderr)
