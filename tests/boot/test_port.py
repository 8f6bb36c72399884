# SPDX-License-Identifier: BSD-3-Clause
"""Ports that are misused end a kernel with assertions, by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from machine_room import boot, build, machine
from tree_copy import copy_of_tree

from front.qemu import Verdict, classify

#: A test that misuses a port, and what ends the kernel.
MISUSES = {
    "before_its_time": (
        """
	struct echo_count_msg count;

	echo_count_init(&count, &null_reply_port.port, 0);
	(void)echo_count_do(&echo_port, &count);
""",
        "port echo: the protocol lets no echo.count through in state 0",
    ),
    "sent_twice": (
        """
	struct echo_open_msg open;

	echo_open_init(&open, &mail_port.port, CALM);
	lwkt_sendmsg(&echo_port.port, &open.h);
	lwkt_sendmsg(&echo_port.port, &open.h);
""",
        "msg_prepare: message 0x1001 has flags 0x4; wanted DONE, no QUEUED, no INTRANSIT",
    ),
    "not_accepted": (
        """
	struct now_add_msg add;

	now_add_init(&add, &mail_port.port, 1, 2);
	lwkt_sendmsg(&echo_port.port, &add.h);
	(void)lwkt_waitport(&mail_port.port);
""",
        "port echo does not accept message 0x1101",
    ),
    "of_another_thread": (
        """
	(void)lwkt_getport(&echo_port.port);
""",
        "port_get_owner: echo does not belong to starter",
    ),
    "that_nobody_gets_from": (
        """
	(void)lwkt_getport(&now_port.port);
""",
        "port_vector_get: port now, of kind 5, has none",
    ),
    "answered_twice": (
        """
	struct now_add_msg add;

	now_add_init(&add, &mail_port.port, 1, 2);
	(void)now_add_do(&now_port, &add);
	lwkt_replymsg(&add.h, 0);
""",
        "msg_reply_marked: message 0x1101 has flags 0xb; wanted no DONE",
    ),
    "outside_of_its_serializer": (
        """
	struct bell_ring_msg ring;

	bell_ring_init(&ring, &mail_port.port, 1);
	lwkt_sendmsg(&bell_port.port, &ring.h);
""",
        "port_put_serialized: starter is outside of the serializer of bell",
    ),
    "answered_from_outside": (
        """
	struct bell_ring_msg ring;
	struct lwkt_port back;

	lwkt_initport_serialize(&back, 0, NULL, "back", &bell_serializer);
	bell_ring_init(&ring, &back, 1);
	serializer_enter(&bell_serializer);
	lwkt_sendmsg(&bell_port.port, &ring.h);
	(void)lwkt_getport(&bell_port.port);
	serializer_exit(&bell_serializer);
	lwkt_replymsg(&ring.h, 0);
""",
        "port_reply_serialized: starter is outside of the serializer of back",
    ),
    "waited_for_inside": (
        """
	struct bell_ring_msg ring;

	bell_ring_init(&ring, &mail_port.port, 1);
	serializer_enter(&bell_serializer);
	(void)lwkt_domsg(&bell_port.port, &ring.h);
	serializer_exit(&bell_serializer);
""",
        "port_put_serialized: starter waits inside of the serializer of bell",
    ),
    "that_may_be_full_elsewhere": (
        """
	struct echo_open_msg open;
	struct lwkt_port back;

	lwkt_initport_serialize(&back, 0, NULL, "back", &bell_serializer);
	echo_open_init(&open, &back, CALM);
	serializer_enter(&bell_serializer);
	lwkt_sendmsg(&echo_port.port, &open.h);
	serializer_exit(&bell_serializer);
""",
        "port_put_thread: echo is bounded, and nobody may answer to back",
    ),
    "without_a_serializer": (
        """
	struct lwkt_port back;

	lwkt_initport(&back, PORT_SERIALIZE, 0, NULL, "back");
""",
        "lwkt_initport: back has no serializer",
    ),
}

TEST = """\
#include "echo/echo.h"
#include "ktest/ktest.h"
#include "lock/serializer.h"
#include "port.gen.h"
#include "port_vector.gen.h"
#include "trial_lock.gen.h"

void
ktest_echo_a_misuse(struct ktest *t)
{
	(void)t;%s}
"""


@pytest.mark.control
@pytest.mark.parametrize("misuse", MISUSES)
def test_misused_port_ends_the_kernel(arch: str, misuse: str, tmp_path: Path) -> None:
    body, says = MISUSES[misuse]
    tree = copy_of_tree(arch, tmp_path)
    (tree / "kernel-src/echo/tests/a_misuse.c").write_text(TEST % body)
    folder = build(arch, root=tree)
    done = boot(folder / "kernel.elf", arch, machine(folder, "q35"), "test only=echo.a_misuse")
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PANIC, done.log
    assert f"panic: {says}" in done.log
