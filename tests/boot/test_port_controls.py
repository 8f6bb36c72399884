# SPDX-License-Identifier: BSD-3-Clause
"""Negative controls of ports: each breaks one step of a message's way, and a test must fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from tree_copy import Control, boot_spoilt

#: Seconds after which a broken kernel hangs, which is a failure, too.
SOON = 30.0

MSGPORT, THREAD, SPIN = (f"msgport/{name}.c" for name in ("msgport", "kind_thread", "kind_spin"))
SERIALIZE, QUEUE = "msgport/kind_serialize.c", "msgport/queue.h"

CONTROLS = (
    Control("trial.messages_follow_who_moves", THREAD,
            r"return \(owner != NULL \? owner->cpu : cpu_of\(0\)\);",
            "return (cpu_of(owner == NULL ? 0 : cpu_count - 1));"),
    Control("trial.thread_ports_answer_every_kind", THREAD,
            r"^\tto = home\(port\);\n(\tif \(__builtin_expect\(to != curcpu\(\), false\)\) \{\n"
            r"\t\tmsg_reply_depart)", r"\tto = curcpu();\n\1"),
    Control("trial.spin_ports_answer_every_kind", SPIN,
            r"^\t\tport_append\(port, m\);\n\t\twaiting = port_take_waiting\(port\);\n",
            "\t\tport_append(port, m);\n"),
    Control("trial.put_only_ports_answer_every_kind", "msgport/kind.c",
            r"return \(port_handle\(port, m\)\);",
            "return (port_handle(port, m) != 0 ? EINVAL : EASYNC);"),
    Control("trial.serialize_ports_answer_every_kind", MSGPORT,
            r"^\tserializer_release\(s\);\n(\terror = wait_for_mark\(m, flags\);\n)"
            r"\tserializer_acquire\(s\);\n", r"\t(void)s;\n\1"),
    Control("trial.who_waits_inside_lets_others_in", "lock/serializer.c",
            r"^\tserializer_release\(s\);\n(\terror = lwkt_sleep.*\n\tcrit_exit\(\);\n)"
            r"\tserializer_acquire\(s\);\n", r"\t(void)s;\n\1"),
    Control("trial.interrupted_wait_inside_is_answered", "lock/serializer.c",
            r"lwkt_sleep_interlock\(channel, flags\)", "lwkt_sleep_interlock(channel, 0)"),
    Control("trial.serialize_port_is_everybodys", SERIALIZE,
            r"^\tif \(found & MSGF_WAITING\)\n\t\tlwkt_wakeup\(m\);\n", "\t(void)found;\n"),
    Control("trial.full_serialize_port_refuses", SERIALIZE,
            r"^\tif \(!port_has_room\(port\)\)\n\t\treturn \(ENOBUFS\);\n", ""),
    Control("trial.urgent_messages_of_others_are_first", QUEUE,
            r"bool urgent = \(message_flags_own\(m\) & MSGF_PRIORITY\) != 0;",
            "bool urgent = false;"),
    Control("trial.what_came_from_others_is_dropped", "msgport/queue.c",
            r"^\t\t\tif \(before == NULL\)\n\t\t\t\t\*first = m->next;\n\t\t\telse\n", ""),
    Control("trial.only_what_waits_is_dropped", THREAD,
            r"^\t\tmsg_drop\(m\);\n\t\terror = 0;\n", "\t\tmsg_drop(m);\n"),
    Control("trial.chains_lead_over_all_cpus", MSGPORT,
            r"^\tmsg_forward\(m\);\n\tm->target = port;\n", "\tmsg_forward(m);\n"),
    Control("trial.forwarded_message_is_answered", MSGPORT,
            r"^\tmsg_forward\(m\);\n\tm->target = port;\n",
            "\tmsg_forward(m);\n\tport = m->target;\n"),
    Control("trial.message_is_aborted_anywhere", MSGPORT,
            r"^\t\tmsg_request_abort\(m\);\n", ""),
    Control("trial.kept_message_is_aborted", MSGPORT,
            r"^\t\tport_abort\(asking->message\);\n", ""),
    Control("trial.interrupted_waits_abort_once", SPIN,
            r"^\t\t\tlwkt_abortmsg\(m\);\n", ""),
    Control("trial.fast_path_is_a_call", "msgport/kind.c",
            r"^\tmsg_run\(m\);\n", "\tlwkt_yield();\n\tmsg_run(m);\n"),
    Control("trial.two_ipis_are_enough", THREAD,
            r"^\t\tmsg_depart\(m\);\n", "\t\tmsg_depart(m);\n\t\t(void)ipi_settle(to);\n"),
)


@pytest.mark.control
@pytest.mark.slow
@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.test)
def test_a_broken_port_is_noticed(arch: str, tmp_path: Path, control: Control) -> None:
    test = control.test
    done = boot_spoilt(arch, tmp_path, control.edit, f"test only={test}", hang=SOON)
    assert f" {test} " not in done.log or "passed=1 failed=0" not in done.log, done.log
