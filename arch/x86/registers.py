# SPDX-License-Identifier: BSD-3-Clause
"""Registers, tables and numbers that both architectures have to the letter.

SDM: Intel 64 and IA-32 Architectures Software Developer's Manual.
"""

from dsl import Bits, bit, bits, numbers, u32, u64, usize


class Cr0(Bits, usize):
    """Control register 0 (SDM 3A 2.5)."""

    pe = bit(0)
    mp = bit(1)
    em = bit(2)
    ts = bit(3)
    ne = bit(5)
    wp = bit(16)
    am = bit(18)
    pg = bit(31)


class Cr4(Bits, usize):
    """Control register 4 (SDM 3A 2.5)."""

    pse = bit(4)
    pae = bit(5)
    mce = bit(6)
    pge = bit(7)
    osfxsr = bit(9)
    osxmmexcpt = bit(10)
    umip = bit(11)
    fsgsbase = bit(16)
    smep = bit(20)
    smap = bit(21)


class Efer(Bits, u64):
    """Extended feature enables (SDM 3A 2.2.1)."""

    sce = bit(0)
    lme = bit(8)
    lma = bit(10)
    nxe = bit(11)


class Pte(Bits, u64):
    """A page-table entry of PAE and 4-level paging (SDM 3A 4.4.2, 4.5.4)."""

    present = bit(0)
    write = bit(1)
    user = bit(2)
    pwt = bit(3)
    pcd = bit(4)
    accessed = bit(5)
    dirty = bit(6)
    large = bit(7)
    global_page = bit(8)
    frame = bits(12, 51)
    nx = bit(63)


class PageFault(Bits, u32):
    """The error code of #PF (SDM 3A 4.7)."""

    present = bit(0)
    write = bit(1)
    user = bit(2)
    reserved = bit(3)
    fetch = bit(4)


class Segment(Bits, u64):
    """A segment descriptor (SDM 3A 3.4.5)."""

    limit_low = bits(0, 15)
    base_low = bits(16, 39)
    accessed = bit(40)
    write_read = bit(41)
    expand_conform = bit(42)
    code = bit(43)
    user_segment = bit(44)
    dpl = bits(45, 46)
    present = bit(47)
    limit_high = bits(48, 51)
    available = bit(52)
    long_code = bit(53)
    default_32 = bit(54)
    granular = bit(55)
    base_high = bits(56, 63)


class Gate(Bits, u64):
    """An interrupt or task gate, low 8 bytes (SDM 3A 6.11, 6.14.1)."""

    offset_low = bits(0, 15)
    selector = bits(16, 31)
    ist = bits(32, 34)
    type = bits(40, 43)
    dpl = bits(45, 46)
    present = bit(47)
    offset_high = bits(48, 63)


class Flags(Bits, usize):
    """The flags register (SDM 1 3.4.3)."""

    carry = bit(0)
    one = bit(1)
    parity = bit(2)
    adjust = bit(4)
    zero = bit(6)
    sign = bit(7)
    trap = bit(8)
    interrupt = bit(9)
    direction = bit(10)
    overflow = bit(11)
    iopl = bits(12, 13)
    nested = bit(14)
    resume = bit(16)
    vm = bit(17)
    align = bit(18)


class McgCap(Bits, u64):
    """What the machine-check architecture of this CPU has (SDM 3B 15.3.1.1)."""

    count = bits(0, 7)
    ctl_present = bit(8)


class McStatus(Bits, u64):
    """What a bank of error registers tells (SDM 3B 15.3.2.2)."""

    address_valid = bit(58)
    uncorrected = bit(61)
    valid = bit(63)


gate_types = numbers("GATE", TASK=5, INTERRUPT=14, TRAP=15)

msr = numbers(
    "MSR",
    APIC_BASE=0x1B,
    SYSENTER_CS=0x174,
    SYSENTER_ESP=0x175,
    SYSENTER_EIP=0x176,
    MCG_CAP=0x179,
    MCG_STATUS=0x17A,
    MCG_CTL=0x17B,
    MC0_CTL=0x400,
    MC0_STATUS=0x401,
    MC0_ADDR=0x402,
    TSC_DEADLINE=0x6E0,
    EFER=0xC0000080,
    STAR=0xC0000081,
    LSTAR=0xC0000082,
    CSTAR=0xC0000083,
    SFMASK=0xC0000084,
    FS_BASE=0xC0000100,
    GS_BASE=0xC0000101,
    KERNEL_GS_BASE=0xC0000102,
)
