# SPDX-License-Identifier: BSD-3-Clause
"""The kernel's debugger, by its serial line: on 1, 2, 4 and 8 CPUs, on both architectures."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from machine_room import ROOT, boot, build, machine
from serial_line import DDB, INIT, Serial
from tree_copy import copy_of_tree, spoil

from front.extract import Extract
from front.qemu import Verdict, classify
from gen.generate import examine
from gen.model.debug_nodes import CounterRow

CTRL_BACKSLASH = "\x1c"

#: All of them in --all.
CPUS = (1, 4, *(pytest.param(n, marks=pytest.mark.slow) for n in (2, 8)))


def serial(arch: str, cpus: int = 1, append: str = "", root: Path = ROOT) -> Serial:
    """Boot a machine with so many CPUs, and sit down at its serial line."""
    folder = build(arch, root=root)
    on = replace(machine(folder, "q35"), cpus=cpus)
    return Serial(folder / "kernel.elf", arch, on, append)


def value(said: str) -> int:
    """Return the number that `print` has computed."""
    return int(said.split(" = ")[0])


@pytest.mark.parametrize("cpus", CPUS)
def test_a_session_breaks_steps_watches_and_goes_on(arch: str, cpus: int) -> None:
    with serial(arch, cpus) as line:
        line.until(INIT)
        assert line.ask("debugger").startswith("\n`debugger' on CPU 0, thread init, at 0x")
        trace = line.ask("trace")
        assert re.search(r"^  0x\w+ sys_debugger\+0x\w+$", trace, re.MULTILINE), trace
        assert "breakpoint 0 at" in line.ask("break sys_uname")
        line.press("c\r")
        line.until(INIT)
        assert re.search(r"breakpoint 0 on CPU 0, thread init, at \w+ sys_uname\n",
                         line.ask("uname"))
        here = value(line.ask("print $pc"))
        assert "step on CPU 0" in line.ask("step")
        assert 0 < value(line.ask("print $pc")) - here < 16
        assert "call_uname" in line.ask("trace")
        assert "hit 1 times" in line.ask("breaks")
        line.ask("delete")
        assert line.ask("breaks") == ""
        port = line.ask("show port echo_port")
        assert 'name = "echo"' in port
        assert re.search(r"^  owner = 0x\w+ \(struct thread\)$", port, re.MULTILINE), port
        assert "Darner darner" in line.ask("continue", INIT)
        line.press("halt\r")
        assert classify(line.end()) is Verdict.PASSED


@pytest.mark.parametrize("cpus", CPUS)
def test_a_watchpoint_stops_behind_the_writing_instruction(arch: str, cpus: int) -> None:
    """init's answer to `counters` is counted: one instruction, which is stepped over."""
    with serial(arch, cpus) as line:
        line.until(INIT)
        line.ask("debugger")
        line.ask("break sys_counter_info")
        line.press("c\r")
        line.until(INIT)
        line.ask("counters")
        line.ask("delete")
        number = [c.c_name for c in counters(arch)].index("counter_asked")
        place = f"cpu_area_table+{offset(arch) + 8 * number}"
        line.ask(f"watch {place} 4 w")
        was = value(line.ask(f"print *({place})")) & 0xFFFFFFFF
        said = line.ask("continue")
        assert f"was {was:#x}, is {was + 1:#x}\n" in said
        assert re.search(r"watchpoint on CPU 0, thread init, at \w+ sys_counter_info\+", said)
        behind = value(line.ask("print $pc"))
        code = line.ask(f"x/16xb {behind - 16}")
        assert "0x64" in code or "0x65" in code, "the instruction before has a segment's prefix"
        line.ask("delete")
        assert "counter.asked" in line.ask("continue", INIT)
        line.press("halt\r")
        assert classify(line.end()) is Verdict.PASSED


def counters(arch: str) -> list[CounterRow]:
    """Return the declared counters, in the order of their numbers."""
    system = examine(ROOT).system
    assert system is not None
    return list(system.kernels[arch].debugging.counters)


def offset(arch: str) -> int:
    """Return where a CPU's counters begin."""
    system = examine(ROOT).system
    assert system is not None
    cpu = next(s for s in system.kernels[arch].structs if s.c_name == "cpu")
    return next(f.offset for f in cpu.fields if f.name == "counters")


@pytest.mark.parametrize("cpus", CPUS[1:])
def test_all_cpus_stand_still(arch: str, cpus: int, tmp_path: Path) -> None:
    """Threads on every CPU count without an end; in the debugger, nothing grows."""
    assert frozen(arch, cpus, busy_tree(arch, tmp_path)), "something counts in the debugger"


