# SPDX-License-Identifier: BSD-3-Clause
"""x86_64: registers, conventions, frames, page geometry.

SDM: Intel 64 and IA-32 Architectures Software Developer's Manual; psABI: System V ABI,
AMD64 supplement.
"""

from dsl import (
    address_space,
    c_convention,
    cpu,
    cpu_needs,
    frame,
    numbers,
    pages,
    syscall_convention,
)

x86_64 = cpu(
    word=8,
    registers=(
        "rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "rsp",
        "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15",
    ),
    pc="rip",
    sp="rsp",
    fp="rbp",
    flags="rflags",
    elf_machine=62,
)

# What the compiler's code and ours cannot do without.
needs = cpu_needs(1, msr=5, pae=6, fxsr=24, sse2=26)
needs_long = cpu_needs(0x8000_0001, lm=29)

c_calls = c_convention(
    args=("rdi", "rsi", "rdx", "rcx", "r8", "r9"),
    preserved=("rbx", "rbp", "r12", "r13", "r14", "r15"),
    scratch=("rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11"),
    stack_align=16,
)

system_calls = syscall_convention(
    number="rax",
    args=("rdi", "rsi", "rdx", "r10", "r8", "r9"),
    result="rax",
    stack_offset=8,
    fast="syscall",
    fast_args=6,
)

geometry = pages(size=4096, levels=(9, 9, 9, 9), entry_size=8, physical_bits=52)

# The last page below the hole stays unmapped: a syscall instruction at its end
# would return to a non-canonical address (SDM 3A 5.8.8).
space = address_space(
    USER_BOTTOM=0x1_0000,
    USER_TOP=0x7FFF_FFFF_F000,
    USER_STACK_TOP=0x7FFF_FFFF_E000,
    USER_STACK_SIZE=0x10_0000,
    USER_TEXT=0x40_0000,
    USER_MAP=0x2000_0000_0000,
    DMAP_BASE=0xFFFF_8000_0000_0000,
    DMAP_TOP=0xFFFF_C000_0000_0000,
    KVA_BASE=0xFFFF_C000_0000_0000,
    KVA_TOP=0xFFFF_C100_0000_0000,
    KERNEL_BASE=0xFFFF_FFFF_8000_0000,
    KERNEL_LOAD=0x10_0000,
)

# The order is SYSRET's: user data, then user code, 8 bytes apart (SDM 3A 5.8.8).
selectors = numbers(
    "SEL",
    KERNEL_CODE=0x08,
    KERNEL_DATA=0x10,
    USER_CODE32=0x1B,
    USER_DATA=0x23,
    USER_CODE=0x2B,
    TSS=0x30,
)

ist = numbers("IST", DOUBLE_FAULT=1, NMI=2, MACHINE_CHECK=3)

trap_frame = frame(
    "r15", "r14", "r13", "r12", "r11", "r10", "r9", "r8",
    "rbp", "rdi", "rsi", "rdx", "rcx", "rbx", "rax",
    pushed=("vector", "error"),
    hardware=("rip", "cs", "rflags", "rsp", "ss"),
)

switch_frame = frame("r15", "r14", "r13", "r12", "rbp", "rbx", hardware=("rip",))
