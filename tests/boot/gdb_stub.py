# SPDX-License-Identifier: BSD-3-Clause
"""QEMU's debugger port, as far as tests need it: stop somewhere, look, change, go on.

The protocol is GDB's ("GDB Remote Serial Protocol", appendix E of its manual).
"""

from __future__ import annotations

import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from elftools.elf.elffile import ELFFile

#: GDB's numbers of registers, and the bytes of a word.
REGISTERS = {
    "i386": {"sp": 4, "pc": 8, "flags": 9, "eax": 0, "edx": 2, "ecx": 1},
    "x86_64": {"sp": 7, "pc": 16, "flags": 17, "rdi": 5, "rsi": 4, "rdx": 3},
}
WORD = {"i386": 4, "x86_64": 8}

#: Where a function of the kernel has its first arguments (i386: gcc's -mregparm=3).
ARGUMENTS = {"i386": ("eax", "edx", "ecx"), "x86_64": ("rdi", "rsi", "rdx")}


def symbol(image: Path, name: str) -> int:
    """Return the address of a kernel's symbol."""
    with image.open("rb") as file:
        table = ELFFile(file).get_section_by_name(".symtab")
        return int(table.get_symbol_by_name(name)[0]["st_value"])


class Guest:
    """A stopped QEMU, its log, and its debugger port."""

    def __init__(self, words: list[str], arch: str, folder: Path) -> None:
        port, self.log = folder / "gdb", folder / "log"
        words = [*words, "-S", "-gdb", f"unix:{port},server=on,wait=off"]
        self.arch = arch
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(30)
        self._received = b""
        while self.process.poll() is None:
            try:
                self._socket.connect(str(port))
                break
            except OSError:
                time.sleep(0.01)
        # QEMU hands out single registers to those alone who have asked for their list.
        self.ask("qXfer:features:read:target.xml:0,ffb")

    def __enter__(self) -> Guest:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        self._socket.close()

    def ask(self, packet: str) -> str:
        """Send a packet and return the answer; "" when QEMU has ended instead."""
        total = sum(packet.encode()) % 256
        self._socket.sendall(f"${packet}#{total:02x}".encode())
        return self._answer()

    def _answer(self) -> str:
        """Return the next packet from QEMU; "" when it has ended instead."""
        while b"#" not in self._received[:-2]:
            piece = self._socket.recv(4096)
            if not piece:
                return ""
            self._received += piece
        before, _, rest = self._received.partition(b"#")
        self._received = rest[2:]
        # In newer versions, the last answer says that QEMU ends: nobody hears our thanks.
        with suppress(BrokenPipeError, ConnectionResetError):
            self._socket.sendall(b"+")
        return before.partition(b"$")[2].decode()

    def monitor(self, line: str) -> str:
        """Have QEMU's monitor do something; return what it says."""
        said, answer = "", self.ask("qRcmd," + line.encode().hex())
        while answer.startswith("O") and answer != "OK":
            said += bytes.fromhex(answer[1:]).decode()
            answer = self._answer()
        assert answer == "OK", answer
        return said

    def run_to(self, address: int) -> None:
        """Go on until the instruction at an address is next, once more if it is already."""
        assert self.ask("s").startswith("T"), "the guest ended instead"
        assert self.ask(f"Z1,{address:x},1") == "OK"
        assert self.ask("c").startswith("T"), "the guest ended instead"
        assert self.ask(f"z1,{address:x},1") == "OK"

    def go_on(self) -> int:
        """Go on to the end; return QEMU's exit status."""
        self.ask("c")
        return self.process.wait(30)

    def register(self, name: str) -> int:
        """Return a register: sp, pc, flags."""
        return self._value(self.ask(f"p{REGISTERS[self.arch][name]:x}"))

    def set_register(self, name: str, value: int) -> None:
        """Change a register."""
        digits = value.to_bytes(WORD[self.arch], "little").hex()
        assert self.ask(f"P{REGISTERS[self.arch][name]:x}={digits}") == "OK"

    def divert(self, function: int, *arguments: int) -> None:
        """At the first instruction of a function, have another one run in its place."""
        assert len(arguments) <= len(ARGUMENTS[self.arch])
        for name, value in zip(ARGUMENTS[self.arch], arguments, strict=False):
            self.set_register(name, value)
        self.set_register("pc", function)

    def word(self, address: int) -> int:
        """Return a word of memory."""
        return self._value(self.ask(f"m{address:x},{WORD[self.arch]:x}"))

    def set_word(self, address: int, value: int) -> None:
        """Change a word of memory."""
        size = WORD[self.arch]
        digits = value.to_bytes(size, "little").hex()
        assert self.ask(f"M{address:x},{size:x}:{digits}") == "OK"

    @staticmethod
    def _value(digits: str) -> int:
        return int.from_bytes(bytes.fromhex(digits), "little")
