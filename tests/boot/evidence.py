# SPDX-License-Identifier: BSD-3-Clause
"""Which tests show a feature of DragonFly BSD, and which controls show that they can fail.

The numbers are those of the project's inventory of DragonFly's features.  In-kernel tests run on
every machine that config/decl.py declares; controls are the tables of the modules named here,
each row of which breaks a kernel and names the test that must fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

import test_ipi
import test_lock_controls
import test_memory
import test_port_controls
import test_sched_controls
import test_smp
import test_time


@dataclass(frozen=True)
class Entry:
    """A feature: in-kernel tests and boot tests by name or pattern, and tests of the host.

    `host` and `controls` are functions of tests: file::function, below tests.  `lacks`: what
    the inventory asks for and nothing here shows.
    """

    number: int
    title: str
    kernel: tuple[str, ...] = ()
    host: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    lacks: str = ""


ENTRIES = (
    Entry(1, "threads",
          ("lwkt.many_switches_keep_registers_and_stacks", "lwkt.switch_keeps_*",
           "lwkt.ended_thread_is_the_next_one", "lwkt.few_threads_are_kept",
           "lwkt.odd_stacks_are_not_kept", "lwkt.reused_thread_knows_nothing",
           "lwkt.all_cpus_let_go"),
          controls=("boot/test_controls.py::test_register_missing_from_the_switch_is_named",)),
    Entry(2, "a scheduler for each CPU",
          ("lwkt.equals_of_each_cpu_have_as_many_turns", "lwkt.ticks_end_turns",
           "lwkt.a_better_thread_runs_until_it_sleeps", "smp.threads_run_where_they_belong")),
    Entry(3, "migration", ("lwkt.threads_go_where_they_want", "lwkt.crowds_go_where_they_want",
                           "lwkt.fetched_threads_wake_where_they_are")),
    Entry(4, "scheduling on another CPU",
          ("lwkt.a_section_keeps_other_cpus_out",
           "lwkt.wakeups_of_*_keep_their_order")),
    Entry(5, "IPI messages",
          ("echo.numbers_come_once_and_in_order", "echo.the_busy_are_not_disturbed_twice"),
          ("boot/test_smp.py::test_queues_that_are_full_stop_nobody",)),
    Entry(6, "rendezvous", ("cpusync.*",)),
    Entry(7, "preemption",
          ("lwkt.interrupt_thread_preempts", "lwkt.ordinary_thread_does_not_preempt",
           "lwkt.critical_section_delays_preemption", "lwkt.preempted_goes_on_before_its_*",
           "lwkt.wakeups_preempt_as_often_as_they_come")),
    Entry(8, "schedulers of programs", ("usched.policies_share_as_they_say",),
          ("boot/test_turns.py::test_programs_share_the_cpu_beside_one_that_sleeps",)),
    Entry(11, "CPUs from tables of the firmware", ("smp.*",),
          ("boot/test_firmware.py::test_every_cpu_is_found",
           "boot/test_firmware.py::test_apic_ids_may_have_gaps",
           "boot/test_firmware.py::test_the_mp_table_is_found_where_there_is_no_acpi"),
          ("boot/test_firmware.py::test_a_table_that_is_spoilt_is_refused",
           "boot/test_firmware.py::test_a_cpu_that_does_not_start_is_passed_over",
           "boot/test_smp.py::test_tests_on_fewer_cpus_are_not_trusted")),
    Entry(12, "i386 and x86_64",
          host=("boot/test_suite.py::test_declared", "boot/test_suite.py::test_boot_can_be_trusted",
                "boot/test_evidence.py::test_both_architectures_pass_the_same_tests"),
          controls=("boot/test_controls.py::test_broken_boot_is_not_trusted",),
          lacks="a third description, of a big-endian architecture"),
    Entry(13, "a minimum of CPU features",
          host=("boot/test_odd_machines.py::test_cpu_below_the_minimum_is_refused_by_name",),
          controls=("boot/test_odd_machines.py::test_what_is_declared_is_asked_for",)),
    Entry(14, "messages and ports",
          ("trial.*_ports_answer_every_kind", "trial.*_message_is_*", "trial.message_is_*",
           "trial.only_what_waits_is_dropped", "trial.messages_follow_who_moves",
           "trial.chains_lead_over_all_cpus", "trial.urgent_messages_of_others_are_first",
           "trial.what_came_from_others_is_dropped", "trial.interrupted_waits_abort_once",
           "trial.*serialize_port_*", "trial.*_inside_*", "echo.urgent_goes_first"),
          ("boot/test_smp.py::test_ports_do_the_same_by_either_kind",),
          ("boot/test_port.py::test_misused_port_ends_the_kernel",)),
    Entry(15, "synchronous and asynchronous messages",
          ("trial.fast_path_is_a_call", "trial.two_ipis_are_enough", "echo.answers_*")),
    Entry(25, "critical sections",
          ("lwkt.a_section_keeps_other_cpus_out",
           "lwkt.interrupts_wait_for_the_end_of_a_section")),
    Entry(26, "tokens", ("lock.token_*", "lock.tokens_in_opposite_orders_go_on"),
          ("boot/test_locks.py::test_misuse_ends_the_kernel",)),
    Entry(27, "atomic operations", ("atomic.*",)),
    Entry(28, "spinlocks", ("lock.spinlock_*", "smp.spinlocks_exclude"),
          ("boot/test_locks.py::test_nothing_is_nested_but_as_declared",),
          ("boot/test_locks.py::test_undeclared_nesting_is_told",)),
    Entry(29, "mutexes and long locks", ("lock.mutex_*", "lock.lockmgr_*")),
    Entry(30, "serializers", ("lock.serializer_*", "trial.*serialize_port*", "trial.*_inside_*")),
    Entry(32, "sleeping by an interlock", ("lwkt.interlock_*", "lwkt.wakeup_one_wakes_one",
                                           "lwkt.the_longest_asleep_go_on_first",
                                           "smp.no_wakeup_is_lost"),
          ("boot/test_smp.py::test_a_million_times_lose_nothing",)),
    Entry(33, "waiting for readers", ("lock.rcu_*",)),
    Entry(34, "data that a port's thread owns", lacks="the word that says whose data are"),
    Entry(35, "the slab allocator",
          ("slab.*", "sample.a_limit_*", "sample.bytes_*"),
          ("boot/test_memory.py::test_misuse_ends_the_kernel",
           "boot/test_memory.py::test_however_many_cpus_share_a_limit",
           "boot/test_smp.py::test_a_million_times_lose_nothing",
           "boot/test_costs.py::test_path_locks_the_bus_as_often_as_it_may"),
          ("boot/test_costs.py::test_seeded_lock_is_counted",
           "boot/test_memory.py::test_a_spoilt_allocator_is_noticed")),
    Entry(36, "object caches",
          ("sample.objects_are_constructed_once",
           "sample.magazines_mostly_have_what_is_wanted", "sample.a_failure_restores_the_quota",
           "sample.idle_objects_of_others_are_fetched", "sample.who_waits_at_the_limit_goes_on",
           "sample.all_who_wait_go_on")),
    Entry(75, "timers",
          ("clock.*",),
          ("boot/test_time.py::test_callouts_are_late_by_less_than_two_ticks",),
          ("boot/test_time.py::test_wrong_ticks_are_noticed",)),
    Entry(83, "the debugger",
          host=("boot/test_ddb.py::test_a_session_breaks_steps_watches_and_goes_on",
                "boot/test_ddb.py::test_all_cpus_stand_still",
                "boot/test_ddb.py::test_a_panic_enters_the_debugger_when_asked"),
          controls=("boot/test_ddb.py::test_a_cpu_that_does_not_stop_is_noticed",)),
    Entry(94, "start steps, trace points, counters",
          ("counter.*",),
          ("boot/test_ddb.py::test_steps_run_in_the_declared_order",
           "boot/test_trace.py::test_the_declared_events_are_known_to_the_host",
           "boot/test_trace.py::test_events_are_decoded_in_order",
           "boot/test_counters.py::test_the_kernel_shows_what_is_declared"),
          ("boot/test_ddb.py::test_a_step_that_is_left_out_is_noticed",
           "boot/test_trace.py::test_a_mask_that_is_not_looked_at_is_noticed",
           "boot/test_counters.py::test_a_counter_that_is_left_out_is_noticed")),
)  # fmt: skip


def broken() -> Iterator[tuple[str, str]]:
    """Yield a pattern of in-kernel tests, and the control that has one of them fail."""
    for lock in test_lock_controls.CONTROLS:
        yield lock.test, "boot/test_lock_controls.py::test_a_broken_lock_is_noticed"
    for port in test_port_controls.CONTROLS:
        yield port.test, "boot/test_port_controls.py::test_a_broken_port_is_noticed"
    for scheduler in test_sched_controls.CONTROLS.values():
        yield scheduler.only, "boot/test_sched_controls.py::test_a_broken_scheduler_is_noticed"
    for *_, fails in test_memory.SPOILT:
        yield fails, "boot/test_memory.py::test_a_spoilt_allocator_is_noticed"
    for *_, fails in test_time.BREAKAGES.values():
        yield fails, "boot/test_time.py::test_broken_time_is_noticed"
    for _, fails in test_smp.WITHOUT.values():
        yield f"cpusync.{fails}", "boot/test_smp.py::test_half_a_rendezvous_is_noticed"


def places() -> Iterator[tuple[str, str]]:
    """Yield each place that a control spoils: a file, and the pattern that finds it there."""
    ours = (*test_lock_controls.CONTROLS, *test_port_controls.CONTROLS, *test_ipi.CONTROLS)
    for control in ours:
        yield control.edit[:2]
    for scheduler in test_sched_controls.CONTROLS.values():
        yield scheduler.file, scheduler.pattern
    for file, pattern, *_ in test_memory.SPOILT:
        yield f"kernel-src/{file}", pattern
    for file, pattern, *_ in test_time.BREAKAGES.values():
        yield file, pattern
    for pattern, _ in test_smp.WITHOUT.values():
        yield "kernel-src/cpusync/cpusync.c", pattern


def kernel_tests(entry: Entry, names: list[str]) -> list[str]:
    """Return the tests that a kernel reports of an entry."""
    return [name for name in names if any(fnmatchcase(name, p) for p in entry.kernel)]


def controls(entry: Entry, names: list[str]) -> list[str]:
    """Return the controls of an entry: its own, and those that break what its tests test."""
    own = kernel_tests(entry, names)
    found = {node for pattern, node in broken() if any(fnmatchcase(n, pattern) for n in own)}
    return sorted(found | set(entry.controls))


def page(entries: list[tuple[Entry, list[str]]], machines: str) -> str:
    """Return the page that lists every entry with its tests and its controls."""
    lines = ["# Tests of DragonFly's features", "",
             "What each feature of the inventory is shown by: `tests/boot/evidence.py` declares",
             "it, `tests/boot/test_evidence.py` keeps this page and looks that nothing is missing.",
             "", f"In-kernel tests run on machines of {machines} CPUs of both architectures."]
    for entry, broken_by in entries:
        lines += ["", f"## {entry.number}: {entry.title}", ""]
        lines += [f"- `{name}`" for name in entry.kernel]
        lines += [f"- `tests/{node}`" for node in entry.host]
        lines += [f"- control: `tests/{node}`" for node in broken_by]
        lines += [f"- lacks: {entry.lacks}"] if entry.lacks else []
    return "\n".join(lines) + "\n"
