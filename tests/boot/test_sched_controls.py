# SPDX-License-Identifier: BSD-3-Clause
"""Negative controls of schedulers and messages: each breaks a place, and a test must say so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from tree_copy import boot_spoilt

#: Seconds after which a boot hangs.
SOON = 40.0


@dataclass(frozen=True)
class Control:
    """One place that is broken: what becomes of it, and what the boot says then (None: hangs)."""

    file: str
    pattern: str
    replacement: str
    only: str
    says: str | None


CONTROLS = {
    "another-cpus-queue": Control(
        "kernel-src/lwkt/sched.c",
        r"^\tif \(__builtin_expect\(td->cpu != curcpu\(\), false\)\)\n"
        r"\t\t\(void\)ipi_schedule\(td->cpu, td\);\n\telse\n\t\tlwkt_schedule_here",
        "\tlwkt_schedule_here",
        "smp.*",
        "of CPU 1 on a queue",
    ),
    "turns-never-end": Control(
        "kernel-src/lwkt/sched.c",
        r"^\t\tcpu->run_tail\[td->priority\] = td;\n\t\ttd->flags \|= TDF_TURNED;",
        "\t\ttd->flags |= TDF_TURNED;",
        "lwkt.ticks_end_turns",
        None,
    ),
    "sections-let-messages-in": Control(
        "kernel-src/ipi/ipi.c",
        r"^\tif \(cpu->current->crit > 0\) \{",
        "\tif (cpu->current->crit > 99) {",
        "lwkt.a_section_*",
        None,
    ),
    "migration-to-the-wrong-cpu": Control(
        "kernel-src/lwkt/migrate.c",
        r"^\t\ttd->destination = to;\n\t\tlwkt_leave",
        "\t\ttd->destination = cpu_of((to->id + 1) % cpu_count);\n\t\tlwkt_leave",
        "lwkt.threads_go_*",
        "not ok",
    ),
    "a-message-too-many": Control(
        "kernel-src/lwkt/migrate.c",
        r"^\tcount_lwkt_migrations\(\);",
        "\tcount_lwkt_migrations();\n\tcount_lwkt_migrations();",
        "lwkt.threads_go_*",
        "not ok",
    ),
    "interrupt-threads-wait-their-turn": Control(
        "kernel-src/lwkt/sched.c",
        r"^\tif \(\(td->flags & TDF_PREEMPTS\) == 0\) \{\n\t\tpending_set\(cpu, PENDING_RESCHED",
        "\tif (td != NULL) {\n\t\tpending_set(cpu, PENDING_RESCHED",
        "lwkt.interrupt_thread_preempts",
        None,
    ),
    "messages-come-twice": Control(
        "kernel-src/ipi/ipi.c",
        r"^\t\tipi_dispatch\(&slot\);\n\t\town->handling--;",
        "\t\tipi_dispatch(&slot);\n\t\tipi_dispatch(&slot);\n\t\town->handling--;",
        "echo.numbers_come_once_and_in_order",
        None,
    ),
    "every-message-interrupts": Control(
        "kernel-src/ipi/ipi.c",
        r"^\treturn \(atomic_load_int\(&there->poll\) == 0 &&\n"
        r"\t    atomic_swap_int\(&there->poll, 1\) == 0\);",
        "\treturn (atomic_swap_int(&there->poll, 1) < 2);",
        "echo.the_busy_are_not_disturbed_twice",
        "not ok",
    ),
    "the-fast-path-switches": Control(
        "kernel-src/msgport/msgport.c",
        r"^\tmsg_prepare_sync\(m\);\n\tm->target = port;\n\tm->waiter",
        "\tlwkt_yield();\n\tmsg_prepare_sync(m);\n\tm->target = port;\n\tm->waiter",
        "trial.fast_path_is_a_call",
        "not ok",
    ),
    "a-message-takes-two-ipis": Control(
        "kernel-src/msgport/kind_thread.c",
        r"^\t\tmsg_depart\(m\);\n\t\t\(void\)ipi_port_put\(to, m\);",
        "\t\tmsg_depart(m);\n\t\t(void)ipi_settle(to);\n\t\t(void)ipi_port_put(to, m);",
        "trial.two_ipis_are_enough",
        "not ok",
    ),
    "urgent-messages-wait": Control(
        "kernel-src/msgport/queue.h",
        r"^\tif \(\(m = port->urgent_first\) != NULL\)\n\t\tport->urgent_first = m->next;\n"
        r"\telse if \(\(m = port->first\) != NULL\)\n\t\tport->first = m->next;",
        "\tif ((m = port->first) != NULL)\n\t\tport->first = m->next;\n"
        "\telse if ((m = port->urgent_first) != NULL)\n\t\tport->urgent_first = m->next;",
        "echo.urgent_goes_first",
        "not ok",
    ),
    "the-latest-woken-overtakes": Control(
        "kernel-src/lwkt/sched.c",
        r"^\ttd->next = \(\*tail\)->next;\n\t\(\*tail\)->next = td;\n\t\*tail = td;",
        "\tstruct thread *first = (*tail)->next;\n\n\ttd->next = first->next;\n"
        "\tfirst->next = td;\n\tif (*tail == first)\n\t\t*tail = td;",
        "lwkt.wakeups_of_*",
        "out of turn",
    ),
    "the-latest-asleep-goes-first": Control(
        "kernel-src/lwkt/thread.c",
        r"^\t\t\ttd->wait_next = woken;\n\t\t\twoken = td;",
        "\t\t\tstruct thread **last = &woken;\n\n\t\t\twhile (*last != NULL)\n"
        "\t\t\t\tlast = &(*last)->wait_next;\n\t\t\ttd->wait_next = NULL;\n\t\t\t*last = td;",
        "lwkt.the_longest_asleep_go_on_first",
        "out of turn",
    ),
    "turns-are-saved-up": Control(
        "kernel-src/usched/usched.c",
        r"^\t    \(int32_t\)\(own->used\[policy\] - own->reached\) < 0\)",
        "\t    own->used[policy] == UINT32_MAX)",
        "usched*",
        "not ok",
    ),
    "nobody-is-kept": Control(
        "kernel-src/lwkt/kept.c",
        r"room = own->count < KEPT_MOST;",
        "room = false;",
        "lwkt.ended_thread_is_the_next_one",
        "not ok",
    ),
    "everybody-is-kept": Control(
        "kernel-src/lwkt/kept.c",
        r"room = own->count < KEPT_MOST;",
        "room = true;",
        "lwkt.few_threads_are_kept",
        "not ok",
    ),
    "stacks-of-any-size": Control(
        "kernel-src/lwkt/kept.c",
        r"^\tif \(td->stack_size != KERNEL_STACK \+ STACK_MORE\)\n\t\treturn \(false\);\n",
        "",
        "lwkt.odd_stacks_are_not_kept",
        "not ok",
    ),
    "as-the-last-one-left-it": Control(
        "kernel-src/lwkt/kept.c",
        r"^\tmemset\(td, 0, sizeof\(\*td\)\);\n",
        "",
        "lwkt.reused_thread_knows_nothing",
        "not ok",
    ),
    "other-cpus-keep-theirs": Control(
        "kernel-src/lwkt/kept.c",
        r"for \(unsigned i = 0; i < cpu_count; i\+\+\)",
        "for (unsigned i = 0; i < 1; i++)",
        "lwkt.all_cpus_let_go",
        "not ok",
    ),
    "somebody-on-a-dead-stack": Control(
        "kernel-src/lwkt/kept.c",
        r"^\t\tclean\(td\);\n",
        "\t\tclean(td);\n\t\tfilled_from(td)[7] = 1;\n",
        "lwkt.ended_thread_is_the_next_one",
        "panic: thread_take: the stack of mayfly, which has ended, was written to at 0x",
    ),
}
TRIED = [
    pytest.param(name, marks=[] if name == "another-cpus-queue" else pytest.mark.slow)
    for name in CONTROLS
]


@pytest.mark.parametrize("name", TRIED)
def test_a_broken_scheduler_is_noticed(arch: str, tmp_path: Path, name: str) -> None:
    control = CONTROLS[name]
    edit = control.file, control.pattern, control.replacement
    ended = boot_spoilt(arch, tmp_path, edit, f"test only={control.only}", hang=SOON)
    if control.says is None:
        assert ended.status is None or "not ok" in ended.log or "panic" in ended.log, ended.log
    else:
        assert control.says in ended.log, ended.log
