# SPDX-License-Identifier: BSD-3-Clause
"""Does `./darner run` hand the guest to a person, a script or a shell, and end cleanly?"""

from __future__ import annotations

import os
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pexpect
import pytest

from front import run
from front.complaint import Complaint, Status

ROOT = Path(__file__).resolve().parents[2]
ARCHES = ("i386", "x86_64")

#: A run between two looks at the terminal's settings.
WATCHED = "stty -g; ./darner run; echo status=$?; stty -g; echo done"


def darner(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the front door with something on its standard input."""
    return subprocess.run(
        [ROOT / "darner", *words], input=typed, capture_output=True, text=True, timeout=120,
        check=False,
    )


@pytest.fixture
def terminal() -> pexpect.spawn:
    """Return a terminal on which the kernel is at its prompt."""
    child = pexpect.spawn("sh", ["-c", WATCHED], cwd=str(ROOT), encoding="utf-8", timeout=120)
    child.expect_exact("darner> ")
    return child


def ended(child: pexpect.spawn) -> tuple[str, str, int]:
    """Return the terminal's settings before and after, and the status of what ended."""
    child.expect(r"status=(\d+)\r\n(\S+)\r\ndone")
    first = re.match(r"[0-9a-f:]+", child.settings)
    assert first is not None
    return first.group(), child.match.group(2), int(child.match.group(1))


@pytest.mark.parametrize("how", ["halt\r", "\x03", "reboot\r"], ids=["halt", "ctrl-c", "reboot"])
def test_the_terminal_is_as_it_was(terminal: pexpect.spawn, how: str) -> None:
    terminal.settings = terminal.before.lstrip()
    terminal.send(how)
    before, after, status = ended(terminal)
    assert after == before
    assert status == Status.OK


def test_a_terminated_run_leaves_no_guest() -> None:
    child = subprocess.Popen(
        [ROOT / "darner", "run"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    text = b""
    while not text.endswith(b"darner> "):
        text += os.read(child.stdout.fileno(), 4096)
    guests = descendants(child.pid)
    assert guests
    child.terminate()
    assert child.wait(10) == 128 + 15
    assert not [pid for pid in guests if Path(f"/proc/{pid}").exists()]


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started."""
    started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(word) for word in started]


def test_a_script_is_typed_line_by_line() -> None:
    done = darner("run", typed="uname\nps\n")
    assert done.returncode == Status.OK
    assert "darner> uname\nDarner " in done.stdout
    assert done.stdout.count("darner> ") == 3


@pytest.mark.parametrize("arch", ARCHES)
def test_exec_prints_the_output_alone(arch: str) -> None:
    done = darner("run", "--arch", arch, "--exec", "uname")
    assert done.returncode == Status.OK
    assert re.fullmatch(rf"Darner \S+ \S+ DEBUG {arch}\n", done.stdout)


def test_exec_hands_every_character_on() -> None:
    done = darner("run", "--exec", "no%such_command\t\"it's\"")
    assert done.returncode == Status.COMMAND_FAILED
    assert done.stdout.startswith("no%such_command: no such command")


def test_exec_of_halt_is_no_failure() -> None:
    assert darner("run", "--exec", "halt").returncode == Status.OK


def test_two_runs_do_not_disturb_each_other() -> None:
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda arch: darner("run", "--arch", arch, "--exec", "uname"),
                             (*ARCHES, *ARCHES)))
    assert [(done.returncode, done.stdout.split()[-1]) for done in both] == [
        (Status.OK, arch) for arch in (*ARCHES, *ARCHES)
    ]


def test_a_guest_that_is_too_slow_is_given_up() -> None:
    start = time.monotonic()
    done = darner("run", "--timeout", "0.01", "--exec", "uname")
    # How far the guest has come when we look again is the machine's matter.
    assert done.returncode in (Status.BOOT_FAILED, Status.NOT_JUDGED)
    assert "within 0.01 seconds" in done.stderr
    assert time.monotonic() - start < 60


def test_an_undeclared_machine_is_a_mistake() -> None:
    done = darner("run", "--machine", "vax")
    assert done.returncode == Status.MISTAKE
    # Newer Pythons name choices without quotes.
    assert "invalid choice: 'vax'" in done.stderr and "q35" in done.stderr


def test_a_machine_of_another_architecture_is_a_mistake() -> None:
    done = darner("run", "--machine", "plain32")
    assert done.returncode == Status.MISTAKE
    assert "There are" in done.stderr and "q35" in done.stderr


def test_what_qemu_refuses_is_not_judged() -> None:
    done = darner("run", "--cpu", "no-such-cpu", "--exec", "uname")
    assert done.returncode == Status.NOT_JUDGED
    assert "no-such-cpu" in done.stderr


def test_a_command_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Complaint) as caught:
        run.words(run.options(["run", "--exec", "x" * 600]), "c0ffee")
    assert caught.value.status is Status.MISTAKE


@pytest.mark.parametrize("number", ["0", "17", "-1", "many", "2.5", ""])
def test_a_number_of_cpus_that_cannot_be_is_refused(number: str) -> None:
    done = darner("run", "--cpus", number)
    assert done.returncode == Status.MISTAKE
    assert "must be a number from 1 to 16" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arch", ARCHES)
def test_a_run_has_the_cpus_that_it_was_given(arch: str) -> None:
    done = darner("run", "--arch", arch, "--cpus", "3", typed="halt\n")
    assert done.returncode == Status.OK
    assert "smp: 3 CPUs run" in done.stdout
