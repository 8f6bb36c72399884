# SPDX-License-Identifier: BSD-3-Clause
"""The system's packages: apt installs them for root; anybody else is told the command."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from front import bootstrap_step
from front.complaint import Complaint, Status
from front.needs import missing

LISTS = Path("/var/lib/apt/lists")


def ensure_packages(groups: Iterable[str]) -> None:
    """Install what `groups` need and the machine lacks."""
    lacking = missing(groups)
    if lacking:
        install({row.package for row in lacking})
        still = missing(groups)
        if still:
            row = still[0]
            raise Complaint(
                Status.MISSING,
                f"{row.probe} is still missing after {row.package} was installed.",
                "`./darner doctor` shows what is needed and where it was looked for.",
            )


def install(packages: Iterable[str]) -> None:
    """Have apt install `packages`, or say who must."""
    names = sorted(packages)
    by_hand = f"apt-get install --no-install-recommends {' '.join(names)}"
    if shutil.which("apt-get") is None:
        raise Complaint(
            Status.MISSING,
            "programs are missing, and this system has no apt-get to install them.",
            f"Install what these packages of Debian have: {' '.join(names)}",
        )
    if os.geteuid() != 0:
        raise Complaint(
            Status.MISSING,
            "programs are missing, and only root may install them.",
            f"Run this as root, then try again:\n    {by_hand}",
        )
    with one_at_a_time():
        install_as_root(names, by_hand)


def install_as_root(names: Sequence[str], by_hand: str) -> None:
    """Fetch first, which may be interrupted; then install, which is seen through.

    What a power cut left half installed is finished before, or apt would refuse
    everything.  A list that cannot be refreshed is no reason to stop: the old one may do.
    """
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    apt = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=600", "--no-install-recommends"]
    with seen_through():
        bootstrap_step.run("checking dpkg", ["dpkg", "--configure", "-a"], env=env)
    bootstrap_step.run("reading the package lists", ["apt-get", "-q", "update"], env=env)
    fetch = [*apt, "--download-only", "install", *names]
    if bootstrap_step.run(f"fetching {' '.join(names)}", fetch, env=env) != 0:
        raise refused("could not be fetched", by_hand)
    with seen_through():
        if bootstrap_step.run("installing them", [*apt, "install", *names], env=env) != 0:
            raise refused("could not be installed", by_hand)


def refused(what: str, by_hand: str) -> Complaint:
    """Return the complaint about an apt that failed, with apt's own words."""
    return Complaint(
        Status.MISSING,
        f"system packages {what}:",
        f"{bootstrap_step.log_tail()}\nIs the network up?  Try it by hand: {by_hand}\n"
        f"(all that apt said is in out/setup.log)",
    )


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for another Darner that drives apt; apt itself gives up at once."""
    folder = os.open(LISTS if LISTS.is_dir() else "/", os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def seen_through() -> Iterator[None]:
    """Hold back what would end us while dpkg unpacks: half a package is worse than a wait."""
    came: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _frame: came.append(number))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if came:
        signal.raise_signal(came[0])
