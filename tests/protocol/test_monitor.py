# SPDX-License-Identifier: BSD-3-Clause
"""Does the monitor of a kernel stop just those words that a protocol does not let through?

The table is the generator's, the function the kernel's own; both run on the host.
"""

from __future__ import annotations

import itertools
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gen.backends.port import monitor
from gen.model.message_nodes import Port
from gen.place import Loc
from gen.protocol import automaton, parse

ROOT = Path(__file__).resolve().parents[2]
LETTERS = ("a", "b", "c")
LONGEST, TRIED = 5, 300

PROTOCOLS = (
    "a b* c", "a (b | c)+", "a b (a c)?", "(a | b{2} c)*", "a{1,3} b? c", "(a b)+ c?", "a? b c",
)  # fmt: skip

#: Words come as lines; each is answered by how many of its letters pass.
HARNESS = """
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
struct lwkt_port { const char *name; uint32_t state; };
struct lwkt_msg { uint32_t number; };
static jmp_buf stopped;
#define panic(...) (snprintf(said, sizeof(said), __VA_ARGS__), longjmp(stopped, 1))
static char said[200];
static const char *message_name(uint32_t number)
{ static char name[2]; name[0] = (char)('a' + number); return (name); }
static const int16_t next[][3] = {
@TABLE@
};
@MONITOR@
int
main(void)
{
	char word[64];

	while (fgets(word, sizeof(word), stdin) != NULL) {
		struct lwkt_port port = { "tried", 0 };
		volatile int passed = 0;

		if (setjmp(stopped) == 0)
			for (int i = 0; word[i] != '\\n'; i++) {
				struct lwkt_msg m = { (uint32_t)(word[i] - 'a') };

				port_monitor(&port, &m, next[port.state][m.number]);
				passed++;
			}
		printf("%d\\n", passed);
	}
	return (0);
}
"""


def port(text: str) -> Port:
    """Return a port with a protocol."""
    return Port(1, "TriedPort", "tried", "tried", "thread", "triedd", 4, LETTERS, text,
                automaton(parse(text), LETTERS), (), "", Loc("decl.py", 1, 1, 2))


def kernels_own() -> str:
    """Return the kernel's function, from its source."""
    text = (ROOT / "kernel-src/msgport/msgport.c").read_text()
    found = re.search(r"^void\nport_monitor\(.*?^}\n", text, re.MULTILINE | re.DOTALL)
    assert found
    return found[0]


def words() -> Iterator[str]:
    """Yield all short words, and some long ones, the same each time."""
    for length in range(1, LONGEST + 1):
        yield from map("".join, itertools.product(LETTERS, repeat=length))
    chance = random.Random(1)
    for _ in range(TRIED):
        yield "".join(chance.choices(LETTERS, k=chance.randrange(6, 20)))


def lets_through(text: str) -> dict[str, int]:
    """Return for each word how many letters begin some row of conversations, by Python's re.

    A beginning is one that some short word makes whole.
    """
    whole = re.compile(f"({text.replace(' ', '')})*")
    ends = ["".join(w) for n in range(5) for w in itertools.product(LETTERS, repeat=n)]
    known: dict[str, bool] = {}

    def begins(word: str) -> bool:
        if word not in known:
            known[word] = any(whole.fullmatch(word + end) for end in ends)
        return known[word]

    return {
        word: next((n for n in range(len(word)) if not begins(word[: n + 1])), len(word))
        for word in words()
    }


@pytest.mark.parametrize("text", PROTOCOLS)
def test_monitor_stops_what_the_protocol_does_not_let_through(text: str, tmp_path: Path) -> None:
    table = "\n".join(monitor(port(text), list(LETTERS)))
    source = HARNESS.replace("@TABLE@", table).replace("@MONITOR@", "static " + kernels_own())
    (tmp_path / "monitor.c").write_text(source)
    subprocess.run(["gcc", "-Wall", "-Werror", "-o", "monitor", "monitor.c"], cwd=tmp_path,
                   check=True)  # fmt: skip
    expected = lets_through(text)
    done = subprocess.run(["./monitor"], cwd=tmp_path, input="".join(f"{w}\n" for w in expected),
                          capture_output=True, text=True, check=True)  # fmt: skip
    found = dict(zip(expected, map(int, done.stdout.split()), strict=True))
    assert {w: n for w, n in found.items() if n != expected[w]} == {}
    assert 0 < sum(n == len(w) for w, n in found.items()) < len(found)
