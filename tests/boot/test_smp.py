# SPDX-License-Identifier: BSD-3-Clause
"""Several CPUs: queues that are always full, and the end of the kernel on another CPU."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from machine_room import boot, build, machine
from tree_copy import boot_spoilt, copy_of_tree

from front.qemu import Verdict, classify

DOOMED = """\
#include "kernel.h"
#include "ktest/ktest.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

static struct spinlock lock;
static uint32_t here;

static void
doomed_main(void *argument)
{
	spin_lock(&lock);
	here++;
	spin_unlock(&lock);
	while (atomic_load_int(&here) < cpu_count - 1)
		cpu_pause();
	panic("CPU %u has %p", curcpu()->id, argument);
}

void
ktest_smp_a_panic(struct ktest *t)
{
	for (unsigned i = 1; i < cpu_count; i++) {
		struct cpu *on = cpu_of(i);

		lwkt_schedule(lwkt_create_on(on, doomed_main, NULL, "doomed", 10, 0, KERNEL_STACK));
	}
	for (;;)
		lwkt_yield();
	KTEST_ASSERT(t, false, "never");
}
"""


@pytest.mark.parametrize("only", ["smp.*", "echo.numbers_*"])
def test_queues_that_are_full_stop_nobody(arch: str, only: str) -> None:
    folder = build(arch)
    done = boot(folder / "kernel.elf", arch, machine(folder, "smp8"),
                f"ipi_slots=4 test only={only}")
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PASSED, done.log
    assert "smp: 8 CPUs run" in done.log


@pytest.mark.parametrize("kind", ["thread", "spin"])
def test_ports_do_the_same_by_either_kind(arch: str, kind: str) -> None:
    folder = build(arch)
    for only in ("trial.*", "echo.*"):
        done = boot(folder / "kernel.elf", arch, machine(folder, "smp4"),
                    f"thread_ports={kind} test only={only}")
        assert done.status is not None, done.log
        assert classify(done.status) is Verdict.PASSED, done.log


#: What is taken away from a rendezvous, and what is seen then.
WITHOUT = {
    "the first stage": (r"^\twait_all\(sync, &sync->stopped.*$", "all_stand_still"),
    "the flush": (r"^\tdo_slot\(sync\);\n(?=\town->waits)", "nobody_sees_the_old_page"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", WITHOUT)
def test_half_a_rendezvous_is_noticed(arch: str, what: str, tmp_path: Path) -> None:
    pattern, fails = WITHOUT[what]
    edit = "kernel-src/cpusync/cpusync.c", pattern, ""
    done = boot_spoilt(arch, tmp_path, edit, "test only=cpusync.*")
    assert re.search(rf"^not ok \d+ cpusync\.{fails} ", done.log, re.MULTILINE), done.log


def test_the_first_panic_is_the_kernel_s(arch: str, tmp_path: Path) -> None:
    """Three CPUs give up at once: one is heard, with its own number, and all stop."""
    tree = copy_of_tree(arch, tmp_path)
    (tree / "kernel-src/smp/tests/a_panic.c").write_text(DOOMED)
    folder = build(arch, root=tree)
    done = boot(folder / "kernel.elf", arch, machine(folder, "smp4"), "test only=smp.a_panic")
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PANIC, done.log
    panics = [line for line in done.log.splitlines() if line.startswith("panic: ")]
    assert len(panics) == 1, done.log
    assert done.log.count("panic:") == 1, done.log
    number = panics[0].split()[2]
    assert number in ("1", "2", "3")
    assert f"cpu {number}, thread doomed" in done.log


def test_tests_on_fewer_cpus_are_not_trusted(arch: str) -> None:
    """Four are declared, and QEMU has two: nothing that the kernel says of them counts."""
    folder = build(arch)
    with pytest.raises(AssertionError, match=r"ran on \[2\] CPUs, the machine has 4"):
        boot(folder / "kernel.elf", arch, machine(folder, "smp4"), "test only=smp.*",
             extra=("-smp", "2"))


@pytest.mark.slow
@pytest.mark.parametrize("only", ["lwkt.interlock_loses_no_wakeup", "slab.freed_elsewhere_*"])
def test_a_million_times_lose_nothing(arch: str, only: str) -> None:
    folder = build(arch)
    done = boot(folder / "kernel.elf", arch, machine(folder, "smp4"),
                f"hammer=1000000 test only={only}", hang=900)
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PASSED, done.log
