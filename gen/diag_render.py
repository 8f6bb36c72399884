# SPDX-License-Identifier: BSD-3-Clause
"""Diagnostics as people read them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from gen.diag import Diag
from gen.place import Source


def render(diags: Sequence[Diag], sources: Mapping[str, Source], *, color: bool) -> str:
    """Return all diagnostics as text."""
    return "\n".join(f"error[{d.code}]: {d.what}\n  --> {d.at}" for d in diags)


def as_json(diags: Sequence[Diag]) -> str:
    """Return all diagnostics as JSON."""
    return json.dumps([{"code": d.code, "at": str(d.at), "what": d.what} for d in diags])
