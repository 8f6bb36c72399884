# SPDX-License-Identifier: BSD-3-Clause
"""IPI messages: floods on 2, 4 and 8 CPUs, who waits in vain, and what tests see when it is broken.

Controls break one place each; the named test of the kernel must fail, or hang, then.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from machine_room import boot, build, machine
from tree_copy import Control, boot_spoilt, copy_of_tree, spoil

from front.qemu import Verdict, classify

#: Seconds after which a broken kernel hangs, which is a failure, too.
SOON = 40.0

#: Seconds for a million messages from each CPU to each other one.
LONG = 3000.0

CPUS = ("smp2", "smp4", "smp8")
SHORT = ("smp4", *(pytest.param(name, marks=pytest.mark.slow) for name in ("smp2", "smp8")))


def flooded(arch: str, cpus: str, words: str, hang: float) -> None:
    """Have all CPUs send to all others through queues of four slots; nothing is lost."""
    folder = build(arch)
    done = boot(folder / "kernel.elf", arch, machine(folder, cpus),
                f"ipi_slots=4 {words} test only=echo.numbers_*", hang=hang)
    assert done.passed, done.log
    assert f"smp: {cpus.removeprefix('smp')} CPUs run" in done.log
    assert " passed=1 failed=0" in done.log


@pytest.mark.parametrize("cpus", SHORT)
def test_a_flood_through_four_slots_arrives(arch: str, cpus: str) -> None:
    flooded(arch, cpus, "", 120)


@pytest.mark.slow
@pytest.mark.timeout(LONG)
@pytest.mark.parametrize("cpus", CPUS)
def test_a_million_messages_of_each_pair_arrive(arch: str, cpus: str) -> None:
    flooded(arch, cpus, "hammer=1000000", LONG)


CONTROLS = (
    Control("numbers_come_once_and_in_order", "ipi/ipi.c",
            r"used\(&own->queues\[to->id\]\) > own->mask / 2,",
            "used(&own->queues[to->id]) > 4 * own->mask,"),
    Control("full_queue_refuses_and_loses_nothing", "ipi/ipi.c",
            r"\} else if \(3 \* used\(queue\) >= 2 \* \(own->mask \+ 1\)\) \{",
            "} else if (3 * used(queue) >= 4 * (own->mask + 1)) {"),
    Control("messages_share_an_interrupt", "ipi/ipi.c",
            r"return \(atomic_load_int\(&there->poll\) == 0 &&\n"
            r"\t    atomic_swap_int\(&there->poll, 1\) == 0\);",
            "return (atomic_swap_int(&there->poll, 1) < 2);"),
    Control("passive_messages_raise_no_interrupt", "ipi/ipi.c",
            r"^\tif \(passive\)\n\t\tcount_ipi_passive\(\);\n\telse if",
            "\tif (passive)\n\t\tcount_ipi_passive();\n\tif"),
    Control("a_set_of_cpus_is_told_once", "../templates/c/ipi_message.h.j2",
            r"^\tfor \(; cpus != 0; cpus &= cpus - 1\)",
            "\tfor (cpus |= 1; cpus != 0; cpus &= cpus - 1)"),
    Control("handlers_see_what_they_interrupt", "ipi/ipi.c",
            r"^\tipi_state\(\)->frame = frame;\n", ""),
    Control("late_handlers_have_no_frame", "ipi/ipi.c",
            r"^\tipi_state\(\)->frame = NULL;\n", ""),
)


@pytest.mark.slow
@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.test)
def test_a_broken_queue_is_noticed(arch: str, tmp_path: Path, control: Control) -> None:
    done = boot_spoilt(arch, tmp_path, control.edit, f"test only=echo.{control.test}", hang=SOON)
    assert not done.passed, done.log


#: Asks a CPU that stands still, by both ways of waiting.
IN_VAIN = """\
#include "ipi/ipi.h"
#include "ipi_message.gen.h"
#include "lwkt/lwkt.h"
#include "smp/tests/hold.h"

void
ktest_smp_an_answer_never_comes(struct ktest *t)
{
	struct hold hold;

	if (!hold_begin(t, &hold, cpu_of(1)))
		return;
	crit_enter();
	ipi_wait(cpu_of(1), ipi_settle(cpu_of(1)));
	crit_exit();
}

void
ktest_smp_room_never_comes(struct ktest *t)
{
	struct hold hold;

	if (!hold_begin(t, &hold, cpu_of(1)))
		return;
	for (;;)
		(void)ipi_settle(cpu_of(1));
}
"""


@pytest.mark.parametrize(("test", "what"), [("an_answer_never_comes", "an answer"),
                                            ("room_never_comes", "room in a queue")])
def test_who_waits_in_vain_gives_up(arch: str, tmp_path: Path, test: str, what: str) -> None:
    """It is told each second; after the last one the kernel ends, with a name for it."""
    tree = copy_of_tree(arch, tmp_path)
    (tree / "kernel-src/smp/tests/in_vain.c").write_text(IN_VAIN)
    spoil(tree / "kernel-src/ipi/wait.c", "seconds >= IPI_GIVE_UP", "seconds >= 2")
    folder = build(arch, root=tree)
    done = boot(folder / "kernel.elf", arch, machine(folder, "smp2"), f"test only=smp.{test}")
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PANIC, done.log
    assert f"ipi: CPU 0 waits for {what} of CPUs 0x2, 1 s now\n" in done.log.replace("\r", "")
    assert f"panic: ipi: CPU 0 has waited 2 s for {what} of CPUs 0x2" in done.log
