# SPDX-License-Identifier: BSD-3-Clause
"""Is a reply port judged where an answer is awaited on it, and nowhere else?"""

from __future__ import annotations

from pathlib import Path

import pytest
from c_tree import added, line_of, said

FILE = "kernel-src/echo/tests/reply.c"
HEAD = """\
#include "echo/echo.h"
#include "ktest/ktest.h"
#include "port.gen.h"

void
ktest_echo_replies(struct ktest *t)
{
	static struct echo_close_msg a, b[2];

"""
TAIL = "\tKTEST_ASSERT(t, true, \"%u\", 1);\n}\n"

WRONG = {
    "by the kernel's own function": (
        "echo_close_init(&a, &null_reply_port.port);",
        "(void)lwkt_waitmsg(&a.h, 0); /* here */",
    ),
    "on one of two ways": (
        "echo_close_init(&a, &mail_port.port);",
        "if (t == NULL)",
        "\techo_close_init(&a, &null_reply_port.port);",
        "(void)echo_close_wait(&a); /* here */",
    ),
    "no kind that takes answers": ("echo_close_init(&a, &now_port.port); /* here */",),
}

RIGHT = {
    "made anew": (
        "echo_close_init(&a, &null_reply_port.port);",
        "(void)echo_close_do(&echo_port, &a);",
        "echo_close_init(&a, &mail_port.port);",
        "(void)echo_close_wait(&a);",
    ),
    "another one is awaited": (
        "echo_close_init(&a, &null_reply_port.port);",
        "echo_close_init(&b[0], &mail_port.port);",
        "(void)echo_close_wait(&b[0]);",
    ),
    "awaited by its sender alone": (
        "echo_close_init(&a, &null_reply_port.port);",
        "(void)echo_close_do(&echo_port, &a);",
    ),
}


def text(lines: tuple[str, ...]) -> str:
    """Return a file with a test that has the lines."""
    return HEAD + "".join(f"\t{line}\n" for line in lines) + TAIL


@pytest.mark.parametrize("what", WRONG)
def test_a_port_that_cannot_is_told(what: str, tree: Path) -> None:
    with added(tree, FILE, text(WRONG[what])) as wrong:
        found = [(d.code, d.at.file, d.at.line) for d in said(tree)]
    assert found == [("K0331", FILE, line_of(wrong, "/* here */"))]


@pytest.mark.parametrize("what", RIGHT)
def test_a_port_that_can_is_not(what: str, tree: Path) -> None:
    with added(tree, FILE, text(RIGHT[what])):
        assert said(tree) == []
