# SPDX-License-Identifier: BSD-3-Clause
"""Loading: read every declaration of a tree, keep what it names and where it stands.

Declarations are found by glob (kernel-src/**/decl.py, arch/*/facts.py, and arch/*/registers.py,
which architectures share); no list of subsystems exists.  Modules are compiled from the syntax
tree that also locates errors, outside sys.path and without byte code on disk, and are forgotten
afterwards.  What was right and has not changed is not read again (gen/known.py).
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from dsl.boot import BootTest
from dsl.call import Retired, Syscall
from dsl.data import Bits, Enum, Flags, Struct
from dsl.device import Reg, Regs
from dsl.port import Message, Port, RetiredMessage
from dsl.record import dataclass, field, replace
from dsl.start import InitStep, Thread
from gen.diag import Diag
from gen.finder import Finder, Poisoned
from gen.known import Known
from gen.place import Loc, Source

#: Functions of the tests folders that a table calls: tests, and steps of the torture.
KTEST = re.compile(r"\n(ktest_\w+|torture_\w+)\(struct (?:ktest|torture) \*")


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
    doc: str = ""
    docs: dict[str, str] = field(default_factory=dict)
    """The docstrings of its items that were asked for."""
    kinds: list[tuple[type, Item]] = field(default_factory=list)

    def items(self) -> list[tuple[type, Item]]:
        """Return what it declares: each item with each kind that it is of."""
        if not self.kinds:
            for name, value in self.names.items():
                item = Item(self, name, value)
                kinds = value.__bases__ if isinstance(value, type) else type(value).__mro__
                self.kinds += [(kind, item) for kind in kinds]
        return self.kinds


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
        known = self.module.docs
        text = known.get(self.name)
        if text is None:
            target = getattr(self.value, "function", self.value)
            said = vars(target).get("__doc__") if isinstance(target, type) else target.__doc__
            text = "\n".join(line.strip() for line in (said or "").strip().splitlines())
            known[self.name] = text
        return text


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
    known: Known | None = None
    folders: dict[str, list[str]] = field(default_factory=dict)
    """What lies in each folder of kernel-src, arch and user, sorted; folders are from the root."""
    among: Declared | None = None
    """All declarations, where these are but some of them."""

    @property
    def whole(self) -> Declared:
        """All declarations: what mends one may hang on others."""
        return self.among or self

    def items(self, kind: type) -> Iterator[Item]:
        """Yield what is declared of a kind (an instance, or a direct subclass), by place.

        Many ask when all is loaded, and only then.
        """
        if not self.kinds:
            for module in self.modules:
                for one, item in module.items():
                    self.kinds.setdefault(one, []).append(item)
        yield from self.kinds.get(kind, ())

    def fresh(self) -> Fresh:
        """Return the declarations that say, or rest on, something new since all was right."""
        settled = self.known.settled(m.file for m in self.everything()) if self.known else set()
        return replace(
            self,
            modules=[m for m in self.modules if m.file not in settled],
            facts={arch: m for arch, m in self.facts.items() if m.file not in settled},
            shared=[m for m in self.shared if m.file not in settled],
            kinds={},
            among=self,
        )

    def keep(self) -> None:
        """Keep what was found out: all of it is right."""
        if self.known:
            self.known.keep()

    def marks(self) -> dict[str, bytes]:
        """Return for each file a digest of all that decides what its declarations become.

        That is its text, and what it imports; and what is not PLAIN, wherever it is declared.
        """
        own = self.known.marks() if self.known else {}
        ground = [m for m in self.modules if not all(map(is_plain, m.names.values()))]
        common = b"".join(own[m.file] for m in (*ground, *self.facts.values(), *self.shared))
        return {file: sha256(mark + common).digest() for file, mark in own.items()}

    def everything(self) -> list[Module]:
        """Return all modules: of subsystems, of architectures, and what these share."""
        return [*self.modules, *self.facts.values(), *self.shared]

    def owner(self, value: object) -> Item | None:
        """Return the item that a Python object was declared as."""
        return self.owners.get(id(value))

    def sources(self) -> dict[str, Source]:
        """Return every module's source by its file name, of broken ones too."""
        return self.texts


#: What changes nothing that does not refer to it.
PLAIN = frozenset((
    Bits, BootTest, Enum, Flags, InitStep, Message, Port, Reg, Regs, Retired, RetiredMessage,
    Struct, Syscall, Thread,
))


