# SPDX-License-Identifier: BSD-3-Clause
"""Loading: read every declaration of a tree, keep what it names and where it stands.

Declarations are found by glob (kernel-src/**/decl.py, arch/*/facts.py, and arch/*/registers.py,
which architectures share); no list of subsystems exists.  Modules are compiled from the syntax
tree that also locates errors, outside sys.path and without byte code on disk, and are forgotten
afterwards.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import os
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from gen.diag import Diag
from gen.place import Loc, Source, bound_names
from gen.python_errors import explain, explained, unreadable
from gen.table import mistakes

KTEST = re.compile(r"^(ktest_\w+)\(struct ktest \*", re.MULTILINE)


@dataclass(slots=True)
class Module:
    """A loaded declaration module; `names` are those it binds itself, in order.

    `scope` holds what it imports as well.
    """

    subsystem: str
    name: str
    file: str
    source: Source
    names: dict[str, Any]
    scope: dict[str, Any] = field(default_factory=dict)

    @property
    def doc(self) -> str:
        """The module's docstring; empty without one."""
        return ast.get_docstring(self.source.tree) or ""


@dataclass(frozen=True, slots=True)
class Item:
    """A declared thing: its module, its name, what it is, and where."""

    module: Module
    name: str
    value: Any

    @property
    def loc(self) -> Loc:
        """The place of the name."""
        return self.module.source.name(self.name)

    @property
    def doc(self) -> str:
        """The docstring of a class or prototype, dedented; empty without one."""
        target = getattr(self.value, "function", self.value)
        text = vars(target).get("__doc__") if isinstance(target, type) else target.__doc__
        return "\n".join(line.strip() for line in (text or "").strip().splitlines())


@dataclass(frozen=True, slots=True)
class TestFunction:
    """An in-kernel test found in a subsystem's tests folder."""

    subsystem: str
    function: str
    loc: Loc


@dataclass(slots=True)
class Declared:
    """Everything that a tree declares, unresolved."""

    root: Path
    modules: list[Module] = field(default_factory=list)
    facts: dict[str, Module] = field(default_factory=dict)
    shared: list[Module] = field(default_factory=list)
    tests: list[TestFunction] = field(default_factory=list)
    errors: list[Diag] = field(default_factory=list)
    owners: dict[int, Item] = field(default_factory=dict)
    texts: dict[str, Source] = field(default_factory=dict)
    kinds: dict[type, list[Item]] = field(default_factory=dict)

    def items(self, kind: type) -> Iterator[Item]:
        """Yield what is declared of a kind (an instance, or a direct subclass), by place.

        Many ask when all is loaded, and only then.
        """
        if not self.kinds:
            for module in self.modules:
                for name, value in module.names.items():
                    item = Item(module, name, value)
                    for one in value.__bases__ if isinstance(value, type) else type(value).__mro__:
                        self.kinds.setdefault(one, []).append(item)
        yield from self.kinds.get(kind, ())

    def everything(self) -> list[Module]:
        """Return all modules: of subsystems, of architectures, and what these share."""
        return [*self.modules, *self.facts.values(), *self.shared]

    def owner(self, value: object) -> Item | None:
        """Return the item that a Python object was declared as."""
        return self.owners.get(id(value))

    def sources(self) -> dict[str, Source]:
        """Return every module's source by its file name, of broken ones too."""
        return self.texts


def items_of(module: Module, kind: type) -> Iterator[Item]:
    """Yield what one module declares of a kind, in its order."""
    for name, value in module.names.items():
        if isinstance(value, kind) or (isinstance(value, type) and kind in value.__bases__):
            yield Item(module, name, value)


class Poisoned(ImportError):
    """The import of a module that has already been reported; raises no second error."""


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds `<subsystem>.decl` under kernel-src and runs it from its syntax tree."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.tree = root / "kernel-src"
        self.sources: dict[str, Source] = {}
        self.texts: dict[str, Source] = {}
        self.broken: dict[str, list[Diag]] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a subsystem's folder (a namespace) or its declaration module."""
        place = self.tree.joinpath(*fullname.split("."))
        if place.with_suffix(".py").is_file():
            return importlib.machinery.ModuleSpec(fullname, self)
        if path is None and fullname in sys.stdlib_module_names:
            return None
        if place.is_dir():
            spec = importlib.machinery.ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = [str(place)]
            return spec
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """Take Python's ordinary module object."""

    def exec_module(self, module: ModuleType) -> None:
        """Run a declaration module."""
        place = self.tree.joinpath(*module.__name__.split(".")).with_suffix(".py")
        self.run(module, place)

    def run(self, module: ModuleType, place: Path) -> None:
        """Compile and run one file in `module`; report what Python says once, located."""
        name = module.__name__
        if name in self.broken:
            raise Poisoned(name)
        file = place.relative_to(self.root).as_posix()
        module.__file__ = str(place)
        source = Source(file, "", ast.Module([], []))
        try:
            text = place.read_text(encoding="utf-8")
            source = self.texts[file] = Source(file, text, ast.Module([], []))
            source = self.texts[file] = Source(file, text, parsed(text, file))
            self.sources[name] = source
            if found := mistakes(source, self.tree):
                self.broken[name] = found
                raise Poisoned(name)
            exec(compile(source.tree, str(place), "exec", dont_inherit=True), module.__dict__)
        except Poisoned:
            self.broken.setdefault(name, [])
            raise
        except (Exception, SystemExit) as error:
            self.broken[name] = explained(error, source, self.root, module.__dict__)
            raise Poisoned(name) from None


