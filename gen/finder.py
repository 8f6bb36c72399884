# SPDX-License-Identifier: BSD-3-Clause
"""Finding and running the modules of declarations, outside sys.path."""

from __future__ import annotations

import ast
import importlib.machinery
import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from gen.diag import Diag
from gen.known import Entry, Known
from gen.place import Answers, Source, bound_names, parsed


class Poisoned(ImportError):
    """The import of a module that has already been reported; raises no second error."""


class Finder:
    """Finds `<subsystem>.decl` under kernel-src and runs it from its syntax tree.

    What was right and has not changed is run from what it became then.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.tree = root / "kernel-src"
        self.known = Known(root)
        self.sources: dict[str, Source] = {}
        self.texts: dict[str, Source] = {}
        self.entries: dict[str, Entry] = {}
        self.broken: dict[str, list[Diag]] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a subsystem's folder (a namespace) or its declaration module."""
        place = f"{self.tree}/{fullname.replace('.', '/')}"
        if os.path.isfile(f"{place}.py"):  # noqa: PTH113  # asked hundreds of times
            return importlib.machinery.ModuleSpec(fullname, self)  # type: ignore[arg-type]
        if path is None and fullname in sys.stdlib_module_names:
            return None
        if os.path.isdir(place):  # noqa: PTH112
            spec = importlib.machinery.ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = [place]
            return spec
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """Take Python's ordinary module object."""

    def exec_module(self, module: ModuleType) -> None:
        """Run a declaration module."""
        self.run(module, f"kernel-src/{module.__name__.replace('.', '/')}.py")

    def load(self, name: str, file: str) -> None:
        """Import a declaration, unless another did: as Python would, without looking for it."""
        if name in sys.modules:
            return
        if name.partition(".")[0] in sys.stdlib_module_names:
            __import__(name)  # which fails
            return
        spec = importlib.machinery.ModuleSpec(name, self)  # type: ignore[arg-type]
        module = sys.modules[name] = ModuleType(name)
        module.__spec__ = spec
        spec._initializing = True  # type: ignore[attr-defined]  # what a circle of imports tells
        try:
            self.run(module, file)
        except BaseException:
            del sys.modules[name]
            raise
        finally:
            spec._initializing = False  # type: ignore[attr-defined]
        folder, _, last = name.rpartition(".")
        setattr(self.folder(folder), last, module)

    def folder(self, name: str) -> ModuleType:
        """Return a folder as the package that it is to Python."""
        found = sys.modules.get(name)
        if found is None:
            found = sys.modules[name] = ModuleType(name)
            found.__path__ = [f"{self.tree}/{name.replace('.', '/')}"]
            above, _, last = name.rpartition(".")
            if above:
                setattr(self.folder(above), last, found)
        return found

    def run(self, module: ModuleType, file: str) -> None:
        """Run one file in `module`; report what Python says once, located."""
        name = module.__name__
        if name in self.broken:
            raise Poisoned(name)
        module.__file__ = f"{self.root}/{file}"
        try:
            entry = self.entries[name] = self.entry(name, file)
            exec(entry.code, module.__dict__)
        except Poisoned:
            self.broken.setdefault(name, [])
            raise
        except (Exception, SystemExit) as error:
            from gen.python_errors import explained

            source = self.texts.get(file) or Source(file, "")
            self.broken[name] = explained(error, source, self.root, module.__dict__)
            raise Poisoned(name) from None

    def entry(self, name: str, file: str) -> Entry:
        """Return what a file is known to have become, or becomes."""
        with open(f"{self.root}/{file}", encoding="utf-8") as place:  # noqa: PTH123
            text = place.read()
        entry = self.known.entry(file, text)
        if entry is None:
            return self.known.add(file, self.compiled(name, file, text))
        self.sources[name] = self.texts[file] = Source(file, text, answers=entry.answers)
        return entry

    def compiled(self, name: str, file: str, text: str) -> Entry:
        """Return what a new text becomes; raise what Python, or a rule about syntax, says."""
        from gen.table import mistakes

        answers: Answers = {}
        self.texts[file] = Source(file, text, ast.Module([], []))
        source = self.texts[file] = Source(file, text, parsed(text, file), answers)
        self.sources[name] = source
        if found := mistakes(source, self.tree):
            self.broken[name] = found
            raise Poisoned(name)
        return Entry(
            text,
            sha256(text.encode()).digest(),
            compile(source.tree, f"{self.root}/{file}", "exec", dont_inherit=True),
            cleaned(ast.get_docstring(source.tree, clean=False) or ""),
            tuple(bound for node in source.tree.body for bound in bound_names(node)),
            tuple(imported(source.tree)),
            answers,
        )


def cleaned(doc: str) -> str:
    """Return a docstring without its margin, as `inspect.cleandoc`, which takes long to import."""
    first, *rest = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    return "\n".join([first.lstrip(), *(line[margin:] for line in rest)]).strip("\n")


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the files of the declarations that a module imports."""
    for node in tree.body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        yield from (f"kernel-src/{n.replace('.', '/')}.py" for n in names if n.endswith(".decl"))
