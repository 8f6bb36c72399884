# SPDX-License-Identifier: BSD-3-Clause
"""The C of one kernel, as a whole: which function calls which, from where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gen.analyse import shadow, store
from gen.analyse.fact import Call, File, Function
from gen.analyse.parse import Unreadable, preprocess
from gen.diag import Diag
from gen.inputs import files
from gen.model.nodes import Kernel


class Program:
    """A kernel's functions; `found` is what is wrong in files by themselves."""

    def __init__(self, kernel: Kernel, files: list[File], root: Path = Path()) -> None:
        self.kernel = kernel
        self.root = root
        self.found = [diag for one in files for diag in one.found]
        self.functions = [function for one in files for function in one.functions]
        self._global: dict[str, Function] = {}
        self._static: dict[tuple[str, str], Function] = {}
        for one in self.functions:
            self._static[one.at.file, one.name] = one
            if not one.static or one.at.file.endswith(".h"):
                self._global.setdefault(one.name, one)
        self._callers: dict[Function, list[tuple[Function, Call]]] | None = None

    def named(self, name: str) -> Function | None:
        """Return the function that every file knows by a name."""
        return self._global.get(name)

    def called(self, by: Function, name: str) -> Function | None:
        """Return the function that another one calls by a name."""
        return self._static.get((by.at.file, name)) or self._global.get(name)

    def callees(self, one: Function) -> Iterator[tuple[Call, Function]]:
        """Yield the calls of a function whose functions have bodies here."""
        for call in one.calls:
            found = self.called(one, call.name)
            if found is not None:
                yield call, found

    def callers(self, one: Function) -> list[tuple[Function, Call]]:
        """Return who calls a function, and where."""
        if self._callers is None:
            self._callers = {}
            for caller in self.functions:
                for call, found in self.callees(caller):
                    self._callers.setdefault(found, []).append((caller, call))
        return self._callers.get(one, [])


def program(root: Path, kernel: Kernel) -> Program:
    """Return a kernel's C, read where what was kept of it is not true any more."""
    arch = kernel.arch.name
    folder = root / store.FOLDER / f"{arch}-{kernel.config.name}"
    generated = shadow.make(root, kernel, folder)
    reader = Reader(root, arch, folder)
    sources = [*kernel.arch_sources]
    sources += [name for one in kernel.subsystems for name in (*one.sources, *one.tests)]
    read = [reader.read(name, (name,)) for name in sources if name.endswith(".c")]
    made = folder.relative_to(root).as_posix()
    read += [reader.read(f"{made}/{name}", (f"{made}/{name}",)) for name in generated]
    read.append(reader.read(shadow.headers(root, kernel, folder), None))
    return Program(kernel, read, root)


class Reader:
    """Reads the files of one kernel."""

    def __init__(self, root: Path, arch: str, folder: Path) -> None:
        self._root, self._arch, self._folder = root, arch, folder
        self._hashes = store.Hashes(root)
        self._folders = list(shadow.folders(root, arch, folder))
        names = [p.relative_to(root).as_posix() for p in files(root, shadow.HEADERS)]
        names += [p.name for p in sorted((folder / "gen/include").glob("*.h"))]
        self._names = store.digest(names, arch, store.tools())

    def read(self, source: str, of: tuple[str, ...] | None) -> File:
        """Return the facts of a file, of the functions in the files `of`."""
        kept = self._folder / "facts" / f"{source.replace('/', '+')}.json"
        value = store.read(kept, self._names)
        if isinstance(value, list) and len(value) == 2:
            names, facts = value
            if isinstance(names, list) and self._same(names):
                found = store.file(facts)
                if found is not None:
                    return found
        text, facts = self._fresh(source, of)
        store.write(kept, self._names, [[[n, self._hashes.of(n)] for n in text], facts])
        return facts

    def _same(self, names: list[object]) -> bool:
        """Say whether files are what they were."""
        return bool(names) and all(
            isinstance(row, list) and len(row) == 2 and isinstance(row[0], str)
            and self._hashes.of(row[0]) == row[1]
            for row in names
        )

    def _fresh(self, source: str, of: tuple[str, ...] | None) -> tuple[tuple[str, ...], File]:
        """Read a file; return what it is made of, and its facts."""
        from gen.analyse.extract import extract
        from gen.analyse.parse import parse
        from gen.analyse.source import Source

        names: tuple[str, ...] = (source,)
        try:
            text = preprocess(self._root, self._arch, source, self._folders)
            names = tuple(dict.fromkeys((source, *text.files)))
            return names, extract(parse(text, source, whole=of is None), of, Source(self._root))
        except Unreadable as mistake:
            help = "the rules about C cannot be applied to a file that is not C"
            return names, File((), (Diag("K0310", mistake.at, mistake.what, notes=(help,)),))
