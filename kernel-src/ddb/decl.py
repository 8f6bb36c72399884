# SPDX-License-Identifier: BSD-3-Clause
"""The debugger that is in the kernel: its commands, and when it is entered."""

from clock.decl import clock_ready
from lwkt.decl import lwkt_ready
from syscall.decl import Errno

from dsl import (
    CStr,
    Enum,
    Kptr,
    L,
    Modifier,
    Struct,
    ddb_command,
    init_step,
    syscall,
    tunable,
    u32,
    u64,
    usize,
)

ddb_ready = init_step(
    "ddb_init", after=(clock_ready, lwkt_ready), doc="The debugger; `debug=boot` enters it."
)


class DdbStop(Struct, percpu=True):
    """What a CPU says to the one that is in the debugger, which waits for it."""

    frame: Kptr[L["trap_frame"]]
    stopped: u32


class DebugAt(Enum, u32):
    """When the debugger is entered: `debug=` on the command line lists it, in small letters.

    DEBUG_AT_BOOT: Before any thread runs.
    DEBUG_AT_PANIC: When the kernel gives up.
    DEBUG_AT_INIT: Say the start steps.
    DEBUG_AT_KEY: By ^\\ on the console.
    """

    DEBUG_AT_BOOT, DEBUG_AT_PANIC, DEBUG_AT_INIT, DEBUG_AT_KEY = 0, 1, 2, 3


debug = tunable(DebugAt, many=True, doc="When the kernel's debugger is entered.")


class WatchAccess(Enum, u32):
    """What a watchpoint waits for: a write, any access, an execution; the CPU's numbers."""

    WATCH_X, WATCH_W, WATCH_R = 0, 1, 3


@syscall(604, errors=(Errno.EPERM,))
def debugger() -> None:
    """Enter the kernel's debugger.

    Returns when somebody lets the kernel go on there.  Only the first program may, and only in
    a kernel whose debugger may be entered.
    """
    ...


@ddb_command("help", short="?", optional={"command": 0})
def help_(command: CStr) -> None:
    """Show all commands, or what there is to say of one."""


@ddb_command("continue", short="c")
def go() -> None:
    """Let all CPUs go on."""


@ddb_command("step", short="s", optional={"count": 1})
def step(count: u32) -> None:
    """Execute one instruction, or so many, on this CPU; the others stand still."""


@ddb_command("next", short="n")
def next_() -> None:
    """Execute one instruction; a call until it returns, while all CPUs run."""


@ddb_command("finish")
def finish() -> None:
    """Go on until this function returns."""


@ddb_command("break", short="b", optional={"count": 1})
def set_break(where: usize, count: u32) -> None:
    """Stop whoever comes to an instruction, at the COUNTth time."""


@ddb_command("watch", optional={"size": 4, "access": 1})
def watch(where: usize, size: u32, access: WatchAccess) -> None:
    """Stop whoever writes to memory (w), touches it (r), or executes it (x).

    SIZE is in bytes: 1, 2, 4, on x86_64 also 8; WHERE is a multiple of it. There are four
    watchpoints, on every CPU the same.
    """


@ddb_command("delete", short="d", optional={"number": 0xFFFFFFFF})
def delete(number: u32) -> None:
    """Take away a breakpoint or watchpoint by its number, or all of them."""


@ddb_command("breaks")
def breaks() -> None:
    """Show the breakpoints and watchpoints."""


@ddb_command("trace", short="bt", optional={"thread": 0})
def trace(thread: usize) -> None:
    """Show who called whom: on this CPU, or in a thread, by its id or address."""


@ddb_command("ps")
def ps() -> None:
    """Show all threads: where they run, what they wait for."""


@ddb_command("registers", short="r")
def registers() -> None:
    """Show the registers of the CPU that is looked at."""


@ddb_command("print", short="p")
def print_(format: Modifier, value: u64) -> None:
    """Compute an expression: numbers, symbols, $registers, + - * / % & | ^ ~ << >> ( ).

    `*` before a value is the word that it points at. FORMAT is x, d, u or a (with symbols).
    """


@ddb_command("x", optional={"where": 0})
def examine(format: Modifier, where: usize) -> None:
    """Show memory; without WHERE, what comes behind.

    FORMAT is a count, a form (x, d, u, a, c, s) and a size (b, h, w, g): `x/4xg $sp`.
    """


@ddb_command("write", optional={"size": 4})
def write_(where: usize, value: u64, size: u32) -> None:
    """Change memory: SIZE bytes."""


@ddb_command("show")
def show(structure: CStr, where: usize) -> None:
    """Show a declared structure at an address: `show boot_info ADDRESS`."""


@ddb_command("show port")
def show_port(port: usize) -> None:
    """Show a port, and the messages that wait there."""


@ddb_command("show message")
def show_message(message: usize) -> None:
    """Show what a message says, and where it is in its life."""


@ddb_command("show thread", optional={"thread": 0})
def show_thread(thread: usize) -> None:
    """Show a thread, by its id or address; without it, the one that is looked at."""


@ddb_command("show cpu")
def show_cpu(number: u32) -> None:
    """Show what a CPU owns."""


@ddb_command("cpu", optional={"number": 0xFFFFFFFF})
def cpu(number: u32) -> None:
    """Look at another CPU; without NUMBER, say what each does."""


@ddb_command("call", optional={"first": 0, "second": 0, "third": 0})
def call(function: usize, first: usize, second: usize, third: usize) -> None:
    """Call a function with up to three words, and show what it returns.

    It runs in the debugger, with interrupts off: whoever waits for another CPU waits for ever.
    """


@ddb_command("panic")
def panic_() -> None:
    """Give up."""


@ddb_command("reboot")
def reboot_() -> None:
    """Start the machine again."""


@ddb_command("halt")
def halt() -> None:
    """Power off."""
