# SPDX-License-Identifier: BSD-3-Clause
"""Are docstrings what Python says that they are?"""

from __future__ import annotations

import inspect

from hypothesis import given
from hypothesis import strategies as st

from gen.finder import cleaned


@given(st.text(alphabet=" \t\nab"))
def test_docstring_loses_its_margin_as_in_python(doc: str) -> None:
    assert cleaned(doc) == inspect.cleandoc(doc)