def is_plain(value: object) -> bool:
    """Say whether a declaration changes nothing that does not refer to it."""
    return (value.__bases__[:1] or (object,))[0] in PLAIN if isinstance(value, type) else (
        type(value) in PLAIN)


#: Declarations among which are only those that must be judged by themselves.
Fresh = Declared


def items_of(module: Module, kind: type) -> Iterator[Item]:
    """Yield what one module declares of a kind, in its order."""
    for name, value in module.names.items():
        if isinstance(value, kind) or (isinstance(value, type) and kind in value.__bases__):
            yield Item(module, name, value)


def load(root: Path) -> Declared:
    """Read the whole tree below `root`; errors are in the result, never raised."""
    declared = Declared(root, folders=listed(root))
    finder = Finder(root)
    before = set(sys.modules)
    sys.meta_path.insert(0, finder)
    try:
        for place in _places(declared):
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
    declared.tests = list(_tests(declared))
    declared.texts = finder.texts
    declared.known = finder.known
    for module in declared.everything():
        for name, value in module.names.items():
            declared.owners.setdefault(id(value), Item(module, name, value))
    return declared


def listed(root: Path) -> dict[str, list[str]]:
    """Return what lies in the folders of these three: many ask, and it is asked once."""
    cut = len(f"{root}/")
    return {
        folder[cut:]: sorted((*files, *folders))
        for top in ("kernel-src", "arch", "user")
        for folder, folders, files in os.walk(f"{root}/{top}")
    }


def _places(declared: Declared) -> list[Path]:
    """Return whatever is called decl.py, a broken link too: nothing is passed over in silence."""
    return sorted(
        declared.root / folder / "decl.py"
        for folder, names in declared.folders.items()
        if "decl.py" in names and folder.startswith("kernel-src")
    )


def _load_subsystem(declared: Declared, finder: Finder, place: Path) -> None:
    file = place.relative_to(finder.root).as_posix()
    name = file.removeprefix("kernel-src/").removesuffix(".py").replace("/", ".")
    if not place.is_file():
        from gen.python_errors import unreadable

        finder.broken[name] = [unreadable(place, finder.root)]
        return
    try:
        finder.load(name, file)
    except Poisoned:
        return
    except ImportError as error:
        from gen.python_errors import explain

        source = finder.texts.get(file, Source(file, "", ast.Module([], [])))
        finder.broken[name] = [explain(error, source, finder.root)]
        return
    declared.modules.append(_loaded(finder, place.parent.name, file, sys.modules[name]))


def _loaded_facts(finder: Finder, place: Path) -> Module | None:
    arch = place.parent.name
    module = ModuleType(f"{place.stem} of {arch}")
    file = place.relative_to(finder.root).as_posix()
    try:
        finder.run(module, file)
    except Poisoned:
        return None
    return _loaded(finder, arch, file, module)


def _loaded(finder: Finder, owner: str, file: str, module: ModuleType) -> Module:
    """Return a module with the names that it binds itself, not those that it imports."""
    name, scope = module.__name__, vars(module)
    entry = finder.entries[name]
    own = {bound: scope[bound] for bound in entry.names if bound in scope}
    return Module(owner, name, file, finder.sources[name], own, scope, entry.doc)


def _ours(module: ModuleType, root: Path) -> bool:
    """Say whether a module object came from the tree that was loaded."""
    paths = [getattr(module, "__file__", None) or "", *(getattr(module, "__path__", None) or ())]
    return any(str(path).startswith(str(root / "kernel-src")) for path in paths)


def _tests(declared: Declared) -> Iterator[TestFunction]:
    """Find the in-kernel tests: functions at the margin, in the subsystems' tests folders."""
    places = (
        Path(folder, name)
        for folder, names in declared.folders.items()
        if folder.startswith("kernel-src/") and folder.endswith("/tests")
        for name in names if name.endswith(".c")
    )
    for place in sorted(places):
        text = f"\n{(declared.root / place).read_text(encoding='utf-8', errors='replace')}"
        for match in KTEST.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            loc = Loc(place.as_posix(), line, 1, len(match[1]) + 1)
            yield TestFunction(place.parent.parent.name, match[1], loc)
