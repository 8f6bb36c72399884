# SPDX-License-Identifier: BSD-3-Clause
"""The modules of a package, by glob: no list of them exists."""

from __future__ import annotations

import importlib
import os
from types import ModuleType


def modules_of(package: str, folder: str) -> list[ModuleType]:
    """Return the modules in a package's folder, in the order of their names.

    Python's own way to list them, pkgutil, takes longer to import than half of them.
    """
    files = sorted(os.listdir(folder))  # noqa: PTH208
    names = [file.removesuffix(".py") for file in files if file.endswith(".py")]
    return [importlib.import_module(f"{package}.{n}") for n in names if n != "__init__"]
