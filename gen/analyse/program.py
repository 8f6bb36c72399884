# SPDX-License-Identifier: BSD-3-Clause
"""The C of one kernel, as a whole: which function calls which, from where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gen.analyse import shadow, store
from gen.analyse.ahead import Ahead
from gen.analyse.fact import Call, File, Function
from gen.analyse.parse import Text, Unreadable
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


def programs(root: Path, kernels: Sequence[Kernel]) -> Iterator[Program]:
    """Yield kernels' C, read where what was kept of it is not true any more.

    The preprocessor is at work for all kernels when the first one is read.
    """
    readers = [Reader(root, kernel) for kernel in kernels]
    for kernel, reader in zip(kernels, readers, strict=True):
        yield Program(kernel, reader.files(), root)


class Reader:
    """Reads the files of one kernel."""

    def __init__(self, root: Path, kernel: Kernel) -> None:
        arch = kernel.arch.name
        folder = root / store.FOLDER / f"{arch}-{kernel.config.name}"
        self._root, self._folder = root, folder
        generated = shadow.make(root, kernel, folder)
        self._headers = shadow.headers(root, kernel, folder)
        sources = [*kernel.arch_sources]
        sources += [name for one in kernel.subsystems for name in (*one.sources, *one.tests)]
        made = folder.relative_to(root).as_posix()
        self._sources = [name for name in sources if name.endswith(".c")]
        self._sources += [f"{made}/{name}" for name in generated]
        self._hashes = store.Hashes(root)
        names = [p.relative_to(root).as_posix() for p in files(root, shadow.HEADERS)]
        names += [p.name for p in sorted((folder / "gen/include").glob("*.h"))]
        self._key = store.digest(arch, store.tools())
        self._names = store.digest(names)
        self._before: dict[str, tuple[str, File]] = {}
        self._ahead = Ahead(root, arch, list(shadow.folders(root, arch, folder)))
        self._kept = {one: self._read(one) for one in (*self._sources, self._headers)}
        self._ahead.begin([one for one, facts in self._kept.items() if facts is None])

    def files(self) -> list[File]:
        """Return the facts of all files, in order; of the headers those of all functions."""
        return [
            self._anew(name, None if name == self._headers else (name,)) if facts is None else facts
            for name, facts in self._kept.items()
        ]

    def _place(self, source: str) -> Path:
        """Return where the facts of a file are kept."""
        return self._folder / "facts" / f"{source.replace('/', '+')}.json"

    def _read(self, source: str) -> File | None:
        """Return the facts that were kept of a file; None when they may not be true any more."""
        value = store.read(self._place(source), self._key)
        if not isinstance(value, list) or len(value) != 4:
            return None
        headers, names, meaning, facts = value
        found = store.file(facts)
        if found is not None and isinstance(meaning, str):
            self._before[source] = meaning, found
        same = headers == self._names and isinstance(names, list) and self._same(names)
        return found if same else None

    def _anew(self, source: str, of: tuple[str, ...] | None) -> File:
        """Return the facts of a file, of the functions in the files `of`, and keep them."""
        names, meaning, facts = self._fresh(source, of)
        hashed = [[name, self._hashes.of(name)] for name in names]
        store.write(self._place(source), self._key, [self._names, hashed, meaning, facts])
        return facts

    def _same(self, names: list[object]) -> bool:
        """Say whether files are what they were."""
        return bool(names) and all(
            isinstance(row, list) and len(row) == 2 and isinstance(row[0], str)
            and self._hashes.of(row[0]) == row[1]
            for row in names
        )

    def _fresh(
        self, source: str, of: tuple[str, ...] | None
    ) -> tuple[tuple[str, ...], str, File]:
        """Read a file; return what it is made of, what it means, and its facts."""
        from gen.analyse.stretch import meaning

        names: tuple[str, ...] = (source,)
        try:
            text = self._ahead.text(source)
            names = tuple(dict.fromkeys((source, *text.files)))
            means = f"{self._hashes.of(source)} {meaning(text.text, source)}"
            before, facts = self._before.get(source, ("", None))
            if facts is None or of is None or before != means:
                facts = self._facts(text, source, of)
            return names, means, facts
        except Unreadable as mistake:
            help = "the rules about C cannot be applied to a file that is not C"
            found = Diag("K0310", mistake.at, mistake.what, notes=(help,))
            return names, "", File((), (found,))

    def _facts(self, text: Text, source: str, of: tuple[str, ...] | None) -> File:
        """Return the facts of a preprocessed file; raise Unreadable."""
        from gen.analyse.extract import extract
        from gen.analyse.parse import parse
        from gen.analyse.source import Source

        return extract(parse(text, source, whole=of is None), of, Source(self._root))
