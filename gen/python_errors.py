# SPDX-License-Identifier: BSD-3-Clause
"""Python's own errors in a declaration, said in the declarer's words."""

from __future__ import annotations

import traceback
from pathlib import Path

from gen.diag import Diag
from gen.place import Loc, Source


def explain(error: BaseException, source: Source | None, root: Path) -> Diag:
    """Return the diagnostic of an exception that a declaration module raised."""
    file = source.file if source else "kernel-src"
    line = 1
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(file):
            line = frame.lineno or 1
    if isinstance(error, SyntaxError):
        line = error.lineno or 1
    return Diag("K0001", Loc(file, line, 1, 2), f"{type(error).__name__}: {error}")
