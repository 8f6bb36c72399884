# SPDX-License-Identifier: BSD-3-Clause
"""What Darner needs of a machine: one row a program, with the package that has it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

#: How a row names a Python module.
MODULE = "python3 -m "


@dataclass(frozen=True)
class Need:
    """A program, a file or a Python module; Debian's `package` has it.

    `groups` are the uses that need it.
    """

    groups: frozenset[str]
    probe: str
    package: str
    why: str

    def found(self) -> str | None:
        """Return where it is, or None."""
        if self.probe.startswith(MODULE):
            return "found" if find_spec(self.probe.removeprefix(MODULE)) else None
        if self.probe.startswith("/"):
            return self.probe if Path(self.probe).exists() else None
        return shutil.which(self.probe)


#: Everything that `./darner test` needs.
EVERYTHING = frozenset(
    {"venv", "build", "boot", "iso", "uefi", "gdb", "check", "prove", "graph"}
)


def need(groups: str, probe: str, package: str, why: str) -> Need:
    """Return one row of the table; `groups` is a list of words."""
    return Need(frozenset(groups.split()), probe, package, why)


NEEDS = (
    need("venv", MODULE + "ensurepip", "python3-venv", "makes .venv; Debian splits it off"),
    need("build", "gcc", "gcc", "compiles both kernels"),
    need("build", "ld", "binutils", "links them"),
    need("boot", "qemu-system-x86_64", "qemu-system-x86", "boots x86_64"),
    need("boot", "qemu-system-i386", "qemu-system-x86", "boots i386"),
    need("boot", "/usr/share/seabios/bios-256k.bin", "seabios", "the firmware of pc and q35"),
    need("iso", "grub-mkrescue", "grub-common", "makes the bootable ISO"),
    need("iso", "/usr/lib/grub/i386-pc/multiboot2.mod", "grub-pc-bin", "boots it by BIOS"),
    need("iso", "xorriso", "xorriso", "writes it"),
    need("iso", "mformat", "mtools", "makes its EFI part"),
    need("uefi", "/usr/lib/grub/x86_64-efi/multiboot2.mod", "grub-efi-amd64-bin", "by UEFI"),
    need("uefi", "/usr/share/OVMF/OVMF_CODE_4M.fd", "ovmf", "a firmware that is UEFI"),
    need("gdb", "gdb", "gdb", "debugs a running kernel"),
    need("check", "clang", "clang", "the second opinion on our C"),
    need("check", "mandoc", "mandoc", "proof-reads the manual pages"),
    need("prove", "spin", "spin", "checks the protocols of ports"),
    need("graph", "dot", "graphviz", "draws pictures"),
)


def missing(groups: Iterable[str]) -> list[Need]:
    """Return the rows of `groups` that this machine lacks."""
    wanted = frozenset(groups)
    return [row for row in NEEDS if row.groups & wanted and row.found() is None]
