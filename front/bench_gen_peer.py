# SPDX-License-Identifier: BSD-3-Clause
"""The peers that `./darner bench gen` measures beside: what each is, makes, and compiles with.

PeakRDL lives in an environment of its own below out/.peers, from front/peers.lock; the
others are Debian's.  Nothing is fetched unless asked for, and what is missing is named.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from front import bootstrap_step
from front.bootstrap_venv import base_python
from front.complaint import Complaint, Status, say

PEERS = "out/.peers"
LOCK = "front/peers.lock"

#: The one command that gets them all.
GET = "./darner bench gen --get"

COMPILE_C = ("gcc", "-std=gnu11", "-O1", "-c", "-o", "/dev/null", "-Iinclude", "-I.")
COMPILE_CXX = ("g++", "-std=c++17", "-O1", "-c", "-o", "/dev/null", "-I.", "-x", "c++")


@dataclass(frozen=True)
class Peer:
    """A generator: the words that run it, what it makes, and what compiles that.

    `header`: a file that stands for its headers too, counted with them; `package` is
    Debian's, with what its output includes.
    """

    name: str
    facts: str
    program: str
    words: tuple[str, ...]
    outputs: tuple[str, ...]
    compiles: tuple[tuple[str, ...], ...]
    package: str = ""
    python: bool = False

    def path(self, root: Path) -> str | None:
        """Return where its program is, or None."""
        if self.python:
            place = root / PEERS / "bin" / self.program
            return str(place) if place.exists() else None
        return shutil.which(self.program)

    def command(self, root: Path) -> list[str]:
        """Return what generates, in the folder of its input."""
        return [self.path(root) or self.program, *self.words]


PEAKRDL = Peer(
    "PeakRDL c-header", "registers", "peakrdl",
    ("c-header", "-b", "ltoh", "bench.rdl", "-o", "bench.h"), ("bench.h",),
    ((*COMPILE_C, "-x", "c", "bench.h"),), python=True,
)
MIG = Peer(
    "GNU MIG", "routines", "x86_64-gnu-mig",
    ("-I.", "-header", "bench.h", "-user", "user.c", "-server", "server.c", "bench.defs"),
    ("bench.h", "user.c", "server.c"),
    ((*COMPILE_C, "user.c"), (*COMPILE_C, "server.c")), "mig-x86-64-gnu",
)
CAPNP = Peer(
    "Cap'n Proto", "records", "capnp", ("compile", "-oc++", "bench.capnp"),
    ("bench.capnp.h", "bench.capnp.c++"), ((*COMPILE_CXX, "bench.capnp.c++"),),
    "capnproto libcapnp-dev",
)
FLATC = Peer(
    "FlatBuffers", "records", "flatc", ("--cpp", "bench.fbs"), ("bench_generated.h",),
    ((*COMPILE_CXX, "bench_generated.h"),), "flatbuffers-compiler libflatbuffers-dev",
)
ALL = (PEAKRDL, MIG, CAPNP, FLATC)


def missing(root: Path) -> list[Peer]:
    """Return the peers that are not here."""
    return [peer for peer in ALL if peer.path(root) is None]


def tell_missing(root: Path) -> None:
    """Say which peers are not here, and how they come."""
    if lacking := missing(root):
        say(f"{', '.join(peer.name for peer in lacking)}: not here, so not measured; "
            f"`{GET}` gets them.")


def fetch(root: Path) -> None:
    """Get the peers that are missing; what cannot be got is told, not fatal to the others."""
    lacking = missing(root)
    packages = " ".join(peer.package for peer in lacking if peer.package).split()
    if packages:
        words = ["apt-get", "-q", "-y", "--no-install-recommends", "install", *packages]
        if shutil.which("apt-get") is None or bootstrap_step.run("installing peers", words) != 0:
            say(f"these could not be installed: {' '.join(packages)} (as root, Debian?)")
    if any(peer.python for peer in lacking):
        environment(root)


def environment(root: Path) -> None:
    """Make the environment of the peers that are Python's, whole or not at all."""
    place = root / PEERS
    shutil.rmtree(place, ignore_errors=True)
    pip = [str(place / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check",
           "--require-hashes", "--only-binary", ":all:", "-r", str(root / LOCK)]
    try:
        made = bootstrap_step.run("making out/.peers", [base_python(), "-m", "venv", str(place)])
        made = made or bootstrap_step.run("installing what front/peers.lock names", pip)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    if made != 0:
        shutil.rmtree(place, ignore_errors=True)
        say(f"PeakRDL could not be installed: {bootstrap_step.log_tail(1)}")


def version(root: Path, peer: Peer) -> str:
    """Return which version of a peer is here."""
    if peer.python:
        words = [str(root / PEERS / "bin" / "python"), "-c",
                 "import importlib.metadata as m; print(m.version('peakrdl-cheader'))"]
    else:
        words = ["dpkg-query", "-W", "-f", "${Version}", peer.package.split()[0]]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError:
        return "of this machine"
    return done.stdout.strip() or "of this machine"


def compile_output(peer: Peer, folder: Path) -> None:
    """Compile what a peer has made; a complaint when that fails."""
    for words in peer.compiles:
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Complaint(
                Status.NOT_JUDGED, f"what {peer.name} made does not compile:",
                "\n".join(done.stderr.splitlines()[:6]),
            )
