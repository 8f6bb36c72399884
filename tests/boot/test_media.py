# SPDX-License-Identifier: BSD-3-Clause
"""The same file by GRUB, from a CD, by BIOS and by UEFI: the whole suite once more."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from machine_room import HANG, build, expected, machine, watched

from front.qemu import command

FIRMWARE = Path("/usr/share/OVMF")

#: The firmware of 64 bits, for both kernels; what it remembers is forgotten.
UEFI = (
    "-drive", f"if=pflash,format=raw,unit=0,readonly=on,file={FIRMWARE / 'OVMF_CODE_4M.fd'}",
    "-drive", f"if=pflash,format=raw,unit=1,snapshot=on,file={FIRMWARE / 'OVMF_VARS_4M.fd'}",
)  # fmt: skip

#: Its driver of virtio waits for as long as a read takes.
DRIVE = ("virtio-scsi-pci", "scsi-cd")


#: By UEFI in long runs alone: OVMF gave a read of the CD up, once, before GRUB had the kernel.
FIRMWARES = ["bios", pytest.param("uefi", marks=pytest.mark.slow)]


@pytest.mark.parametrize("firmware", FIRMWARES)
def test_grub_boots_the_same_file_from_a_cd(arch: str, firmware: str) -> None:
    run = uuid.uuid4().hex[:12]
    folder = build(arch, "DEBUG", "iso", f"words=exit=debugcon run={run} test")
    on = machine(folder, "iso")
    cd = folder / "darner.iso"
    if firmware == "uefi":
        words = command(cd, on, "", arch="x86_64", drive=DRIVE, extra=UEFI)
    else:
        words = command(cd, on, "", arch=arch)
    ended = watched(words, run, HANG)
    judged = ended.judged(arch, expected(folder))
    assert judged.problems == [], ended.log[-3000:]
    assert [name for name, good in judged.results.items() if not good] == []
