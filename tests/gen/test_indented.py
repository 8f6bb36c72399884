# SPDX-License-Identifier: BSD-3-Clause
"""Is data for others written as Python's own encoder writes it?"""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as some

from gen.fold import indented

LEAVES = some.none() | some.booleans() | some.integers() | some.text()


@given(some.recursive(
    LEAVES,
    lambda below: some.lists(below) | some.tuples(below) | some.dictionaries(some.text(), below),
))
def test_a_value_is_what_json_makes_of_it(value: object) -> None:
    assert indented(value) == json.dumps(value, indent=1)
