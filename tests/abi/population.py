# SPDX-License-Identifier: BSD-3-Clause
"""Every mutation of every declared element: of the tree's own, and of a fixture's besides."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import operators
import protocols
from again import Some, held, named, reaching, together
from operators import Mutation, with_hints, with_members

from dsl.call import Retired, Syscall
from dsl.data import Enum, Flags, Struct
from dsl.port import Message, Port
from gen import check
from gen.abi.element import Abi
from gen.abi.summary import carried, elements, summary
from gen.check.versions import versions_can_be_translated, versions_take_the_same
from gen.load import Declared, Item, load
from gen.model.arch import architecture
from gen.model.build import System, build, shared_structures
from gen.model.calls import Target, calls, retired_calls
from gen.model.data import enumerations, structures
from gen.model.messages import messaging
from gen.model.nodes import Kernel
from gen.model.types import Types
from gen.place import Loc

ROOT = Path(__file__).resolve().parents[2]

#: Enums and Flags that have the scalars which fields and arguments are turned into.
EXTRA = """
class Mutant(Enum, u32):
    MUTANT_NONE, MUTANT_ONE, MUTANT_SEVEN = 0, 1, 7


class MutantBits(Flags, u32):
    MUTANT_LOW, MUTANT_HIGH = 1, 0x80000000


class MutantPort(Port, id=0x6E, owner=everyd, queue=4):
    protocol = "open_it (put_in | look | hush)* shut?"

    @message(1, remote=True)
    def open_it(self) -> Async[u32]:
        ...

    @message(2, remote=True)
    def put_in(self, level: u32) -> Async[u32]:
        ...

    @message(3, remote=True)
    def look(self) -> Async[u32]:
        ...

    @message(4, remote=True)
    def shut(self) -> Async[u32]:
        ...

    @message(5)
    def hush(self) -> Async[u32]:
        ...
