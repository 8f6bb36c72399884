# SPDX-License-Identifier: BSD-3-Clause
"""A parameter of every kind, so that every branch of the templates is compiled and booted.

And registers of every width in ports and in memory, which are compiled alone.
"""

from msgport.decl import put_only_port, serialize_port, spin_port
from syscall.decl import Errno

from dsl import (
    Array,
    Async,
    Bytes,
    CStr,
    Enum,
    Flags,
    Give,
    In,
    InOut,
    L,
    Lend,
    Message,
    OneWay,
    Opt,
    Out,
    Port,
    Priority,
    Reg,
    Regs,
    Reserved,
    Struct,
    Sync,
    Text,
    bit,
    bits,
    boot_test,
    exits,
    i16,
    i32,
    ioports,
    message,
    mmio,
    retired,
    retired_message,
    serializer,
    spinlock,
    syscall,
    thread,
    token,
    u8,
    u16,
    u32,
    u64,
    usize,
)


class Shade(Enum, u8):
    """Shades of grey, in less than a word."""

    DARK, GREY, LIGHT = 1, 2, 7


class Wide(Flags, u64):
    """Flags that take two words on i386."""

    WIDE_LOW = 0x1
    WIDE_TOP = 0x8000000000000000


class Inner(Struct):
    """A structure inside another one."""

    a: u32
    b: u32


class Outer(Struct):
    """A structure that holds one."""

    inner: Inner
    name: Text[L[8]]


class Bank(Reg, width=16):
    """Which registers show."""

    page = bits(0, 9)
    other = bit(15)


class Stamp(Reg, width=64):
    """A time, in one piece."""

    seconds = bits(0, 33)
    late = bit(63)


class EveryWidth(Regs):
    """A device with a register of every width."""

    io = ioports(16)
    byte = io[0].rw(u8)
    bank = io[2].rw(Bank)
    count = io[4].rw(u32)
    start = io[8].rw(u16, when=bank.other == 0)
    end = io[8].rw(u32, when=bank.other == 1)

    window = mmio(32)
    mode = window[0].rw(u8)
    limit = window[2].rw(u16)
    total = window[4].rw(u32)
    stamp = window[8].rw(Stamp)
    raw = window[16].rw(u64, when=bank.page == 3)


@syscall(700, errors=(Errno.EINVAL, Errno.EFAULT), stack_words=True)
def every_words(a: u32, b: u64, c: u32, d: u16, e: i16, f: u8, sum: Out[u64]) -> None:
    """Add numbers up.

    Stores what *a*, *b*, *c*, *d*, *e* and *f* add up to in *sum*.
    """
    ...


@syscall(701, errors=(Errno.EINVAL, Errno.EFAULT))
def every_struct(shade: Shade, both: InOut[Outer], more: Opt[InOut[u64]]) -> None:
    """Change what is there.

    Changes *both*, and adds 5 to *more* when it is not NULL.  *shade* is ignored.  EINVAL
    when *both* counts to 100.
    """
    ...


@syscall(702, errors=(Errno.EINVAL, Errno.EFAULT))
def every_room(room: Out[Bytes, L["n"], L[64]], wide: Wide) -> usize:
    """Fill room.

    Fills half of the *n* bytes of *room* with a letter that *wide* chooses.
    """
    ...


@syscall(703, errors=(Errno.EINVAL, Errno.EFAULT, Errno.ENAMETOOLONG), was="every_old")
def every_optional(
    name: Opt[In[CStr, L[16]]], data: Opt[In[Bytes, L["n"], L[32]]], win: Opt[In[Bytes, L["m"]]]
) -> i32:
    """Say what is there.

    Returns 1 for *name*, 2 for *data* of *n* bytes and 4 for *win* of *m* bytes, added up.
    """
    ...


every_gone = retired(704, "every_gone", since="0.1", why="It never was.")

every_kind_travels = boot_test("every", expect=exits(0))


everyd = thread("every_serve", priority=Priority.SOFT_NORMAL)
class Guarded(Struct):
    """A structure with a lock of its own."""

    inner: Inner


every_token = token(per=Guarded, doc="One of each.")
every_serializer = serializer(after=(every_token,))
every_lock = spinlock(after=(every_token, every_serializer))


class Journey(Message, id=0x7101, reply=Async[u32], remote=True, errors=(Errno.EINVAL,)):
    """A message that travels, with all that can travel."""

    shade: Shade
    _pad: Reserved[L[7]]
    wide: Wide
    inner: Inner
    shades: Array[Shade, L[8]]
    name: Text[L[16]]
    offset: i32
    rest: Array[u32, L[3]]


class EveryPort(Port, id=0x60, owner=everyd, queue=4, takes=(every_token,)):
    """A message of every kind."""

    protocol = "begin (keep | drop_me | Journey)+ end?"
    accepts = (Journey,)

    @message(1, memory="stack", errors=(Errno.EINVAL,))
    def begin(self, shade: Shade, inner: Inner, name: Text[L[8]]) -> Sync[Shade]:
        """Wait for an answer."""
        ...

    @message(2, abortable=True, urgent=True, blocks=True, was="hold")
    def keep(self, text: Lend[Bytes, L[32]], inner: Lend[Inner]) -> Async[i32]:
        """Be kept for a while."""
        ...

    @message(3, memory="cache", droppable=True)
    def drop_me(self, inner: Give[Inner], wide: Wide) -> OneWay:
        """Be dropped."""
        ...

    @message(4)
    def end(self) -> Async[None]:
        """Have no fields and no result."""
        ...


old_message = retired_message(0x6009, "older", since="0.1", why="For the generated switch.")


class EveryNowPort(Port, id=0x61, kind=put_only_port, sends=(EveryPort.end, EveryPort)):
    """Answered at once."""

    accepts = (Journey,)


class EverySpinPort(Port, id=0x62, kind=spin_port):
    """Without messages."""


class EverySerializePort(Port, id=0x63, kind=serialize_port, serializer=every_serializer):
    """With a message."""

    @message(1)
    def go(self, steps: u8) -> Sync[None]:
        """Go."""
        ...