def parsed(text: str, file: str) -> ast.Module:
    """Return the syntax tree of a declaration; Python's warnings have no place in our output."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        return ast.parse(text, file)


def load(root: Path) -> Declared:
    """Read the whole tree below `root`; errors are in the result, never raised."""
    declared = Declared(root)
    finder = Finder(root)
    before = set(sys.modules)
    sys.meta_path.insert(0, finder)
    try:
        for place in _places(root / "kernel-src"):
            _load_subsystem(declared, finder, place)
        for place in sorted((root / "arch").glob("*/facts.py")):
            if module := _loaded_facts(finder, place):
                declared.facts[place.parent.name] = module
        for place in sorted((root / "arch").glob("*/registers.py")):
            if module := _loaded_facts(finder, place):
                declared.shared.append(module)
    finally:
        sys.meta_path.remove(finder)
        for name in set(sys.modules) - before:
            if _ours(sys.modules[name], root):
                del sys.modules[name]
    declared.errors = [diag for found in finder.broken.values() for diag in found]
    declared.tests = list(_tests(root))
    declared.texts = finder.texts
    for module in declared.everything():
        for name, value in module.names.items():
            declared.owners.setdefault(id(value), Item(module, name, value))
    return declared


def _places(tree: Path) -> list[Path]:
    """Return whatever is called decl.py, a broken link too: nothing is passed over in silence."""
    found = []
    for folder, folders, files in os.walk(tree):
        if "decl.py" in (*files, *folders):
            found.append(Path(folder, "decl.py"))
    return sorted(found)


def _load_subsystem(declared: Declared, finder: Finder, place: Path) -> None:
    relative = place.relative_to(finder.tree)
    name = ".".join(relative.with_suffix("").parts)
    if diag := unreadable(place, finder.root):
        finder.broken[name] = [diag]
        return
    try:
        __import__(name)
    except Poisoned:
        return
    except ImportError as error:
        file = place.relative_to(finder.root).as_posix()
        source = finder.texts.get(file, Source(file, "", ast.Module([], [])))
        finder.broken[name] = [explain(error, source, finder.root)]
        return
    source = finder.sources[name]
    file = place.relative_to(finder.root).as_posix()
    loaded = sys.modules[name]
    names = _own(loaded, source)
    declared.modules.append(
        Module(relative.parent.name, name, file, source, names, vars(loaded))
    )


def _loaded_facts(finder: Finder, place: Path) -> Module | None:
    arch = place.parent.name
    module = ModuleType(f"{place.stem} of {arch}")
    try:
        finder.run(module, place)
    except Poisoned:
        return None
    source = finder.sources[module.__name__]
    file = place.relative_to(finder.root).as_posix()
    return Module(arch, module.__name__, file, source, _own(module, source), vars(module))


def _own(module: ModuleType, source: Source) -> dict[str, Any]:
    """Return the names that a module binds itself, not those that it imports."""
    return {
        name: vars(module)[name]
        for node in source.tree.body
        for name in bound_names(node)
        if name in vars(module)
    }


def _ours(module: ModuleType, root: Path) -> bool:
    """Say whether a module object came from the tree that was loaded."""
    paths = [getattr(module, "__file__", None) or "", *(getattr(module, "__path__", None) or ())]
    return any(str(path).startswith(str(root / "kernel-src")) for path in paths)


def _tests(root: Path) -> Iterator[TestFunction]:
    """Find the in-kernel tests: functions at the margin, in the subsystems' tests folders."""
    for place in sorted((root / "kernel-src").rglob("tests/*.c")):
        text = place.read_text(encoding="utf-8", errors="replace")
        file = place.relative_to(root).as_posix()
        for match in KTEST.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            loc = Loc(file, line, 1, len(match[1]) + 1)
            yield TestFunction(place.parent.parent.name, match[1], loc)