@pytest.mark.slow
def test_a_cpu_that_does_not_stop_is_noticed(arch: str, tmp_path: Path) -> None:
    """Negative control: without the NMI, the other CPUs count on."""
    tree = busy_tree(arch, tmp_path)
    spoil(tree / "kernel-src/ddb/stop.c", r"lapic_send_nmi\(cpu_of\(i\)->apic_id\);", ";")
    assert not frozen(arch, 2, tree)


def busy_tree(arch: str, place: Path) -> Path:
    """Return a copy of the tree whose first test keeps all CPUs busy, for ever."""
    tree = copy_of_tree(arch, place)
    (tree / "kernel-src/ddb/tests").mkdir(exist_ok=True)
    (tree / "kernel-src/ddb/tests/busy.c").write_text(BUSY)
    return tree


def frozen(arch: str, cpus: int, root: Path) -> bool:
    """Say whether what the CPUs count stands still while one is in the debugger."""
    with serial(arch, cpus, "test only=ddb.a_busy_kernel", root) as line:
        line.until("all count")
        line.press(CTRL_BACKSLASH)
        line.until(DDB)
        first, moved = line.ask(f"x/{cpus}xw busy_counts"), False
        for _ in range(20):
            moved = moved or line.ask(f"x/{cpus}xw busy_counts") != first
        line.press("c\r")
        line.press(CTRL_BACKSLASH)
        line.until(DDB)
        assert line.ask(f"x/{cpus}xw busy_counts") != first, "they did not go on"
        return not moved


BUSY = """\
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

uint32_t busy_counts[16];

static void
busy_count(void *argument)
{
	uint32_t *own = &busy_counts[curcpu()->id];

	atomic_store_int(own, *own + 1 + (argument != NULL));
}

static void
busy_main(void *argument)
{
	for (;;)
		busy_count(argument);
}

static void
busy_start(struct cpu *cpu)
{
	struct thread *td;

	td = lwkt_create_on(cpu, busy_main, NULL, "busy", 10, 0, KERNEL_STACK);
	lwkt_schedule(td);
}

void
ktest_ddb_a_busy_kernel(struct ktest *t)
{
	for (unsigned i = 1; i < cpu_count; i++)
		busy_start(cpu_of(i));
	for (unsigned i = 1; i < cpu_count; i++)
		while (atomic_load_int(&busy_counts[i]) == 0)
			cpu_pause();
	kprintf("all count\\n");
	busy_main(NULL);
	KTEST_ASSERT(t, false, "never");
}
"""


@pytest.mark.parametrize("cpus", (1, 4))
def test_a_panic_enters_the_debugger_when_asked(arch: str, cpus: int) -> None:
    with serial(arch, cpus, "debug=panic") as line:
        line.until(INIT)
        line.ask("debugger")
        line.ask("panic")
        assert "epitaph" in line.ask("print epitaph")
        assert '"somebody in the debugger wants it"' in line.ask("x/s epitaph")
        assert re.search(r"\bpanic\+0x", line.ask("trace"))
        for other in range(cpus):
            assert f"CPU {other}, thread" in line.ask(f"cpu {other}")
        line.ask("cpu 0")
        line.press("continue\r")
        assert classify(line.end()) is Verdict.PANIC


@pytest.mark.parametrize("cpus", (1, 4))
def test_a_panic_ends_the_machine_otherwise(arch: str, cpus: int) -> None:
    with serial(arch, cpus) as line:
        line.until(INIT)
        line.ask("debugger")
        line.press("panic\r")
        line.until("panic: somebody in the debugger wants it")
        assert classify(line.end()) is Verdict.PANIC


#: What is wrong with a line, and what is said.
WRONG = {
    "brk 1": "there is no command `brk 1'; did you mean `break'? `help' shows all",
    "frobnicate": "there is no command `frobnicate'; did you mean `finish'? `help' shows all",
    "break": "WHERE is missing; usage: break WHERE [COUNT]",
    "break sys_unam": "there is no symbol `sys_unam'; the nearest is `sys_uname'",
    "break boot_info": r"is no instruction of the kernel",
    "break ddb_go": "the debugger itself runs through ddb_go",
    "break sys_uname 0": "COUNT must be at least 1",
    "continue 3": "`continue' does not take `3'; usage: continue",
    "continue/x": "`continue' takes no `/x'; usage: continue",
    "watch boot_info 3": "SIZE must be 1, 2, 4",
    "watch boot_info+1 4": "is no multiple of 4",
    "watch boot_info 4 q": "`q' is no ACCESS; usage: watch WHERE [SIZE] [x|w|r]",
    "delete 7": "there is no breakpoint 7; `breaks' shows all",
    "cpu 99": "there is no CPU 99: there are 1",
    "cpu 0x123456789": "NUMBER is 0x123456789, and has 32 bits",
    "print 1 +": "a value is missing at the end",
    "print (1": "`)' is missing before `'",
    "print 12z": "is no number: write 12 or 0x1f",
    "print $eip2": "there is no register `$eip2'",
    "print 1/0": "division by zero",
    "print *0": "nothing is mapped at 0x0",
    "x/4xz 0": "`z' is no format: there are xduacs, and the sizes b, h, w, g",
    "x 8": "nothing is mapped at 0x8",
    "show port 8": "no port is at 0x8",
    "show message boot_info": "is no message's number",
    "show lamp 8": "`lamp' is no structure that is declared",
    "show thread 1234": "there is no thread 0x4d2; `ps' shows all",
    "write text_end-0 1 3": "SIZE must be 1, 2, 4 or 8, not 3",
    "write 0 1": "0x0 cannot be written",
}


