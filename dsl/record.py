# SPDX-License-Identifier: BSD-3-Clause
"""Dataclasses for what starts often: they mean what Python's mean, and nothing is compiled.

Python's compile seven functions of their own for each class, at each start: for the hundred
classes of the words and the model that was a third of what a whole edit may cost.  Here all
classes share one of each.  `dataclasses.replace`, `fields` and `asdict` take these, too.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

__all__ = ["dataclass", "field", "replace"]

C = TypeVar("C", bound=type)

#: So many objects of a class pay for a function of its own.
OFTEN = 100

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:

    def dataclass(
        cls: type | None = None, *, frozen: bool = False, eq: bool = True, slots: bool = False
    ) -> Any:
        """Give a class what it needs to hold its annotations, in `slots` whether said or not."""
        return of(cls, frozen, eq) if cls else lambda cls: of(cls, frozen, eq)

    def field(*, default: Any = None, default_factory: Callable[[], Any] | None = None) -> Any:
        """Return the default of a field, which may be made anew for each object."""
        return Made(default_factory) if default_factory else default

    def replace(one: Any, **changes: Any) -> Any:
        """Return an object like another but for some fields."""
        return type(one)(**{name: getattr(one, name) for name in one.__record__} | changes)


class Made:
    """A default that is made for each object."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class Lazy:
    """What Python's `dataclasses` says of a class by a name; made when first asked, and kept."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, one: object, cls: type) -> Any:
        import dataclasses

        names: Any = getattr(cls, "__record__")  # noqa: B009  # not every class has it
        made: Any = dataclasses.make_dataclass(
            cls.__name__, names, frozen="__setattr__" in vars(cls), eq="__eq__" in vars(cls))
        found = getattr(made, self._name)
        type.__setattr__(cls, self._name, found)
        return found


def of(cls: C, frozen: bool, eq: bool) -> C:
    """Return the class again, with a slot for each field and the methods that all share."""
    own = {n: v for n, v in vars(cls).items() if n not in ("__dict__", "__weakref__")}
    names = tuple(n for n, kind in cls.__annotations__.items() if "ClassVar" not in str(kind))
    defaults = {name: own.pop(name) for name in names if name in own}
    shared: dict[str, Any] = {
        "__record__": names,
        "__slots__": names,
        "__held__": attrgetter(*names) if names else nothing,
        "__match_args__": names,
        "__dataclass_fields__": Lazy("__dataclass_fields__"),
        "__dataclass_params__": Lazy("__dataclass_params__"),
        "__repr__": described,
        "__getstate__": state,
        "__setstate__": restored,
    }
    if frozen:
        shared |= {"__setattr__": refused, "__delattr__": refused}
    if eq:
        shared |= {"__eq__": alike, "__hash__": hashed if frozen else None}
    made: Any = type(cls)(cls.__name__, cls.__bases__, shared | own)
    made.__qualname__ = cls.__qualname__
    made.__init__ = initializer(made, {n: vars(made)[n].__set__ for n in names}, defaults)
    found: C = made
    return found


def initializer(
    cls: Any, places: dict[str, Callable[[Any, Any], None]], defaults: dict[str, Any]
) -> Callable[..., None]:
    """Return the `__init__` of a class, which puts values into their places.

    The OFTEN-th object has one compiled after all.
    """
    title, names, count, put = cls.__name__, tuple(places), len(places), tuple(places.values())
    left = OFTEN

    def __init__(self: Any, *args: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        if not left:
            cls.__init__ = compiled(cls, names, defaults)
        said = len(args) + len(named)
        if said > count:
            wrong(title, names, args, named)
        for place, value in zip(put, args):  # noqa: B905  # the other places are named
            place(self, value)
        try:
            for name, value in named.items():
                places[name](self, value)
        except KeyError:
            wrong(title, names, args, named)
        if said < count:
            for name in names[len(args):]:
                if name not in named:
                    if name not in defaults:
                        wrong(title, names, args, named)
                    value = defaults[name]
                    places[name](self, value.make() if isinstance(value, Made) else value)

    return __init__


def compiled(cls: Any, names: tuple[str, ...], defaults: dict[str, Any]) -> Callable[..., None]:
    """Return an `__init__` that is made for the one class.

    What is frozen is of a class with the same slots, and open, while they are filled: that
    takes half as long as to go by each slot's own `__set__`.
    """
    known: dict[str, Any] = {f"default_{name}": value for name, value in defaults.items()}
    takes, does = ["self"], []
    for name in names:
        value = name
        if isinstance(defaults.get(name), Made):
            value = f"default_{name}.make() if {name} is default_{name} else {name}"
        takes.append(f"{name}=default_{name}" if name in defaults else name)
        does.append(f"    self.{name} = {value}")
    if "__setattr__" in vars(cls):
        known["Open"], known["Own"] = type("Open", cls.__bases__, {"__slots__": names}), cls
        known["become"] = vars(object)["__class__"].__set__
        does = ["    become(self, Open)", *does, "    self.__class__ = Own"]
    body = "\n".join(does) or "    pass"
    exec(f"def __init__({', '.join(takes)}):\n{body}", known)
    made: Callable[..., None] = known["__init__"]
    return made


def wrong(
    title: str, names: tuple[str, ...], args: tuple[Any, ...], named: dict[str, Any]
) -> NoReturn:
    """Raise Python's error for arguments that are too many, unknown or missing."""
    for name in named:
        if name not in names:
            raise TypeError(f"{title}() got an unexpected keyword argument {name!r}")
    if len(args) + len(named) > len(names):
        raise TypeError(f"{title}() takes {len(names)} arguments, and more were given")
    missing = [repr(name) for name in names[len(args):] if name not in named]
    raise TypeError(f"{title}() was not given all of {', '.join(missing)}")


def state(self: Any) -> list[Any]:
    """Return what is kept of an object when it is pickled or copied."""
    return [getattr(self, name) for name in self.__record__]


def restored(self: Any, kept: list[Any]) -> None:
    """Put back what was kept."""
    for name, value in zip(self.__record__, kept, strict=True):
        object.__setattr__(self, name, value)


def described(self: Any) -> str:
    """Return an object as it could be written."""
    inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__record__)
    return f"{type(self).__qualname__}({inside})"


def refused(self: object, name: str, *_: object) -> NoReturn:
    """Refuse to change what is frozen."""
    raise AttributeError(f"cannot assign to field {name!r}")


def nothing(_: object) -> tuple[()]:
    """Return what an object without fields holds."""
    return ()


def alike(self: Any, other: Any) -> Any:
    """Say whether two objects of one class hold the same."""
    if type(other) is not type(self):
        return NotImplemented
    held = self.__held__
    return held(self) == held(other)


def hashed(self: Any) -> int:
    """Return the hash of what an object holds."""
    return hash(self.__held__(self))
