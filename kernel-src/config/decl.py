# SPDX-License-Identifier: BSD-3-Clause
"""The kernel's variants, and the machines that the boot tests use."""

from dsl import config, machine, release

darner = release("0.1.0", date="2026-11-24", doc="In the making; who releases it writes the day.")

DEBUG = config(
    invariants=True,
    tests=True,
    debug=True,
    default=True,
    doc="Assertions, in-kernel tests, poisoned memory: what one works with.",
)
UBSAN = config(
    invariants=True,
    tests=True,
    debug=True,
    like=DEBUG,
    sanitize="undefined",
    spares=("ubsan",),
    doc="DEBUG, and undefined behaviour ends the kernel, with its place.",
)
KASAN = config(
    invariants=True,
    tests=True,
    debug=True,
    like=DEBUG,
    sanitize="address",
    spares=("kasan", "slab"),
    doc="DEBUG, and an access to memory that is not allocated ends the kernel.",
)
GENERIC = config(
    invariants=True,
    tests=False,
    debug=False,
    doc="Assertions alone: what one runs.",
)
BENCH = config(
    invariants=False,
    tests=False,
    debug=False,
    frame_pointers=False,
    measures=True,
    doc="Nothing but the kernel: what is measured.",
)

q35 = machine("q35", every=True, doc="PCI Express chipset, every CPU feature of the emulator.")
pc = machine("pc", doc="The i440FX board.")
microvm = machine(
    "microvm,pit=on,pic=on,rtc=on,isa-serial=on",
    doc="No firmware tables, no PCI, no BIOS set-up of the interrupt pins.",
)
smp4 = machine("q35", cpus=4, every=True, doc="Four CPUs.")
smp2 = machine("pc", cpus=2, doc="Two CPUs.")
smp8 = machine("q35", cpus=8, doc="Eight CPUs.")
plain32 = machine(
    "pc",
    arches=("i386",),
    cpu="pentium3",
    every=True,
    doc="No NX, no SMEP, no SMAP: the fall-backs.",
)
plain64 = machine(
    "pc",
    arches=("x86_64",),
    cpu="qemu64",
    every=True,
    doc="No SMEP, no SMAP: the fall-backs.",
)
iso = machine("q35", medium="iso", doc="GRUB loads the same ELF file from a CD.")
