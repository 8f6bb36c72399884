# SPDX-License-Identifier: BSD-3-Clause
"""Does KVM work here?  Having /dev/kvm proves nothing, so a small guest is asked."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from front.complaint import Complaint, Status

#: A boot sector: movb $0x10, %al; outb %al, $0xf4; hlt.  QEMU then exits with 33.
SECTOR = b"\xb0\x10\xe6\xf4\xf4".ljust(510, b"\0") + b"\x55\xaa"
SECTOR_RAN = 33

#: A sound KVM takes a tenth of this; one below another hypervisor may take for ever.
PATIENCE = 3.0

WITHOUT = "Leave --accel out: TCG needs nothing, and boots in a fraction of a second."


def insist_on_kvm(qemu: str, cpu: str) -> None:
    """Complain unless a guest boots by firmware under KVM, with this model of CPU."""
    if not os.access("/dev/kvm", os.R_OK | os.W_OK):
        there = Path("/dev/kvm").exists()
        raise Complaint(
            Status.MISSING,
            "/dev/kvm may not be opened by you." if there else "there is no /dev/kvm here.",
            f"Join the group kvm, perhaps.  {WITHOUT}" if there else WITHOUT,
        )
    with tempfile.NamedTemporaryFile(prefix="darner-", suffix=".img") as image:
        image.write(SECTOR)
        image.flush()
        outcome = probe(qemu, cpu, image.name)
    if outcome:
        raise Complaint(Status.MISSING, f"KVM is here, but {outcome}.", WITHOUT)


def probe(qemu: str, cpu: str, image: str) -> str:
    """Return what went wrong with the small guest, or nothing."""
    command = [
        qemu, "-accel", "kvm", "-M", "pc", "-cpu", cpu, "-m", "16", "-nodefaults",
        "-display", "none", "-no-reboot", "-device", "isa-debug-exit,iobase=0xf4,iosize=4",
        "-drive", f"format=raw,file={image},snapshot=on",
    ]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return f"a guest of one sector did not finish within {PATIENCE:.0f} seconds"
    if done.returncode == SECTOR_RAN:
        return ""
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return f"QEMU could not use it: {said[-1]}" if said else f"QEMU ended with {done.returncode}"
