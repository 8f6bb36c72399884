from dsl import L, Table, Text, u32


class Madt(Table, signature="APIC", length="size"):
    """CPUs."""

    signature: Text[L[4]]
    length: u32
