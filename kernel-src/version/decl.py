# SPDX-License-Identifier: BSD-3-Clause
"""A call that exists to be tried in two versions, on a kernel that is being worked on."""

from config.decl import DEBUG
from syscall.decl import Errno

from dsl import (
    Array,
    Enum,
    InOut,
    L,
    Opt,
    Out,
    Reserved,
    Struct,
    Text,
    i32,
    i64,
    only_in,
    syscall,
    u8,
    u16,
    u32,
    u64,
)

configs = only_in(DEBUG)


class Weather(Enum, u8):
    """What a reading was taken in."""

    FAIR, RAIN, SNOW = 0, 1, 2


class Spot1(Struct):
    """Where a reading was taken, as it was said first."""

    x: i32
    y: i32


class Reading1(Struct):
    """A reading, as it was given first."""

    spot: Spot1
    level: u32
    weather: Weather
    _pad: Reserved[L[3]]
    samples: Array[u16, L[4]]
    path: Array[Spot1, L[2]]
    name: Text[L[8]]


class Spot(Struct, was=Spot1):
    """Where a reading was taken."""

    x: i64
    y: i64


class Reading(Struct, was=Reading1):
    """A reading."""

    taken: u64
    level: u64
    spot: Spot
    samples: Array[u16, L[4]]
    path: Array[Spot, L[2]]
    name: Text[L[16]]
    weather: Weather
    _pad: Reserved[L[7]]


@syscall(681, errors=(Errno.EFAULT, Errno.EINVAL), example={"to": 0})
def reading(to: InOut[Reading], before: Opt[Out[Reading]]) -> u32:
    """Take a reading.

    What is in *to* goes to *before*, when that is not NULL; then its level is one more.
    The number of readings so far is returned.
    """
    ...


@syscall(
    680,
    errors=(Errno.EFAULT, Errno.EINVAL, Errno.EOVERFLOW),
    example={"to": 0},
    version_of=reading,
)
def reading1(to: InOut[Reading1], before: Opt[Out[Reading1]]) -> u32:
    """Take a reading, as old programs know it.

    Does with *to* and *before* what reading does; EOVERFLOW when a level has become too high.
    """
    ...