"""


class Nowhere:
    """Answers where things stand, for declarations that are never shown: quickly."""

    place = Loc("decl.py", 1, 1, 2)

    def name(self, *_: object) -> Loc:
        """Return the one place."""
        return self.place

    field = argument = parameter = keyword = annotation = name


@dataclass
class Population:
    """The declarations, what they become, and the mutations of them."""

    declared: Declared
    kernels: dict[str, Kernel]
    abi: Abi
    mutations: list[Mutation]

    def refused(self, kernels: dict[str, Kernel]) -> bool:
        """Say whether a rule refuses what a mutation made, so that nobody builds it."""
        system = System(self.declared, kernels)
        rules = (versions_can_be_translated, versions_take_the_same)
        if any(True for rule in rules for _ in rule(system)):
            return True
        left = [(c, p) for k in kernels.values() for c in k.calls for p in c.params if c.left]
        return any(p.name == c.left and p.kind != "out" for c, p in left)

    def mutated(self, mutation: Mutation) -> dict[str, Kernel]:
        """Return the kernels that a mutation makes."""
        with operators.applied(mutation, self.declared):
            touched = reaching(mutation.about | self.others(), self.holds)
            quiet = mutation.about & {c.name for k in self.kernels.values() for c in k.calls}
            return {n: self.again(k, touched, bool(quiet)) for n, k in self.kernels.items()}

    def others(self) -> frozenset[str]:
        """Return the names under which there is something else than when nothing was changed."""
        now = named(self.declared)
        return frozenset(n for n, value in now.items() if self.known.get(n) is not value)

    @cached_property
    def known(self) -> dict[str, object]:
        """What is declared, unchanged."""
        return named(self.declared)

    @cached_property
    def holds(self) -> dict[str, frozenset[str]]:
        """The names that each structure and call hangs on, unchanged."""
        return held(self.kernels["i386"])

    def again(self, kernel: Kernel, touched: frozenset[str], quiet: bool) -> Kernel:
        """Return a kernel of which some is built again; `quiet`: no message has changed."""
        declared, types = self.declared, Types(kernel.arch.word)
        some, shared = Some(declared, touched), shared_structures(declared)
        enums = {e.name: e for e in enumerations(some, types)}
        structs = {s.name: s for s in structures(some, types, shared)}
        made = {c.name: c for c in calls(some, Target(kernel.arch, types))}
        names = [i.name for kind in (Enum, Flags) for i in declared.items(kind)]
        crossing = {one.__name__ for one in shared}
        old = {s.name: s if s.shared == (s.name in crossing)
               else replace(s, shared=s.name in crossing) for s in kernel.structs}
        callers = sorted(declared.items(Syscall), key=lambda item: (item.value.number, item.name))
        return replace(
            kernel,
            enums=together(names, touched, enums, {e.name: e for e in kernel.enums}),
            structs=together([i.name for i in declared.items(Struct)], touched, structs, old),
            calls=together([i.name for i in callers], touched, made,
                           {c.name: c for c in kernel.calls}),
            retired=tuple(retired_calls(declared)),
            messaging=kernel.messaging if quiet else messaging(declared, types),
        )


def population(place: Path) -> Population:
    """Return the tree's declarations with those of the fixture, and all their mutations."""
    for name in ("arch", "kernel-src", "user"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    for lock in place.glob("kernel-src/**/abi.txt"):
        lock.unlink()
    folder = place / "kernel-src" / "every"
    folder.mkdir()
    (place / "user" / "every").mkdir()
    text = (ROOT / "tests/compile/every/decl.py").read_text()
    (folder / "decl.py").write_text(text + EXTRA)
    declared = load(place)
    assert not declared.errors, declared.errors
    wrong = check.apply_to_declared(declared)
    assert not wrong, wrong
    system = build(declared, "DEBUG")
    whole = {name: replace(kernel, arch=architecture(name, declared.facts[name], declared.shared))
             for name, kernel in system.kernels.items()}
    for module in declared.modules:
        module.source = Nowhere()  # type: ignore[assignment]
    found = Population(declared, whole, Abi(), [])
    found.kernels = {n: found.again(kernel, frozenset(found.known), quiet=False)
                     for n, kernel in whole.items()}
    found.abi = summary(found.kernels.values())
    found.mutations = list(mutations(found))
    return found


def mutations(of: Population) -> Iterator[Mutation]:
    """Yield every mutation, by element."""
    declared, kernel = of.declared, of.kernels["i386"]
    seen = {s.name for s in kernel.structs if s.shared} | carried(kernel)
    known = {e.path[1] for e in elements(kernel) if e.path[0] in ("enum", "flags")}
    sets = [i for kind in (Enum, Flags) for i in declared.items(kind) if i.name in known]
    others = [i.value for i in sets if i.name.startswith("Mutant")]
    structs = [i for i in declared.items(Struct) if i.name in seen]
    remote = [i for i in declared.items(Message) if i.value.__message__.options.remote]
    everything = list(declared.items(Syscall))
    gone = [i.value.number for i in declared.items(Retired)]
    for item in [*structs, *remote]:
        for operator, target, hints in operators.fields(item, others):
            yield mutation(operator, target, {item.name}, with_hints(item.value, hints))
    for item in remote:
        for operator, target, change in operators.heads(item):
            yield mutation(operator, target, {item.name}, change)
    for item in declared.items(Port):
        if item.name.startswith("Mutant"):
            for operator, target, change in protocols.protocols(item):
                yield mutation(operator, target, {item.name}, change)
    for item in sets:
        for operator, target, values in operators.members(item):
            yield mutation(operator, target, {item.name}, with_members(item.value, values))
    for item in everything:
        names = {item.name, f"{item.name}_new", "taker", "added"}
        found = [*operators.numbers(item, everything, gone),
                 *operators.arguments(item, [*others, *(s.value for s in structs)])]
        for operator, target, change in found:
            yield mutation(operator, target, names, change)
    yield from of_modules(declared, structs, sets, everything)
    yield from of_versions(structs, everything)
    yield from of_message_versions(remote)


def of_message_versions(remote: list[Item]) -> Iterator[Mutation]:
    """Yield messages that travel and change, with a version that peers still send."""
    for item in remote:
        hints = dict(item.value.__annotations__)
        changes = [("grow a message, with a version", {"more": operators.scalar_of("u64")})]
        for name, part in hints.items():
            wider = operators.WIDER.get(getattr(part, "__name__", ""))
            if wider:
                changes.append(("widen in a message, with a version",
                                {name: operators.scalar_of(wider)}))
            changes.append(("remove from a message, with a version", {name: None}))
        for operator, change in changes:
            new = {n: t for n, t in {**hints, **change}.items() if t is not None}
            names = {item.name, f"{item.name}Old"}
            yield mutation(operator, f"{item.name}.{next(iter(change))}", names,
                           aged(item, new))


def aged(item: Item, then: dict[str, Any]) -> Callable[[], Callable[[], None]]:
    """Return what gives a message other fields and a number, and keeps the old for the old."""
    cls, facts = item.value, item.value.__message__

    def change() -> Callable[[], None]:
        hints, names = dict(cls.__annotations__), dict(item.module.names)
        old = type(f"{cls.__name__}Old", (Message,),
                   {"__annotations__": hints, "__doc__": cls.__doc__}, id=facts.id)
        old.__message__ = facts
        cls.__annotations__ = then
        options = replace(facts.options, was=old)
        cls.__message__ = replace(facts, id=facts.id + 16, options=options)
        item.module.names[old.__name__] = old

        def undo() -> None:
            cls.__annotations__, cls.__message__ = hints, facts
            put(item.module.names, names)

        return undo

    return change


def mutation(
    operator: str, target: str, about: set[str], change: Callable[[], Callable[[], None]]
) -> Mutation:
    """Return a mutation."""
    return Mutation(operator, target, frozenset(about), change)


def of_modules(
    declared: Declared, structs: list[Item], sets: list[Item], everything: list[Item]
) -> Iterator[Mutation]:
    """Yield what a reader alone notices: another order, another file."""
    for module in declared.modules:
        if len(module.names) > 1:
            names = [i.name for i in (*structs, *sets, *everything) if i.module is module]
            if names:
                yield mutation("reorder declarations", module.name, set(names),
                               reordered(module.names))
    for item in (*structs, *sets, *everything):
        target = next(m for m in declared.modules if m is not item.module)
        yield mutation("move to another file", item.name, {item.name},
                       moved(item.module.names, target.names, item.name))


def reordered(names: dict[str, Any]) -> Callable[[], Callable[[], None]]:
    """Return what turns the order of a module's declarations round."""

    def change() -> Callable[[], None]:
        before = dict(names)
        put(names, dict(reversed(before.items())))
        return lambda: put(names, before)

    return change


def moved(
    names: dict[str, Any], to: dict[str, Any], name: str
) -> Callable[[], Callable[[], None]]:
    """Return what moves a declaration to another module."""

    def change() -> Callable[[], None]:
        before, there = dict(names), dict(to)
        to[name] = names.pop(name)

        def undo() -> None:
            put(names, before)
            put(to, there)

        return undo

    return change


def put(names: dict[str, Any], new: dict[str, Any]) -> None:
    """Make a module's names what they were."""
    names.clear()
    names.update(new)


def of_versions(structs: list[Item], everything: list[Item]) -> Iterator[Mutation]:
    """Yield structures that grow, with a version of them that old numbers keep."""
    from dsl.call import Passed

    for struct in structs:
        users = [c for c in everything if any(
            isinstance(p, Passed) and p.target is struct.value
            for p in c.value.function.__annotations__.values())]
        for user in users[:2]:
            names = {struct.name, user.name, f"{user.name}_old"}
            if len(users) == 1 and struct.value.__was__ is None and not user.value.version_of:
                hints = struct.value.__annotations__
                yield mutation("grow, with a version", struct.name, names, versioned(
                    struct, user, {"appended": operators.scalar_of("u64"), **hints}))
                for name, part in hints.items():
                    wider = operators.WIDER.get(getattr(part, "__name__", ""))
                    if wider:
                        new = {**hints, name: operators.scalar_of(wider)}
                        yield mutation("widen, with a version", f"{struct.name}.{name}", names,
                                       versioned(struct, user, new))
                    less = {n: t for n, t in hints.items() if n != name}
                    if less:
                        yield mutation("remove, with a version", f"{struct.name}.{name}", names,
                                       versioned(struct, user, less))


def versioned(
    struct: Item, user: Item, then: dict[str, Any]
) -> Callable[[], Callable[[], None]]:
    """Return what gives a structure other fields, and keeps the old one for the old number."""
    cls, call = struct.value, user.value

    def change() -> Callable[[], None]:
        hints = dict(cls.__annotations__)
        old = type(f"{cls.__name__}Old", (Struct,), {"__annotations__": hints,
                                                     "__doc__": cls.__doc__})
        new = replace(call, number=call.number + 1000)
        swapped = {n: replace(p, target=old) if getattr(p, "target", None) is cls else p
                   for n, p in call.function.__annotations__.items()}
        aged = replace(operators.retyped(call, swapped), version_of=call)
        before, calls_before = dict(struct.module.names), dict(user.module.names)
        cls.__annotations__ = then
        cls.__was__ = old
        struct.module.names[old.__name__] = old
        user.module.names[user.name] = new
        user.module.names[f"{user.name}_old"] = aged

        def undo() -> None:
            put(user.module.names, calls_before)
            put(struct.module.names, {n: before[n] for n in before})
            cls.__annotations__, cls.__was__ = hints, None

        return undo

    return change
