# SPDX-License-Identifier: BSD-3-Clause
"""One copy of the tree for all tests of a module, with what was found out about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from c_tree import copy_of, said


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the tree that has been analysed once, and is right."""
    root = copy_of(tmp_path_factory.mktemp("analysed"))
    assert said(root) == []
    return root
