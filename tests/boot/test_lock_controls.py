# SPDX-License-Identifier: BSD-3-Clause
"""Negative controls of locks: each breaks one of them in one place, and its test must fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from machine_room import boot, build, machine
from tree_copy import Control, boot_spoilt

#: Seconds after which a broken kernel hangs, which is a failure, too.
SOON = 30.0


CONTROLS = (
    Control("lock.token_excludes", "lock/token.h",
            r"atomic_cmpset_long\(&token->word, 0, ref\)", "(token->word = ref) != 0"),
    Control("lock.token_of_a_sleeper_is_free", "lwkt/sched.c",
            r"^\ttoken_give_all\(from\);\n", ""),
    Control("lock.token_stays_with_the_interrupted", "lwkt/sched.c",
            r"^\tswitch_to_best\(cpu, td\);\n", "\tlwkt_switch();\n"),
    Control("lock.token_writers_are_alone", "lock/token.c",
            r"\(word & ~\(uintptr_t\)\(TOKEN_EXCLREQ \| TOKEN_WANTED\)\) == 0",
            "((word & TOKEN_SHARED) != 0 || (word & ~(uintptr_t)TOKEN_FLAGS) == 0)"),
    Control("lock.token_readers_run_together", "lock/token.c",
            r"return \(is_shared\(ref\) \? try_shared\(td, token_of\(ref\), ref, wait\) :",
            "return (is_shared(ref) && ref > td->stack ? try_shared(td, token_of(ref), ref, wait) "
            ":"),
    Control("lock.token_synchronize_waits_for_readers", "lock/token.c",
            r"^\ttoken_get\(token\);\n\ttoken_release\(token\);\n", "\t(void)token;\n"),
    Control("lock.token_synchronize_disturbs_its_holders_alone", "lock/token.c",
            r"waiting = atomic_swap_int\(&token->waiting, 0\);",
            "waiting = atomic_swap_int(&token->waiting, 0) != 0 ? (1u << cpu_count) - 1 : 0;"),
    Control("lock.spinlock_writers_are_alone", "lock/spinlock.c",
            r"if \(\(word & SPIN_COUNT\) == 0 && atomic", "if (atomic"),
    Control("lock.serializer_disables_its_handler", "lock/serializer.c",
            r"enabled = s->disabled == 0;", "enabled = true;"),
    Control("lock.serializer_lets_one_in", "lock/serializer.c",
            r"if \(word & SERIALIZER_HELD\) \{", "if (word == 0) {"),
    Control("lock.mutex_is_handed_over_in_order", "lock/mutex.c",
            r"^\twhile \(\*at != NULL\)\n\t\tat = &\(\*at\)->next;\n\t\*at = link;",
            "\tlink->next = *at;\n\t*at = link;"),
    Control("lock.mutex_wait_is_aborted", "lock/mutex.c",
            r"\t\t    flags, 0, &m->guard\);", "\t\t    flags & 0, 0, &m->guard);"),
    Control("lock.mutex_shares_and_excludes", "lock/mutex.c",
            r"^\tif \(m->first != NULL\)\n\t\treturn \(false\);\n\treturn \(\(word & MUTEX_COUNT\) "
            r"== 0 \|\|\n\t    \(shared && \(word & MUTEX_EXCLUSIVE\) == 0\)\);",
            "\treturn (m->first == NULL && (word & MUTEX_EXCLUSIVE) == 0);"),
    Control("lock.lockmgr_finds_two_upgrades", "lock/lockmgr.c",
            r"^\tif \(l->upgrading\) \{", "\tif (l->upgrading > 1) {"),
    Control("lock.lockmgr_drain_sends_away", "lock/lockmgr.c",
            r"^\tif \(l->drained\)\n\t\treturn \(ENOLCK\);\n", ""),
    Control("lock.rcu_waits_for_readers", "lock/rcu.c",
            r"^\t\tipi_wait\(cpu_of\(id\), sequence\[id\]\);\n", "\t\t(void)sequence[id];\n"),
    Control("lock.rcu_disturbs_its_domain_alone", "lock/rcu.c",
            r"cpus = atomic_fetchadd_int\(&domain->cpus, 0\);", "cpus = (1u << cpu_count) - 1;"),
    Control("lwkt.interlock_sees_what_came_before", "lwkt/thread.c",
            r"^\tsleeps = td->wait_channel == channel;", "\tsleeps = true;"),
    Control("lwkt.wakeup_one_wakes_one", "lwkt/thread.c",
            r"^\tif \(woken != NULL && !unsleep\(queue, woken, 0\)\)\n\t\twoken = NULL;\n"
            r"\tspin_unlock\(&queue->wait_lock\);\n",
            "\twoken = NULL;\n\tspin_unlock(&queue->wait_lock);\n\tlwkt_wakeup(channel);\n"),
    Control("atomic.no_addition_is_lost", "../gen/backends/atomic.py",
            r'"lock; " if one.locked and one.operation', '"" if one.locked and one.operation'),
    Control("atomic.operations_do_what_c_does", "../gen/backends/atomic.py",
            r'"subtract": "sub"', '"subtract": "add"'),
)


@pytest.mark.slow
@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.test)
def test_a_broken_lock_is_noticed(arch: str, tmp_path: Path, control: Control) -> None:
    test = control.test
    done = boot_spoilt(arch, tmp_path, control.edit, f"test only={test}", hang=SOON)
    assert f" {test} " not in done.log or "passed=1 failed=0" not in done.log, done.log


def test_whole_locks_pass(arch: str) -> None:
    """What the controls break passes when it is whole: else they would show nothing."""
    folder = build(arch)
    for test in ("lock.*", "atomic.*"):
        done = boot(folder / "kernel.elf", arch, machine(folder, "smp4"), f"test only={test}")
        assert " failed=0" in done.log, done.log
