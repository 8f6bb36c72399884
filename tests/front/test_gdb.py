# SPDX-License-Identifier: BSD-3-Clause
"""Does `--gdb` stop the kernel where it is told, and leave its console to whoever joins?"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pexpect
import pytest

from front.complaint import Status

ROOT = Path(__file__).resolve().parents[2]
ARCHES = ("i386", "x86_64")

#: The kernel reads a line, calls uname, and then executes data: gdb sees it panic.
SCRIPT = """\
break console_read
continue
type uname
break sys_uname
continue
backtrace 2
delete 3
set $pc = &boot_info
continue
backtrace
"""

WATCHED = "stty -g; ./darner run --gdb; echo status=$?; stty -g; echo done"


@pytest.mark.parametrize("arch", ARCHES)
def test_a_script_debugs_the_kernel(arch: str) -> None:
    done = subprocess.run(
        [ROOT / "darner", "run", "--gdb", "--arch", arch], input=SCRIPT, capture_output=True,
        text=True, timeout=120, check=False,
    )
    assert done.returncode == Status.OK
    assert "darner> " in done.stdout
    assert re.search(r"#0  sys_uname \([^#]*kernel-src/sysinfo/sysinfo\.c:\d+", done.stdout)
    assert re.search(r"#1 .* call_uname [^#]*syscall_wrapper\.gen\.c:\d+", done.stdout)
    assert re.search(r"Breakpoint 2, .*panic_at \(", done.stdout)
    assert "trap_on_" in done.stdout.rpartition("panic_at")[2]


@pytest.fixture
def debugger() -> pexpect.spawn:
    """Return a terminal on which gdb has stopped the machine."""
    child = pexpect.spawn("bash", ["-c", WATCHED], cwd=str(ROOT), encoding="utf-8", timeout=120)
    child.expect(r"^([0-9a-f:]+)\r\n")
    child.settings = child.match.group(1)
    child.expect(r"console: `\./darner console (\S+)`")
    child.place = child.match.group(1)
    child.expect_exact("(gdb) ")
    return child


def test_keys_go_to_the_debugger_and_ctrl_c_stops_the_kernel(debugger: pexpect.spawn) -> None:
    debugger.sendline("continue")
    debugger.expect_exact("darner> ")
    debugger.send("\x03")
    debugger.expect("SIGINT")
    debugger.expect_exact("(gdb) ")
    debugger.sendline("quit")
    debugger.expect(r"status=(\d+)\r\n(\S+)\r\ndone")
    assert debugger.match.groups() == ("0", debugger.settings)
    assert not Path(debugger.place).exists()


def test_another_terminal_joins_the_console(debugger: pexpect.spawn) -> None:
    debugger.sendline("continue")
    debugger.expect_exact("darner> ")
    console = pexpect.spawn(
        "./darner", ["console", debugger.place], cwd=str(ROOT), encoding="utf-8", timeout=60
    )
    console.expect_exact("darner> ")  # what came before is shown
    console.send("uname\r")
    console.expect(r"Darner darner .* x86_64")
    console.send("\x03")
    console.expect_exact("left the console")
    assert console.expect(pexpect.EOF) == 0
    second = pexpect.spawn("./darner", ["console"], cwd=str(ROOT), encoding="utf-8", timeout=60)
    second.expect_exact("x86_64")
    second.send("halt\r")
    second.expect_exact("the kernel has ended")
    debugger.expect_exact("(gdb) ")
    assert "uname" not in debugger.before
    debugger.sendline("quit")
    debugger.expect_exact("status=0")


def test_nobody_to_join_is_a_mistake(tmp_path: Path) -> None:
    done = subprocess.run(
        [ROOT / "darner", "console", tmp_path], capture_output=True, text=True, timeout=60,
        check=False,
    )
    assert done.returncode == Status.MISTAKE
    assert "there is no console in" in done.stderr


def test_one_boot_test_in_the_debugger() -> None:
    words = [ROOT / "darner", "test", "--gdb", "tests/boot", "-k",
             "test_declared and x86_64 and q35 and switch_keeps_registers"]
    done = subprocess.run(
        words, cwd=ROOT, input="tbreak ktest_lwkt_switch_keeps_registers\ncontinue\n",
        capture_output=True, text=True, timeout=120, check=False,
    )
    assert "Temporary breakpoint 3, ktest_lwkt_switch_keeps_registers" in done.stdout


#: What is typed to see threads, CPUs, traces and ports, and mistakes.
LOOK = """\
break sys_uname
continue
type uname
lwkt-threads bt
cpu 1
cpu 9
ktr
port
port lamp
lwkt-threads lamp
token
"""


@pytest.mark.parametrize("arch", ARCHES)
def test_threads_of_all_cpus_are_shown_with_their_calls(arch: str) -> None:
    done = subprocess.run(
        [ROOT / "darner", "run", "--gdb", "--arch", arch, "--cpus", "2", "--append", "trace=sched"],
        input=LOOK, capture_output=True, text=True, timeout=120, check=False,
    )
    said = done.stdout
    assert re.search(r"cpu 0 pri +\d+ init +runs on CPU 0\n", said), said
    assert re.search(r"cpu 1 pri +\d+ idle +runs on CPU 1\n", said), said
    assert re.search(r"CPU 0 runs init \(\d+\)\n", said), said
    echod = said.partition(" echod ")[2]
    assert echod.lstrip().startswith("waits for a message at port echo\n"), said
    above = r"^ +0x\w+ echo_serve .*\n +0x\w+ thread_start .* at kernel-src/lwkt/thread.c:\d+$"
    assert re.search(above, echod, re.MULTILINE), said
    assert "    id = 1\n" in said
    wrong = done.stdout + done.stderr
    assert "cpu: takes a number below 2, not `9'" in wrong
    assert "lwkt-threads: there is no thread lamp" in wrong
    assert re.search("^port: .*lamp", wrong, re.MULTILINE), wrong
    assert re.search(r"^echo +thread +owner echod \(\d+\) +0 queued, 0 in all$", said,
                     re.MULTILINE), said
    assert re.search("echo_token +not in this kernel: nothing uses it$", said, re.MULTILINE), said
    assert re.search(r"^ +\d+ +\d lwkt\.switch +old=0x\w+ new=0x\w+ new_id=\d+$", said,
                     re.MULTILINE), said


def seen(arch: str, test: str, script: str) -> str:
    """Run a test in the kernel under gdb, with what a script types; return what is said."""
    done = subprocess.run(
        [ROOT / "darner", "run", "--gdb", "--arch", arch, "--append", f"test only={test}"],
        input=script, capture_output=True, text=True, timeout=120, check=False,
    )
    return done.stdout + done.stderr


#: Eight messages are sent, of which one is being handled; its sender waits for its answer.
PORT = """\
break echo_on_say
continue
port echo
lwkt-threads starter
message m
port &mail_port
"""


@pytest.mark.parametrize("arch", ARCHES)
def test_a_port_shows_what_waits_there_by_its_declaration(arch: str) -> None:
    said = seen(arch, "echo.full_port_says_so", PORT)
    assert re.search(r"port echo, 0x\w+: thread. A thread's own: ", said), said
    assert "\n    owner echod (3), PORT_AWAKE\n    7 queued of 8, 9 in all\n" in said, said
    assert "\n    state 1: next say or count or later or note or close or hurry or Ping\n" in said
    row = (r"\n    0x\w+ echo\.say text=0x\w+ text_size=0\n"
           "        MSGF_QUEUED; its answer goes to port mail")
    assert len(re.findall(row, said)) == 7, said
    at = re.search(r"starter +waits for the answer to echo\.say (0x\w+) at port echo\n", said)
    assert at and f"(m={at[1]}" in said, said
    assert "wants=MSGF_WAITING" in said
    assert re.search(r"port mail, 0x\w+: spin. Any thread gets from it", said), said


#: One thread sleeps with a token, which another has meanwhile.
TOKEN = """\
break progress_main
continue
break lwkt_wakeup
continue
up
token x->first
lwkt-threads 4
"""


@pytest.mark.parametrize("arch", ARCHES)
def test_a_token_shows_who_has_it_and_who_wants_it(arch: str) -> None:
    said = seen(arch, "lock.token_of_a_sleeper_is_free", TOKEN)
    assert re.search(r"token that nobody declares, 0x\w+\n"
                     r"    word 0x\w+, waiting 0, collisions 0\n"
                     r"    held by progress \(\d+\)\n    wanted by starter \(4\)\n", said), said
    assert re.search(r" starter +waits for 0x\w+\n", said), said


#: A thread comes to a serializer in which another one sleeps.
SERIALIZER = """\
break serializer_wait
continue
serializer *s
spinlock console_lock
"""


@pytest.mark.parametrize("arch", ARCHES)
def test_a_serializer_shows_who_is_inside(arch: str) -> None:
    said = seen(arch, "lock.serializer_lets_one_in", SERIALIZER)
    assert re.search(r"    word SERIALIZER_HELD, owner 0x\w+, disabled \d+\n"
                     r"    held by \w+ \(\d+\)\n", said), said
    free = r"spinlock console_lock, 0x\w+\n    word count=0 waiters=0 shared=0\n"
    assert re.search(free, said), said
