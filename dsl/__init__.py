# SPDX-License-Identifier: BSD-3-Clause
"""The words that a declaration may write.

A declaration module is a table: it imports `dsl` and other declarations, and names things.
Nothing here does I/O, keeps a registry or knows an architecture; `gen.load` reads what the
module defines.
"""

from typing import Literal as L

from dsl.arch import (
    address_space,
    c_convention,
    cpu,
    frame,
    numbers,
    pages,
    syscall_convention,
)
from dsl.boot import boot_test, config, dies, exits, machine, only_in
from dsl.call import Bytes, CStr, In, InOut, NoReturn, Opt, Out, retired, syscall
from dsl.data import (
    Array,
    Bits,
    Enum,
    Flags,
    Kptr,
    Reserved,
    Struct,
    Text,
    bit,
    bits,
    mbz,
    read_clears,
    ro,
    rw,
    w1c,
    wo,
)
from dsl.device import Reg, Regs, ioports, mmio
from dsl.scalar import (
    Fd,
    Pid,
    UserAddr,
    i8,
    i16,
    i32,
    i64,
    isize,
    u8,
    u16,
    u32,
    u64,
    usize,
)
from dsl.start import Priority, init_step, interrupt, syscall_gate, thread, trap

__all__ = [name for name in dir() if not name.startswith("_")]