def test_wrong_lines_are_told_what_would_be_right(arch: str) -> None:
    with serial(arch) as line:
        line.until(INIT)
        line.ask("debugger")
        for words, answer in WRONG.items():
            said = line.ask(words)
            assert "ddb: " in said and answer in said, f"{words}: {said}"
        line.press("panic\r")
        assert classify(line.end()) is Verdict.PANIC


def test_a_fault_in_the_debugger_leads_back_to_its_prompt(arch: str) -> None:
    with serial(arch) as line:
        line.until(INIT)
        line.ask("debugger")
        said = line.ask("call 0")
        assert "ddb: in the debugger, at ?+0x0: page fault: execution of 0x0" in said
        assert "page fault: read of" in line.ask("call strlen 8 8 8") + line.ask("call panic 0")
        assert "ddb: in the debugger" in line.ask("call panic boot_info")
        assert "sys_debugger" in line.ask("trace")
        line.press("c\r")
        line.until(INIT)
        assert "Darner darner" in line.ask("uname", INIT)
        line.press("halt\r")
        assert classify(line.end()) is Verdict.PASSED


def test_the_debugger_is_entered_at_boot(arch: str) -> None:
    with serial(arch, 1, "debug=boot") as line:
        line.until(DDB)
        assert " boot_start+0x" in line.ask("trace")
        line.ask("continue", INIT)
        line.press("halt\r")
        assert classify(line.end()) is Verdict.PASSED


def steps_told(folder: Path, arch: str) -> list[str]:
    """Boot a kernel; return the start steps that it tells, in their order."""
    done = boot(folder / "kernel.elf", arch, machine(folder, "q35"), "debug=init exec=uname",
                hang=60)
    return re.findall(r"^init: (\S+)\r$", done.log, re.MULTILINE)


def steps_declared(arch: str) -> list[str]:
    """Return the start steps that the tree declares, in their order."""
    system = examine(ROOT).system
    assert system is not None
    return [f"{s.subsystem}.{s.name}" for s in system.kernels[arch].init_steps]


def test_steps_run_in_the_declared_order(arch: str) -> None:
    assert steps_told(build(arch), arch) == steps_declared(arch) != []


@pytest.mark.slow
def test_a_step_that_is_left_out_is_noticed(arch: str, tmp_path: Path) -> None:
    """The I/O APIC is not prepared: the kernel lives, and tells one step less."""
    tree = copy_of_tree(arch, tmp_path)
    spoil(tree / "kernel-src/boot/boot.c", r"i < init_step_count; i\+\+\) \{",
          "i < init_step_count; i++) {\n\t\tif (strcmp(init_step_table[i].name, "
          '"ioapic.lines_ready") == 0)\n\t\t\tcontinue;')
    assert steps_told(build(arch, root=tree), arch) != steps_declared(arch)


def test_help_is_what_is_declared(arch: str) -> None:
    with serial(arch) as line:
        line.until(INIT)
        line.ask("debugger")
        shown = [row.split("  ")[0] for row in line.ask("help").splitlines()]
        system = examine(ROOT).system
        assert system is not None
        names = [c.name for c in system.kernels[arch].debugging.commands]
        assert [re.split(r"[[/]| [A-Z\[]", row)[0].strip() for row in shown] == names
        for name in names:
            assert line.ask(f"help {name}").startswith(name)


def test_who_is_not_the_first_program_may_not_enter(arch: str) -> None:
    """The hostile tests call it, too; a kernel that is not for debugging refuses init."""
    folder = build(arch, "GENERIC")
    done = boot(folder / "kernel.elf", arch, machine(folder, "q35"), "exec=debugger")
    extract = Extract(done.run)
    assert extract.feed(done.log.encode()) == b"debugger: EPERM\n"
