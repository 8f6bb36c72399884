# SPDX-License-Identifier: BSD-3-Clause
"""Are functions called from where their comments say, and are those there that are declared?"""

from __future__ import annotations

from pathlib import Path

import pytest
from c_tree import added, changed, line_of, said

HEAD = '#include "kernel.h"\n#include "syscall.gen.h"\n\nstruct trap_frame;\n\n'

#: A file and a function in it, what stands there, what is put in its place, and where it is seen.
MUTANTS = {
    # A place that the comment does not admit, near by or through functions that say nothing.
    "K0324-start-by-a-call": (
        "kernel-src/lwkt/sched.c", "sys_sched_yield", "", "\tlwkt_init();\n", "lwkt_init();"),
    "K0324-interrupts-by-a-call": (
        "kernel-src/lwkt/sched.c", "sys_sched_yield", "", "\tlapic_end();\n", "lapic_end();"),
    "K0324-in-a-section": (
        "kernel-src/echo/echo.c", "echo_on_note", "noted = m->value;",
        "crit_enter();\n\tlwkt_reap();\n\tcrit_exit();", "lwkt_reap();"),
    "K0324-by-an-interrupt": (
        "kernel-src/console/console.c", "receive", "lwkt_wakeup(ring);",
        "lwkt_reap();\n\tlwkt_wakeup(ring);", "lwkt_reap();"),
    "K0324-by-who-says-any": (
        "kernel-src/echo/echo.c", "echo_noted", "", "\tlwkt_reap();\n", "lwkt_reap();"),
    "K0324-by-a-callout": (
        "kernel-src/lwkt/thread.c", "sleep_expired", "A sleep's time is over. */",
        "A sleep's time is over.  Context: thread */", "sleep_expired("),
    "K0324-by-a-table": (
        "kernel-src/proc/proc.c", "sys_getpid", "Context: thread", "Context: boot", "sys_getpid("),
    # Nobody wakes who waits with interrupts off.
    "K0329-sleep": (
        "kernel-src/clock/syscall.c", "sys_nanosleep", "crit_enter();",
        "crit_enter();\n\tcpu_disable();", "lwkt_sleep("),
    "K0329-idle": (
        "kernel-src/lwkt/idle.c", "lwkt_idle", "cpu_enable();\n\t\t\tlwkt_switch();",
        "lwkt_switch();\n\t\t\tcpu_enable();", "lwkt_switch();"),
    "K0329-one-way": (
        "kernel-src/console/console.c", "ttyd_main", "(void)lwkt_sleep(ring",
        "if (ring_out == 0)\n\t\t\tcpu_disable();\n\t\t(void)lwkt_sleep(ring", "lwkt_sleep(ring"),
    # A number is handed to who makes a pointer of it: in a header, near by, over two functions.
    "K0300-to-a-header": (
        "kernel-src/vm/syscall.c", "", '#include "vm/vm.h"\n',
        '#include "vm/vm.h"\n#include "io.h"\n\nstatic inline void\n'
        "poke(user_ptr_t at)\n{\n\tmmio_write8(at.va, 1);\n}\n", "mmio_write8("),
    "K0300-to-a-static": (
        "kernel-src/vm/syscall.c", "", "/* Context: thread */\nintptr_t\nsys_munmap",
        "static char\npeek(uintptr_t at)\n{\n\treturn (*(char *)(at + 1));\n}\n\n"
        "static inline char\nlook(user_ptr_t at)\n{\n\treturn (peek(at.va));\n}\n\n"
        "/* Context: thread */\nintptr_t\nsys_munmap", "peek(at.va)"),
    "K0300-over-two": (
        "kernel-src/vm/syscall.c", "", "/* Context: thread */\nintptr_t\nsys_munmap",
        "static char\npeek(uintptr_t at)\n{\n\treturn (*(char *)at);\n}\n\nstatic char\n"
        "pass(uintptr_t at)\n{\n\treturn (peek(at & ~1ul));\n}\n\nstatic inline char\n"
        "look(user_ptr_t at)\n{\n\treturn (pass(at.va));\n}\n\n/* Context: thread */\n"
        "intptr_t\nsys_munmap", "pass(at.va)"),
    # Windows are a stack, and a spinlock waits also for who has it.
    "K0301-windows": (
        "arch/x86/pmap.c", "pmap_create", "window_leave(from);",
        "window_leave(to);\n\twindow_leave(from);\n\tto = window_enter(root);",
        "window_leave(to);\n\twindow_leave(from)"),
    "K0301-spinlock": (
        "kernel-src/echo/echo.c", "echo_on_note", "noted = m->value;",
        "spin_lock(&noted);\n\tspin_lock(&noted);\n\tnoted = m->value;\n"
        "\tspin_unlock(&noted);\n\tspin_unlock(&noted);", "spin_lock(&noted);\n\tnoted"),
    # Words that are none.
    "K0325-misspelt": (
        "kernel-src/proc/proc.c", "sys_getpid", "Context: thread", "Context: threat",
        "sys_getpid("),
    "K0325-another-word": (
        "kernel-src/proc/proc.c", "sys_getpid", "Context: thread", "Context: process",
        "sys_getpid("),
    "K0325-beside": (
        "kernel-src/lwkt/thread.c", "lwkt_sleep", "Context: crit, interrupts on",
        "Context: crit, interrupts", "lwkt_sleep("),
    # Functions that generated code does not find.
    "K0327-static-call": (
        "kernel-src/proc/proc.c", "sys_getpid", "intptr_t\nsys_getpid",
        "static intptr_t\nsys_getpid", "sys_getpid("),
    "K0327-static-trap": (
        "kernel-src/trap/trap.c", "trap_on_nmi", "void\ntrap_on_nmi", "static void\ntrap_on_nmi",
        "trap_on_nmi("),
    "K0327-static-step": (
        "kernel-src/clock/clock.c", "clock_init", "void\nclock_init", "static void\nclock_init",
        "clock_init("),
    # Types of what traps, interrupts and threads call.
    "K0305-trap": (
        "kernel-src/trap/trap.c", "trap_on_nmi", "(struct trap_frame *frame)",
        "(const struct trap_frame *frame)", "trap_on_nmi("),
    "K0305-interrupt": (
        "kernel-src/drv/i8254/i8254.c", "intr_on_tick", "void\nintr_on_tick", "int\nintr_on_tick",
        "intr_on_tick("),
    "K0305-thread": (
        "kernel-src/clock/callout.c", "softclock_main", "softclock_main(void)",
        "softclock_main(void *argument)", "softclock_main("),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_caught_where_it_is_wrong(name: str, tree: Path) -> None:
    file, within, old, new, marker = MUTANTS[name]
    with changed(tree, file, (old, new, within)) as wrong:
        found = said(tree)
    assert [(d.code, d.at.file, d.at.line) for d in found] == [
        (name[:5], file, line_of(wrong, marker, within))
    ]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("K0326", "/* Context: thread */\nintptr_t\nsys_getpid(void)\n{\n\treturn (0);\n}\n"),
        ("K0326", "/* Context: any */\nuint32_t\nproc_count(void)\n{\n\treturn (0);\n}\n"),
        ("K0326", "/* Context: boot */\nvoid\nclock_init(void)\n{\n}\n"),
        ("K0328", "/* Context: any */\nvoid\ntrap_on_never(struct trap_frame *f)\n{\n"
         "\t(void)f;\n}\n"),
        ("K0328", "/* Context: intr */\nvoid\nintr_on_nobody(struct trap_frame *f)\n{\n"
         "\t(void)f;\n}\n"),
        ("K0328", "#define CALL(name) /* Context: thread */ intptr_t sys_##name(void)\n"
         "CALL(nothing)\n{\n\treturn (0);\n}\n"),
    ],
)
def test_a_function_too_many_is_told(code: str, text: str, tree: Path) -> None:
    with added(tree, "kernel-src/sysinfo/more.c", HEAD + text):
        found = said(tree)
    assert [diag.code for diag in found] == [code]
    assert "kernel-src/sysinfo/more.c" in {
        place.file for d in found for place in (d.at, *(mark.at for mark in d.others))
    }


def test_what_one_architecture_lacks_is_told_with_its_name(tree: Path) -> None:
    here = "/* Context: intr */\nvoid\ntrap_on_double_fault(struct trap_frame *f)\n"
    here += "{\n\t(void)f;\n}\n"
    name = "void\ntrap_on_double_fault"
    with (
        changed(tree, "kernel-src/trap/trap.c", (name, "void\ngone_on_double_fault")),
        added(tree, "arch/i386/more.c", HEAD + here),
    ):
        (diag,) = said(tree)
    assert (diag.code, diag.at.file) == ("K0327", "kernel-src/trap/decl.py")
    assert diag.what == "trap `double_fault` has no function in the x86_64 kernel"


def test_both_parties_are_shown(tree: Path) -> None:
    file, within, old, new, _ = MUTANTS["K0324-in-a-section"]
    with changed(tree, file, (old, new, within)):
        (diag,) = said(tree)
    assert [mark.at.file for mark in diag.others] == [file, "kernel-src/lwkt/thread.c"]
    assert diag.help
