# SPDX-License-Identifier: BSD-3-Clause
"""Are messages read as they are declared: on a wire, in memory, and by gdb?"""

from __future__ import annotations

import struct
import subprocess
from functools import cache
from pathlib import Path

import pytest

from front.complaint import Status
from front.message_decoder import Decoder, Unreadable
from gen.backends.message_decode import facts
from gen.generate import examine

ROOT = Path(__file__).resolve().parents[2]
ARCHES = ("i386", "x86_64")

#: Number, size, sequence, mood, three reserved bytes, stamp.
PING = struct.Struct("<IIIB3sQ")
GOOD = (0x7001, 24, 7, 1, bytes(3), 1 << 40)


@cache
def decoder(arch: str) -> Decoder:
    system = examine(ROOT).system
    assert system is not None
    kernel = system.kernels[arch]
    return Decoder(facts(kernel, {e.name: e for e in kernel.enums}))


@pytest.mark.parametrize("arch", ARCHES)
def test_wire_is_read_the_same_for_both(arch: str) -> None:
    text = str(decoder(arch).wire(PING.pack(*GOOD)))
    assert text == "Ping sequence=7 mood=HURRIED stamp=1099511627776"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "0 bytes; a wire message has 8 and more"),
        (PING.pack(0x7002, *GOOD[1:]), "nobody declares a message 0x7002"),
        (struct.pack("<II", 0x1002, 8), "`echo.say` is not `remote` (kernel-src/echo/decl.py:"),
        (PING.pack(*GOOD)[:-1], "23 bytes that say to be 24; `Ping` has 24"),
        (PING.pack(*GOOD) + b"x", "25 bytes that say to be 24; `Ping` has 24"),
        (PING.pack(*GOOD[:4], b"\0\0x", 1), "`_pad` is reserved, and not zero"),
    ],
)
def test_what_is_no_message_is_told(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as found:
        decoder("x86_64").wire(data)
    assert str(found.value).startswith(why)


@pytest.mark.parametrize("arch", ARCHES)
def test_memory_is_read_by_its_header(arch: str) -> None:
    by = decoder(arch)
    head = {row["name"]: row for row in by.header["fields"]}
    data = bytearray(by.size(0x1003))
    for name, value in (("number", 0x1003), ("flags", 0x401), ("error", 4)):
        row = head[name]
        data[row["offset"] : row["offset"] + row["size"]] = value.to_bytes(row["size"], "little")
    data[by.header["size"] :] = (5).to_bytes(8, "little")
    text = str(by.memory(bytes(data)))
    assert text.startswith("echo.count start=5 next=0x0")
    assert "flags=MSGF_DONE|0x400 error=EINTR" in text


def test_unknown_messages_and_values_are_shown() -> None:
    by = decoder("x86_64")
    assert "message 0x0, which nobody declares" in str(by.memory(bytes(by.header["size"])))
    data = PING.pack(*GOOD[:3], 9, *GOOD[4:])
    assert "mood=9 (no Mood)" in str(by.wire(data))


#: The port waits; two messages are put together in memory, and read.
SCRIPT = """\
break console_read
continue
port echo_port
set $m = (struct echo_say_msg *)boot_info.cmdline
print $m->h.next = 0
print $m->h.number = 0x1002
print $m->text = 0
print $m->text_size = 3
message $m
message 1 +
port nowhere
"""


@pytest.mark.parametrize("arch", ARCHES)
def test_gdb_reads_ports_and_messages(arch: str) -> None:
    done = subprocess.run(
        [ROOT / "darner", "run", "--gdb", "--arch", arch], input=SCRIPT, capture_output=True,
        text=True, timeout=120, check=False,
    )
    assert done.returncode == Status.OK
    assert "port echo, 0x" in done.stdout and "    owner echod (3), " in done.stdout
    assert "echo.say text=0x0 text_size=3 next=0x0" in done.stdout
    assert 'port: No symbol "nowhere"' in done.stderr
    assert "message: A syntax error in expression" in done.stderr
    assert "Python" not in done.stdout + done.stderr
