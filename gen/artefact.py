# SPDX-License-Identifier: BSD-3-Clause
"""What a backend hands on: one output file, its template, and every word the template places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dsl.record import dataclass

#: What a template places.
Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Artefact:
    """One generated file.

    `path` is relative to the gen folder of the kernel; `template` to templates/; `words` are
    all that the template may name, or what returns it.  `edit` is the file a reader should edit
    instead.  `key` stands for all that the text is made from, where that is known: as long as it
    is the same, the file is not made again.
    """

    path: str
    template: str
    words: Words | Callable[[], Words]
    edit: str
    key: bytes = b""

    def placed(self) -> Words:
        """Return the words themselves."""
        return self.words() if callable(self.words) else self.words
