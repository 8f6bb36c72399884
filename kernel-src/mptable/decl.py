# SPDX-License-Identifier: BSD-3-Clause
"""The tables of Intel's MultiProcessor specification 1.4, chapter 4."""

from dsl import Array, Entry, L, Reserved, Table, Text, u8, u16, u32


class MpPointer(Table, signature="_MP_", length="length", unit=16):
    """The floating pointer (4.1): where the other table is."""

    signature: Text[L[4]]
    config: u32
    length: u8
    revision: u8
    checksum: u8
    features: Array[u8, L[5]]


class MpProcessor(Entry, type=0):
    """A CPU (4.3.1)."""

    type: u8
    apic_id: u8
    apic_version: u8
    flags: u8
    cpu: u32
    cpu_features: u32
    reserved: Reserved[L[8]]


class MpBus(Entry, type=1):
    """A bus, by its name (4.3.2)."""

    type: u8
    bus: u8
    name: Text[L[6]]


class MpIoapic(Entry, type=2):
    """An I/O APIC (4.3.3)."""

    type: u8
    ioapic_id: u8
    version: u8
    flags: u8
    address: u32


class MpInterrupt(Entry, type=3):
    """A line of a bus, and the pin of an I/O APIC where it arrives (4.3.4)."""

    type: u8
    kind: u8
    flags: u16
    bus: u8
    source: u8
    ioapic_id: u8
    pin: u8


class MpLocal(Entry, type=4):
    """The same at a pin of local APICs (4.3.5)."""

    type: u8
    kind: u8
    flags: u16
    bus: u8
    source: u8
    apic_id: u8
    pin: u8


class MpConfig(
    Table,
    signature="PCMP",
    length="length",
    entries=(MpProcessor, MpBus, MpIoapic, MpInterrupt, MpLocal),
    count="entries",
):
    """The configuration (4.2)."""

    signature: Text[L[4]]
    length: u16
    revision: u8
    checksum: u8
    oem: Text[L[8]]
    product: Text[L[12]]
    oem_table: u32
    oem_size: u16
    entries: u16
    address: u32
    extended_length: u16
    extended_checksum: u8
    reserved: Reserved[L[1]]
