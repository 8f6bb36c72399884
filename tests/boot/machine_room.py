# SPDX-License-Identifier: BSD-3-Clause
"""Building kernels and booting them, for tests."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from verdict import HEADER, Judgement, judge

from front.build import locked
from front.qemu import Machine, Verdict, classify, command, machines
from gen.generate import generate

ROOT = Path(__file__).resolve().parents[2]
ARCHES = ("i386", "x86_64")

#: A boot that takes longer hangs.  The whole suite takes a few seconds.
HANG = 120


@dataclass(frozen=True)
class Boot:
    """One boot: what was run, what it said, how it ended (None: it hung); of how many CPUs."""

    words: list[str]
    log: str
    status: int | None
    run: str
    cpus: int = 1

    @property
    def passed(self) -> bool:
        """Whether the kernel ended the machine, and as one whose tests passed."""
        return self.status is not None and classify(self.status) is Verdict.PASSED

    def judged(self, arch: str, expected: list[str], config: str = "DEBUG") -> Judgement:
        """Judge the boot by what must be reported."""
        return judge(self.log, self.status, self.run, arch, expected, config, self.cpus)


def scons(*words: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run scons in a tree."""
    line = [sys.executable, "-m", "SCons", "-Q", "--cache-show", "-j2", *words]
    return subprocess.run(line, cwd=root, capture_output=True, text=True, check=False)


#: The folders that this process has made or built of the tree itself, which no test changes.
_generated: set[Path] = set()
_built: set[Path] = set()


def generated(arch: str, config: str = "DEBUG") -> Path:
    """Generate a kernel of the tree, and build nothing; return its folder."""
    folder = ROOT / "out" / f"{arch}-{config}"
    if folder not in _generated | _built:
        with locked(ROOT, arch, config):
            told = generate(ROOT, arch, config, folder)
        assert not told.diags, f"{arch} {config} is not right: {told.diags[0].what}"
        _generated.add(folder)
    return folder


def build(arch: str, config: str = "DEBUG", *words: str, root: Path = ROOT) -> Path:
    """Build a kernel; return its folder."""
    folder = root / "out" / f"{arch}-{config}"
    if folder in _built and not words:
        return folder
    with locked(root, arch, config):  # other processes run other tests
        done = scons(f"arch={arch}", f"config={config}", *words, root=root)
    assert done.returncode == 0, f"scons ended with {done.returncode}\n{done.stdout}{done.stderr}"
    if root == ROOT and not words:
        _built.add(folder)
    return folder


def expected(folder: Path) -> list[str]:
    """Return the names of the tests that a kernel must report, in its order."""
    told = json.loads((folder / "gen" / "expect.gen.json").read_text())
    return [test["name"] for suite in ("kernel", "boot", "hostile") for test in told[suite]]


def machine(folder: Path, name: str) -> Machine:
    """Return a declared machine."""
    return next(m for m in machines(folder / "gen") if m.name == name)


def boot(
    image: Path,
    arch: str,
    on: Machine,
    append: str = "test",
    *,
    run: str | None = None,
    hang: float = HANG,
    extra: tuple[str, ...] = (),
    cpus: int = 0,
) -> Boot:
    """Boot an image and wait for its end.

    Tests must not run on fewer CPUs than the machine has: `cpus`, where `extra` or `append`
    say how many, or its own number.
    """
    run = run or uuid.uuid4().hex[:12]
    words = command(image, on, f"run={run} {append}", arch=arch, extra=extra)
    ended = replace(watched(words, run, hang), cpus=cpus or on.cpus)
    ran = [int(header[-1]) for header in HEADER.findall(ended.log)]
    assert all(count == ended.cpus for count in ran), (
        f"the tests ran on {ran} CPUs, the machine has {ended.cpus}:\n{ended.log}"
    )
    return ended


def watched(words: list[str], run: str, hang: float) -> Boot:
    """Run a command that prints a boot's log; one that hangs is ended."""
    process = subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        output, _ = process.communicate(timeout=hang)
        status: int | None = process.returncode
    except subprocess.TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
        status = None
    return Boot(words, output.decode(errors="replace"), status, run)
