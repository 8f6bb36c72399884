# SPDX-License-Identifier: BSD-3-Clause
"""Edits: how a rule says what would mend a declaration mechanically.

text.py has what all of them need; the others know one part of a declaration each, and
apply.py makes texts of edits.  What is done with them is in gen/fix.  A module is imported when
a rule has found something, not before.
"""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import TYPE_CHECKING

from gen.diag import Edit

if TYPE_CHECKING:
    from gen.edit import apply, argument, body, import_line, name, syntax, text, type_name

__all__ = ["NOTHING", "Fix", "apply", "argument", "body", "import_line", "name", "syntax", "text",
           "type_name"]

Fix = tuple[Edit, ...]

#: Nothing that could be done mechanically.
NOTHING: Fix = ()


def __getattr__(part: str) -> ModuleType:
    """Import a module of this package the first time that it is named."""
    if part in __all__:
        return importlib.import_module(f"{__name__}.{part}")
    raise AttributeError(part)
