from dsl import Entry, L, Table, Text, u8, u32


class Cpu(Entry, type=0):
    """A CPU."""

    type: u8
    length: u8
    apic_id: u8


class Ioapic(Entry, type=1):
    """An I/O APIC."""

    type: u8
    length: u8
    first: u32


class Madt(Table, signature="APIC", length="length", entries=(Cpu, Ioapic), sized=True):
    """CPUs."""

    signature: Text[L[4]]
    length: u32
