# SPDX-License-Identifier: BSD-3-Clause
"""Tunables: what the command line says about the kernel, and who may ask."""

from syscall.decl import Errno

from dsl import L, Out, Struct, Text, syscall, u32


class TunableInfo(Struct):
    """A tunable: what it is called, what it is, was by default, and may be."""

    name: Text[L[16]]
    value: Text[L[64]]
    otherwise: Text[L[32]]
    takes: Text[L[80]]
    doc: Text[L[80]]


@syscall(609, errors=(Errno.ESRCH, Errno.EFAULT))
def tunable_info(index: u32, info: Out[TunableInfo]) -> None:
    """Tell about a tunable.

    Stores what there is to say of the tunable at *index*, from 0 on, in *info*;
    ESRCH when there are fewer.
    """
    ...
