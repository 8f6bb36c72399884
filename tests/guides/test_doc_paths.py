# SPDX-License-Identifier: BSD-3-Clause
"""What the documents name is there: every path of the tree that stands in backticks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "doc").rglob("*.md")])
#: A path begins at one of these; what is built or made by the reader is not looked for.
TOPS = {place.name for place in ROOT.iterdir()} - {"out"}
#: Folders that the guide tells its reader to make.
MADE = ("kernel-src/quotient", "user/divide")
PATH = re.compile(r"`([\w.-]+(?:/[\w.*-]+)+/?)`")


def paths(text: str) -> list[str]:
    """Return the paths of the tree that a text names."""
    return [
        path
        for path in PATH.findall(text)
        if path.split("/")[0] in TOPS and not path.startswith(MADE)
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(ROOT)))
def test_named_paths_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    missing = [path for path in paths(text) if not any(ROOT.glob(path.rstrip("/")))]
    assert not missing, f"{document.relative_to(ROOT)} names what is not there: {missing}"


def test_a_missing_path_is_found() -> None:
    assert paths("see `gen/load.py` and `out/x`, not `this/that`") == ["gen/load.py"]
