# SPDX-License-Identifier: BSD-3-Clause
"""What a backend hands on: one output file, its template, and every word the template places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dsl.record import dataclass


@dataclass(frozen=True, slots=True)
class Artefact:
    """One generated file.

    `path` is relative to the gen folder of the kernel; `template` to templates/; `words` are
    all that the template may name.  `edit` is the file a reader should edit instead.
    """

    path: str
    template: str
    words: Mapping[str, Any]
    edit: str
