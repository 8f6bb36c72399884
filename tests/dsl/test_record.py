# SPDX-License-Identifier: BSD-3-Clause
"""Do our dataclasses do what Python's do?"""

from __future__ import annotations

import dataclasses
import pickle
import pprint
from collections.abc import Callable
from typing import Any

import pytest

from dsl import record


@record.dataclass(frozen=True, slots=True)
class Point:
    """A place."""

    x: int
    y: int = 2
    names: tuple[str, ...] = ()


@record.dataclass(slots=True)
class Bag:
    """Things, of each bag its own."""

    things: list[int] = record.field(default_factory=list)


@record.dataclass(frozen=True, eq=False)
class Alone:
    """Like nothing but itself."""

    x: int


#: As they are made at first, and as they are made when many have been.
TURNS = (1, record.OFTEN + 1)


@pytest.mark.parametrize("turns", TURNS)
def test_fields_are_given_by_place_by_name_and_by_default(turns: int) -> None:
    for _ in range(turns):
        assert repr(Point(1)) == "Point(x=1, y=2, names=())"
        assert Point(1, 3) == Point(y=3, x=1) != Point(3, 1)


@pytest.mark.parametrize("turns", TURNS)
def test_a_default_may_be_made_for_each_object(turns: int) -> None:
    for _ in range(turns):
        Bag().things.append(1)
        assert Bag().things == []


WRONG: tuple[Callable[[Any], object], ...] = (
    lambda cls: cls(), lambda cls: cls(1, z=3), lambda cls: cls(1, 2, (), 4),
    lambda cls: cls(y=1),
)


@pytest.mark.parametrize("turns", TURNS)
@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_fit_is_refused(wrong: Callable[[Any], object], turns: int) -> None:
    for _ in range(turns):
        Point(1)
    with pytest.raises(TypeError):
        wrong(Point)


def test_what_is_frozen_stays() -> None:
    one: Any = Point(1)
    with pytest.raises(AttributeError):
        one.x = 2
    with pytest.raises(AttributeError):
        del one.x
    assert one.x == 1


def test_equal_objects_have_one_hash_and_others_none() -> None:
    assert hash(Point(1)) == hash(Point(1, 2))
    assert Alone(1) != Alone(1)
    with pytest.raises(TypeError):
        hash(Bag())


def test_pythons_own_functions_take_them() -> None:
    one: Any = Point(1)
    assert dataclasses.is_dataclass(Point)
    assert dataclasses.replace(one, x=5) == Point(5)
    assert dataclasses.asdict(one) == {"x": 1, "y": 2, "names": ()}
    assert [f.name for f in dataclasses.fields(one)] == ["x", "y", "names"]


def test_they_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(Point(1, 4))) == Point(1, 4)


def test_what_python_prints_of_dataclasses_is_there() -> None:
    """pprint, by which pytest shows what differs, asks how a class was made."""

    @record.dataclass(frozen=True)
    class Kept:
        a: int

    @record.dataclass(eq=False)
    class Open:
        a: int

    asked = [vars(type(one))["__dataclass_params__"] for one in (Kept(1), Open(1))
             if pprint.pformat(one, width=1)]
    assert [(one.frozen, one.eq, one.repr) for one in asked] == [
        (True, True, True), (False, False, True)]
