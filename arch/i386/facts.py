# SPDX-License-Identifier: BSD-3-Clause
"""i386: registers, conventions, frames, page geometry (PAE always).

SDM: Intel 64 and IA-32 Architectures Software Developer's Manual; psABI: System V ABI,
Intel386 supplement.
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

i386 = cpu(
    word=4,
    registers=("eax", "ebx", "ecx", "edx", "esi", "edi", "ebp", "esp"),
    pc="eip",
    sp="esp",
    fp="ebp",
    flags="eflags",
    elf_machine=3,
)

# What the compiler's code and ours cannot do without.
needs = cpu_needs(1, tsc=4, msr=5, pae=6, cx8=8, cmov=15)

c_calls = c_convention(
    args=(),
    preserved=("ebx", "esi", "edi", "ebp"),
    scratch=("eax", "ecx", "edx"),
    stack_align=16,
)

# SYSENTER spends ecx and edx on the way back, so they come last: a call of four words or
# fewer has the same registers through either gate.
system_calls = syscall_convention(
    number="eax",
    args=("ebx", "esi", "edi", "ebp", "ecx", "edx"),
    result="eax",
    stack_offset=4,
    fast="sysenter",
    fast_args=4,
)

geometry = pages(size=4096, levels=(2, 9, 9), entry_size=8, physical_bits=36)

space = address_space(
    USER_BOTTOM=0x1_0000,
    USER_TOP=0xBFFF_F000,
    USER_STACK_TOP=0xBFFF_E000,
    USER_STACK_SIZE=0x10_0000,
    USER_TEXT=0x40_0000,
    USER_MAP=0x4000_0000,
    KERNEL_BASE=0xC000_0000,
    KERNEL_LOAD=0x10_0000,
    KVA_BASE=0xE000_0000,
    KVA_TOP=0xFF00_0000,
    WINDOW_BASE=0xFF00_0000,
    WINDOW_COUNT=256,
)

# The order is SYSEXIT's: kernel code, kernel data, user code, user data (SDM 3A 5.8.7).
selectors = numbers(
    "SEL",
    KERNEL_CODE=0x08,
    KERNEL_DATA=0x10,
    USER_CODE=0x1B,
    USER_DATA=0x23,
    CPU=0x28,
    TLS=0x33,
    TSS=0x38,
    DOUBLE_FAULT_TSS=0x40,
    NMI_TSS=0x48,
    MACHINE_CHECK_TSS=0x50,
)

trap_frame = frame(
    "gs", "fs", "es", "ds",
    "edi", "esi", "ebp", "ebx", "edx", "ecx", "eax",
    pushed=("vector", "error"),
    hardware=("eip", "cs", "eflags", "esp", "ss"),
)

switch_frame = frame("gs", "edi", "esi", "ebp", "ebx", hardware=("eip",))
