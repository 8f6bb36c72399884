from dsl import L, Table, Text, u32, usize


class Madt(Table, signature="APIC", length="length"):
    """CPUs."""

    signature: Text[L[4]]
    length: u32
    address: u32
