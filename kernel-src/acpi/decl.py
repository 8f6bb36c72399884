# SPDX-License-Identifier: BSD-3-Clause
"""ACPI's static tables (ACPI specification 6.4, chapter 5), as far as we read them."""

from dsl import Entry, L, Reserved, Table, Text, u8, u16, u32, u64


class Rsdp(Table, signature="RSD PTR "):
    """Root pointer of ACPI 1.0, and the beginning of every later one (5.2.5.3)."""

    signature: Text[L[8]]
    checksum: u8
    oem: Text[L[6]]
    revision: u8
    rsdt: u32


class Rsdp2(Table, signature="RSD PTR ", length="length"):
    """Root pointer of ACPI 2.0: the whole has a sum of its own."""

    signature: Text[L[8]]
    checksum: u8
    oem: Text[L[6]]
    revision: u8
    rsdt: u32
    length: u32
    xsdt: u64
    extended_checksum: u8
    reserved: Reserved[L[3]]


class Rsdt(Table, signature="RSDT", length="length", items=u32):
    """Addresses of the other tables, of 32 bits (5.2.7)."""

    signature: Text[L[4]]
    length: u32
    revision: u8
    checksum: u8
    oem: Reserved[L[26]]


class Xsdt(Table, signature="XSDT", length="length", items=u64):
    """Addresses of the other tables, of 64 bits (5.2.8)."""

    signature: Text[L[4]]
    length: u32
    revision: u8
    checksum: u8
    oem: Reserved[L[26]]


class MadtLapic(Entry, type=0):
    """A CPU by its local APIC (5.2.12.2)."""

    type: u8
    length: u8
    processor: u8
    apic_id: u8
    flags: u32


class MadtIoapic(Entry, type=1):
    """An I/O APIC, and the first of its lines (5.2.12.3)."""

    type: u8
    length: u8
    ioapic_id: u8
    reserved: Reserved[L[1]]
    address: u32
    first: u32


class MadtOverride(Entry, type=2):
    """An ISA line that arrives elsewhere, or otherwise (5.2.12.5)."""

    type: u8
    length: u8
    bus: u8
    source: u8
    line: u32
    flags: u16


class MadtNmi(Entry, type=3):
    """A line that is a non-maskable interrupt (5.2.12.6)."""

    type: u8
    length: u8
    flags: u16
    line: u32


class MadtLocalNmi(Entry, type=4):
    """A pin of local APICs that is a non-maskable interrupt (5.2.12.7)."""

    type: u8
    length: u8
    processor: u8
    flags: u16
    pin: u8


class MadtAddress(Entry, type=5):
    """Where the local APICs are, in 64 bits (5.2.12.8)."""

    type: u8
    length: u8
    reserved: Reserved[L[2]]
    address: u64


class MadtX2apic(Entry, type=9):
    """A CPU whose local APIC has a number of 32 bits (5.2.12.12)."""

    type: u8
    length: u8
    reserved: Reserved[L[2]]
    apic_id: u32
    flags: u32
    processor: u32


class Madt(
    Table,
    signature="APIC",
    length="length",
    entries=(
        MadtLapic, MadtIoapic, MadtOverride, MadtNmi, MadtLocalNmi, MadtAddress, MadtX2apic,
    ),
    sized=True,
):  # fmt: skip
    """Which CPUs and I/O APICs there are (5.2.12)."""

    signature: Text[L[4]]
    length: u32
    revision: u8
    checksum: u8
    oem: Reserved[L[26]]
    address: u32
    flags: u32


class Fadt(Table, signature="FACP", length="length"):
    """Fixed hardware, as ACPI 1.0 has it (5.2.9); later ones go on behind it."""

    signature: Text[L[4]]
    length: u32
    revision: u8
    checksum: u8
    oem: Reserved[L[26]]
    before_timer: Reserved[L[40]]
    timer_port: u32
    behind_port: Reserved[L[11]]
    timer_length: u8
    before_flags: Reserved[L[20]]
    flags: u32


class HpetTable(Table, signature="HPET", length="length"):
    """Where the high-precision event timer is (IA-PC HPET specification, 3.2.4)."""

    signature: Text[L[4]]
    length: u32
    revision: u8
    checksum: u8
    oem: Reserved[L[26]]
    block: u32
    space: u8
    width: u8
    offset: u8
    access: u8
    address: u64
    number: u8
    least: u16
    protection: u8
