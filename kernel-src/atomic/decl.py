# SPDX-License-Identifier: BSD-3-Clause
"""The atomic operations: one table, from which the functions and their tests are made."""

from dsl import atomic

atomic_set = atomic(
    "set", widths=("char", "short", "int", "long", "64"), acquire=True, release=True,
    nonlocked=("char", "short", "int", "long"), doc="Set the bits that are given."
)
atomic_clear = atomic(
    "clear", widths=("char", "short", "int", "long", "64"), acquire=True, release=True,
    nonlocked=("char", "short", "int", "long"), doc="Clear the bits that are given."
)
atomic_add = atomic(
    "add", widths=("char", "short", "int", "long", "64"), acquire=True, release=True,
    nonlocked=("char", "short", "int", "long"), doc="Add a number; what does not fit is lost."
)
atomic_subtract = atomic(
    "subtract", widths=("char", "short", "int", "long", "64"), acquire=True, release=True,
    nonlocked=("char", "short", "int", "long"), doc="Subtract a number."
)
atomic_cmpset = atomic(
    "cmpset", widths=("char", "short", "int", "long", "64"), acquire=True, release=True,
    nonlocked=("int", "long"), doc="Say whether the word was as expected; then it is set."
)
atomic_fetchadd = atomic(
    "fetchadd", widths=("char", "short", "int", "long", "64"), acquire=True, release=True,
    nonlocked=("int", "long"), doc="Add a number, and return what was there before."
)
atomic_swap = atomic(
    "swap", widths=("char", "short", "int", "long", "64"),
    doc="Set the word, and return what was there before."
)
atomic_load = atomic(
    "load", widths=("char", "short", "int", "long", "64"), acquire=True,
    doc="Read the word, whole."
)
atomic_store = atomic(
    "store", widths=("char", "short", "int", "long", "64"), release=True,
    doc="Write the word, whole; nothing that stands before it is done behind it."
)
atomic_drop = atomic(
    "drop", widths=("int", "long"), nonlocked=("int", "long"),
    doc="Subtract one, and say whether zero is left: the end of a count."
)
