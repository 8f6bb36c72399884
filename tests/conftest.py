# SPDX-License-Identifier: BSD-3-Clause
"""What all tests share: a failure names the command that repeats it; --gdb debugs one boot."""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from kept_facts import copy_facts

from gen.analyse import store

#: No test fails because the machine is busy.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def with_facts() -> Callable[[Path], None]:
    """Return what gives a copy of the tree the facts of its C: a check reads what differs."""
    from gen.generate import analyse

    kept = ROOT / store.FOLDER
    kept.mkdir(parents=True, exist_ok=True)
    with (kept / "lock").open("w") as lock:  # other processes run other tests
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert analyse(ROOT).diags == []

    return copy_facts


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Have all builds of a run share what they compile: copies of the tree differ in little.

    Workers, and runs of copies, have the folder from who started them.
    """
    if "DARNER_CACHE" not in os.environ:
        os.environ["DARNER_CACHE"] = place = tempfile.mkdtemp(prefix="darner-cache-")
        config.add_cleanup(lambda: shutil.rmtree(place, ignore_errors=True))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what `./darner test` adds to pytest."""
    parser.addoption("--gdb", action="store_true", help="debug the kernel of one boot test")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None]:
    """Say under each failure how to repeat it alone."""
    report: pytest.TestReport = yield  # type: ignore[misc]
    if report.failed:
        report.sections.append(("to repeat it alone", f"./darner test {again(item)}"))
    return report  # type: ignore[return-value]


def again(item: pytest.Item) -> str:
    """Return the words that choose this test, and no other."""
    slow = "--all " if item.get_closest_marker("slow") else ""
    return slow + shlex.quote(item.nodeid)


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """With --gdb, sit down at the kernel of the one test that was chosen."""
    if not session.config.getoption("gdb"):
        return None
    items = [item for item in session.items if {"arch", "on"} <= parameters(item).keys()]
    if len(items) != 1:
        raise pytest.UsageError(
            f"--gdb wants one boot test, and {len(items)} were chosen: "
            "name it as a failure does, or choose with -k"
        )
    debug(**parameters(items[0]))
    return True


def parameters(item: pytest.Item) -> dict[str, object]:
    """Return what an item was made with."""
    spec = getattr(item, "callspec", None)
    return dict(spec.params) if spec else {}


def debug(arch: str, on: object, declared: str = "*", **_: object) -> None:
    """Boot the test kernel under gdb, to run what is declared."""
    from front import debugger, qemu

    image = ROOT / "out" / f"{arch}-DEBUG" / "kernel.elf"
    words = f"run={uuid.uuid4().hex[:12]} test only={declared}"
    assert isinstance(on, qemu.Machine)
    debugger.debug(ROOT, image, qemu.command(image, on, words, arch=arch))
