# SPDX-License-Identifier: BSD-3-Clause
"""Building the model: one Kernel for each architecture, from what the tree declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dsl.boot import Config as DslConfig
from dsl.boot import Only
from dsl.call import Passed, Syscall
from dsl.record import dataclass, field, replace
from dsl.scalar import Scalar
from gen.load import Declared, Module, items_of
from gen.model import start
from gen.model.arch import architecture
from gen.model.atomics import atomics
from gen.model.budgets import budgets
from gen.model.calls import Target, calls, retired_calls
from gen.model.clocks import clock_sources
from gen.model.data import bit_layouts, carried, enumerations, structures
from gen.model.debug import debugging
from gen.model.devices import register_blocks
from gen.model.hardware import Arch
from gen.model.interfaces import interfaces
from gen.model.ipis import ipis
from gen.model.locks import members
from gen.model.memory import memory_types, object_caches
from gen.model.messages import messaging
from gen.model.nodes import Config, Kernel, Program, Subsystem
from gen.model.percpu import cpu_area
from gen.model.tables import firmware_tables
from gen.model.tunables import tunables
from gen.model.types import Nodes, Types
from gen.place import Loc

#: Generated sources that belong to the user's library and to the program `hostile`.
USER_GENERATED = (
    "gen:user/boot_test_table.gen.c",
    "gen:user/call_name.gen.c",
    "gen:user/stub.gen.S",
)
HOSTILE = Program("hostile", ("gen:user/hostile.gen.c",))


@dataclass(frozen=True, slots=True)
class System:
    """What the rules see: the declarations, and the kernels that come of them."""

    declared: Declared
    kernels: dict[str, Kernel]
    functions: dict[str, tuple[Loc, str]] = field(default_factory=dict)
    """The tree's C functions, once a rule has asked for them."""
    types: dict[str, Types] = field(default_factory=dict)
    """What the kernels are made with, by architecture."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What the rules about the hand-written C see: it stands beside the declarations."""

    system: System


def build(declared: Declared, config: str) -> System:
    """Return the model of the config for every architecture that has facts."""
    chosen = of_config(declared, config)
    added, common = members(chosen), Nodes()
    system = System(declared, {})
    for name, module in sorted(declared.facts.items()):
        arch = architecture(name, module, declared.shared)
        types = system.types[name] = Types(arch.word, added, common)
        system.kernels[name] = kernel(chosen, arch, config, types)
    return system


def of_config(declared: Declared, config: str) -> Declared:
    """Return the declarations without the subsystems that do not belong to the config."""
    modules = [module for module in declared.modules if belongs(declared, module, config)]
    return replace(declared, modules=modules, kinds={}, known=None)


def belongs(declared: Declared, module: Module, config: str) -> bool:
    """Say whether a subsystem is built into the config."""
    for item in items_of(module, Only):
        owners = {o.name for c in item.value.configs if (o := declared.owner(c)) is not None}
        return bool(owners & {config, likeness(declared, config)})
    return True


def promises(module: Module) -> bool:
    """Say whether a module declares more than which configs it is in."""
    return any(not isinstance(value, Only) for value in module.names.values())


def likeness(declared: Declared, config: str) -> str:
    """Return the config whose subsystems a config has, too; nothing when there is none."""
    row = next((item.value for item in declared.items(DslConfig) if item.name == config), None)
    owner = declared.owner(row.like) if row is not None and row.like is not None else None
    return owner.name if owner is not None else ""


def kernel(declared: Declared, arch: Arch, config: str, known: Types) -> Kernel:
    """Return the whole model of one kernel; nodes are those of `known` where they are the same."""
    types = known.with_members(members(declared))
    configs = tuple(start.configs(declared))
    chosen = next(c for c in configs if c.name == config)
    folders = tuple(subsystems(declared, chosen))
    names = {folder.name for folder in folders} if chosen.tests else set()
    memory = tuple(memory_types(declared))
    structs = tuple(structures(declared, types, shared_structures(declared)))
    return Kernel(
        arch=arch,
        config=chosen,
        subsystems=folders,
        arch_sources=tuple(c_files(declared.folders, f"arch/{arch.name}", "arch/x86")),
        enums=tuple(enumerations(declared, types)),
        bits=tuple(layout for m in declared.modules for layout in bit_layouts(m, types)),
        structs=structs,
        calls=tuple(calls(declared, Target(arch, types))),
        retired=tuple(retired_calls(declared)),
        blocks=tuple(register_blocks(declared, types)),
        traps=tuple(start.traps(declared)),
        interrupts=tuple(start.interrupts(declared)),
        syscall_vector=start.syscall_vector(declared),
        init_steps=tuple(start.init_order(declared)),
        threads=tuple(start.kernel_threads(declared)),
        boot_tests=tuple(start.boot_tests(declared, arch.name)),
        kernel_tests=tuple(start.kernel_tests(declared, names)),
        torture=tuple(start.kernel_tests(declared, names, "torture")),
        machines=tuple(start.machines(declared)),
        configs=configs,
        release=start.release(declared),
        programs=tuple(programs(declared.folders)),
        user_lib=tuple(sorted(c_files(declared.folders, "user/lib", f"user/lib/{arch.name}")))
        + USER_GENERATED,
        messaging=messaging(declared, types),
        ipis=tuple(ipis(declared, types)),
        interfaces=tuple(interfaces(declared, types)),
        debugging=debugging(declared, types),
        tunables=tuple(tunables(declared)),
        area=cpu_area(declared, structs, types),
        budgets=tuple(budgets(declared, arch.name)),
        atomics=tuple(atomics(declared, arch.word)),
        clocks=tuple(clock_sources(declared)),
        tables=tuple(firmware_tables(declared, types)),
        memory=memory,
        caches=tuple(object_caches(declared, memory)),
    )


def shared_structures(declared: Declared) -> set[type]:
    """Return the structures that cross between user and kernel in any call."""
    found: set[type] = set()
    for item in declared.items(Syscall):
        for annotation in item.value.function.__annotations__.values():
            if isinstance(annotation, Passed) and not _is_scalar(annotation.target):
                found |= set(carried(annotation.target))
    return found


def _is_scalar(target: object) -> bool:
    return isinstance(target, type) and issubclass(target, Scalar)


def subsystems(declared: Declared, config: Config) -> Iterator[Subsystem]:
    """Yield the folders under kernel-src that declare something, by name."""
    for module in sorted(declared.modules, key=lambda module: module.subsystem):
        folder = module.file.rsplit("/", 1)[0]
        tests = c_files(declared.folders, f"{folder}/tests") if config.tests else ()
        own = (folder, f"{folder}/bench") if config.measures else (folder,)
        yield Subsystem(
            module.subsystem,
            folder,
            module.file,
            tuple(c_files(declared.folders, *own)),
            tuple(tests),
            module.doc,
        )


def c_files(listed: Mapping[str, list[str]], *folders: str) -> Iterator[str]:
    """Yield the C and assembly files directly in the folders, relative to the root, sorted."""
    for folder in folders:
        names = listed.get(folder, ())
        yield from (f"{folder}/{name}" for name in names if name.endswith((".c", ".S")))


def programs(listed: Mapping[str, list[str]]) -> Iterator[Program]:
    """Yield the user programs: every folder of user/ but the library and the headers."""
    found = [HOSTILE]
    for folder in listed:
        top, _, name = folder.partition("/")
        if top == "user" and name and "/" not in name and name not in ("lib", "include"):
            sources = tuple(c_files(listed, folder))
            if sources:
                found.append(Program(name, sources))
    yield from sorted(found, key=lambda program: program.name)
