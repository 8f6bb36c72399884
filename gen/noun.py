# SPDX-License-Identifier: BSD-3-Clause
"""What a declarer calls things: never by the name of a class of ours."""

from __future__ import annotations

import types

from dsl import (
    boot,
    call,
    choice,
    clock,
    cost,
    data,
    debug,
    device,
    memory,
    operation,
    order,
    port,
    smp,
    start,
    tuning,
)

#: What the words make and take, by its Python type.
NOUNS: dict[object, str] = {
    int: "a whole number",
    bool: "True or False",
    str: "a text in quotes",
    float: "a broken number",
    type(None): "None",
    tuple: "a tuple",
    list: "a list",
    dict: "a dictionary",
    data.Access: "an access (ro, wo, rw, w1c, mbz, read_clears)",
    data.BitField: "a bit field",
    data.ArrayType: "an array type",
    data.PointerType: "a pointer type",
    call.Passed: "a pointer type",
    call.Syscall: "a system call",
    call.Retired: "a retired call",
    boot.Config: "a config",
    boot.Expectation: "an expectation (exits or dies)",
    boot.Machine: "a machine",
    boot.Release: "a release",
    boot.BootTest: "a boot test",
    boot.Only: "a choice of configs",
    cost.Budget: "a budget",
    port.PortMessage: "a message",
    port.Reply: "a reply (Sync, Async or OneWay)",
    port.Moved: "memory that moves (Lend or Give)",
    port.Header: "a message header",
    port.Transition: "a transition",
    port.PortKind: "a kind of port",
    port.RetiredMessage: "a retired message",
    memory.Slab: "a type of memory",
    memory.Objcache: "a cache of objects",
    operation.Atomic: "an atomic operation",
    order.Lock: "a lock (token, spinlock, serializer, mutex, lockmgr)",
    order.LockKind: "a kind of lock",
    start.InitStep: "a start step",
    smp.Ipi: "an IPI message",
    choice.Interface: "an interface",
    choice.Method: "a method",
    choice.Implementation: "an implementation",
    debug.Counter: "a counter",
    tuning.Tunable: "a tunable",
    clock.ClockSource: "a clock source",
    debug.TracePoint: "a trace point",
    debug.DdbCommand: "a command of the debugger",
    start.Thread: "a thread",
    start.Trap: "a trap",
    start.Interrupt: "an interrupt",
    start.LocalInterrupt: "a local interrupt",
    start.SyscallGate: "a system-call gate",
    device.Window: "a window",
    device.Slot: "a place in a window",
    device.RegisterAt: "a register",
    device.FieldRef: "a field of a register",
    device.Condition: "a condition",
}


def kind_of(value: object) -> str:
    """Return what a value is, in the declarer's words."""
    if isinstance(value, data.Member):
        return f"{value.owner.__name__}.{value.name}"
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, (int, float)):
        return f"the number {value}" if abs(value) < 1 << 64 else "a number beyond 64 bits"
    if isinstance(value, str):
        return f'the text "{value}"'
    if isinstance(value, type):
        return f"the class `{value.__name__}`"
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType)):
        return f"the function `{value.__name__}`"
    return NOUNS.get(type(value), "something that no word makes")


def type_for(name: str) -> str:
    """Return the word for a type of C's or Python's, or an empty string."""
    return TYPES.get(name, "")


#: What C and Python call what we call otherwise.
TYPES = {
    "Ptr": "In[...]",
    "bool": "u8",
    "bytes": 'In[Bytes, L["length"]]',
    "char": "u8",
    "double": "u64",
    "int": "i32",
    "int8_t": "i8",
    "int16_t": "i16",
    "int32_t": "i32",
    "int64_t": "i64",
    "intptr_t": "isize",
    "long": "isize",
    "off_t": "i64",
    "pid_t": "Pid",
    "ptrdiff_t": "isize",
    "short": "i16",
    "size_t": "usize",
    "ssize_t": "isize",
    "str": "In[CStr, L[1024]]",
    "uint": "u32",
    "uint8_t": "u8",
    "uint16_t": "u16",
    "uint32_t": "u32",
    "uint64_t": "u64",
    "uintptr_t": "usize",
    "unsigned": "u32",
}
