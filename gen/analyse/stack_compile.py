# SPDX-License-Identifier: BSD-3-Clause
"""What the compiler says of stacks: each function's frame, whom it calls, whose address it takes.

Every C file of a kernel, hand-written or generated, is compiled as the build does it, and what
comes of that is kept by the digest of all that it is made from.  Assembly is counted by its
pushes.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from dsl.record import dataclass, field
from gen.analyse import store
from gen.backends import artefacts
from gen.emit import emit
from gen.model.nodes import Kernel
from gen.render import Renderer

NODE = re.compile(r'^node: \{ title: "([^"]+)" label: "[^"]*\\n([^"\\]+):(\d+):\d+'
                  r'\\n(\d+) bytes \(([\w,]+)\)', re.MULTILINE)
EDGE = re.compile(r'^edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"'
                  r'(?: label: "([^":]+):(\d+):\d+")?', re.MULTILINE)

#: In what gcc writes: where a function begins and ends, and an address that is taken.
BODY = re.compile(r"^([\w.]+):\n(.*?)^\t\.size\t\1, ", re.MULTILINE | re.DOTALL)
TAKEN = re.compile(r"\$([A-Za-z_]\w*)\b|\blea\w?\s+([A-Za-z_]\w*)\(%rip\)")

#: An object with what is in it, and the names in that; the names in a function's operands.
OBJECT = re.compile(r"^([\w.]+):\n((?:\t\.(?:long|quad|zero|string|ascii|byte|value)\b.*\n)+)",
                    re.MULTILINE)
HELD = re.compile(r"^\t\.(?:long|quad)\t([A-Za-z_]\w*)$", re.MULTILINE)
#: A section, with what is in it by no name.
SECTION = re.compile(r"^\t\.section\t([\w.]+).*\n((?:\t\.(?:align|long|quad)\b.*\n)+)",
                     re.MULTILINE)
NAMED = re.compile(r"(?<![%.\w])([A-Za-z_][\w.]*)(?=[+(,\s-])")

#: The script by which a kernel is linked: a symbol, and the sections that begin there.
SCRIPT = "kernel.gen.ld"
PLACED = re.compile(r"\b(\w+) = \.;\s+(?:KEEP\()?\*\(([^)]+)\)")

#: In hand-written assembly: what a function puts on the stack.
LABEL = re.compile(r"^([A-Za-z_]\w*):", re.MULTILINE)
PUSH = re.compile(r"^(?:\d+:)?\s*push[lqf]*\b", re.MULTILINE)
ROOM = re.compile(r"^\s*sub[lq]?\s+\$(\d+), ?%[er]sp", re.MULTILINE)
CALL = re.compile(r"^\s*call[lq]?\s+([A-Za-z_]\w*)\b", re.MULTILINE)

#: How gcc calls whom it does not know.
INDIRECT = "__indirect_call"

#: A cache in front of gcc keeps what it compiles, and forgets the graph of calls.
ITSELF = {"CCACHE_DISABLE": "1"}

#: How many compilers run at once.
AT_ONCE = 2


@dataclass(slots=True)
class Frame:
    """A function as the compiler made it.

    `calls` are whom it calls, with the line; `takes` whose addresses it takes.  A size that
    depends on what happens is not `bounded`.  Who calls by a pointer `reads` objects; such an
    object that holds addresses is a frame without a line, which takes these.
    """

    name: str
    file: str
    line: int
    size: int
    bounded: bool = True
    calls: dict[str, tuple[str, int]] = field(default_factory=dict)
    takes: list[str] = field(default_factory=list)
    reads: list[str] = field(default_factory=list)

    @property
    def is_object(self) -> bool:
        """Say whether this is no function, but an object."""
        return self.line == 0


def options(root: Path) -> Any:
    """Return the build's own module of compiler flags."""
    place = root / "site_scons" / "kernel_options.py"
    spec = importlib.util.spec_from_file_location("kernel_options_of_the_tree", place)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Compiler:
    """Compiles the files of one kernel for their frames; keeps them in a folder below out/."""

    def __init__(self, root: Path, kernel: Kernel) -> None:
        self.root, self.kernel = root, kernel
        self.kept = f"{store.FOLDER}/{kernel.arch.name}-{kernel.config.name}"
        self.made = f"{self.kept}/built"
        renderer = Renderer(root)
        emit(root / self.made, {
            one.path: renderer.text(one)
            for one in artefacts(kernel)
            if one.path.endswith((".gen.h", ".gen.c", ".gen.S", SCRIPT))
            and not one.path.startswith("user/")
        })
        known = options(Path(__file__).resolve().parents[2])
        arch = kernel.arch.name
        flags = known.c_flags("gcc", arch, False, True, kernel.config.frame_pointers)
        folders = (f"{self.made}/include", "kernel-src", "kernel-src/include", f"arch/{arch}",
                   "arch/x86")
        self.words = [*(f for f in flags if f != "-g"), *(f"-I{folder}" for folder in folders),
                      "-isystem", known.compiler_headers("gcc"), "-w"]
        self.watched = known.sanitizers(kernel.config.sanitize)
        self.spared = {name for one in kernel.subsystems if one.name in kernel.config.spares
                       for name in one.sources}
        self.digest = store.digest(self.words, self.watched, sorted(self.spared), store.tools(), [
            (p.relative_to(root).as_posix(), p.read_bytes())
            for folder in folders for p in sorted((root / folder).rglob("*.h"))
        ])

    def sources(self, suffix: str) -> list[str]:
        """Return every file of the kernel with a suffix, hand-written and generated."""
        parts = self.kernel.subsystems
        own = [name for one in parts for name in (*one.sources, *one.tests)]
        made = [p.relative_to(self.root).as_posix()
                for p in sorted((self.root / self.made).glob(f"*.gen{suffix}"))]
        return [n for n in (*own, *self.kernel.arch_sources, *made) if n.endswith(suffix)]

    def frames(self) -> list[Frame]:
        """Return the functions of all C and assembly files."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = list(pool.map(self.file, self.sources(".c")))
        frames = [frame for part in found for frame in part]
        for name in self.sources(".S"):
            text = (self.root / name).read_text(errors="replace")
            frames += of_assembly(name, text, self.kernel.arch.word)
        script = self.root / self.made / SCRIPT
        return frames + list(of_script(script.read_text(errors="replace"), frames))

    def file(self, source: str) -> list[Frame]:
        """Return the functions of one C file."""
        key = store.digest(self.digest, (self.root / source).read_bytes())
        place = self.root / self.kept / "frames" / f"{source.replace('/', '+')}.json"
        value = store.read(place, key)
        try:
            return [restored(row) for row in value]
        except store.DAMAGED:
            found = read(*self.compiled(source), source)
        store.write(place, key, found)
        return found

    def compiled(self, source: str) -> tuple[str, str]:
        """Compile a file; return the graph of its calls, and its assembly.

        A file that gcc refuses has no functions: the build says why, in better words.
        """
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "x.s"
            watched = () if source in self.spared else self.watched
            words = ["gcc", *self.words, *watched, "-S", "-fcallgraph-info=su", "-o", str(target),
                     source]
            done = subprocess.run(words, cwd=self.root, capture_output=True, check=False,
                                  stdin=subprocess.DEVNULL, env={**os.environ, **ITSELF})
            if done.returncode:
                return "", ""
            graph = target.with_suffix(".ci")
            # gcc writes none for a file of tables alone.
            return graph.read_text() if graph.is_file() else "", target.read_text()

    def number(self, name: str, header: str) -> int:
        """Return the value of a constant of the kernel; 0 when there is none."""
        text = f'#include "{header}"\nunsigned long number = {name};\n'
        words = ["gcc", *self.words, "-S", "-xc", "-o", "-", "-"]
        done = subprocess.run(words, cwd=self.root, input=text.encode(), capture_output=True,
                              check=False)
        match = re.search(rb"\.(?:quad|long)\s+(\d+)", done.stdout)
        return int(match[1]) if match else 0


def restored(row: Any) -> Frame:
    """Return a frame that was kept."""
    name, file, line, size, bounded, calls, takes, reads = row
    return Frame(str(name), str(file), int(line), int(size), bool(bounded),
                 {str(to): (str(at[0]), int(at[1])) for to, at in calls.items()},
                 [str(one) for one in takes], [str(one) for one in reads])


def plain(title: str) -> str:
    """Return the name in C of what gcc calls a function: `file.c:f.part.0`."""
    return title.rpartition(":")[2].partition(".")[0]


def read(graph: str, assembly: str, source: str) -> list[Frame]:
    """Return the functions of a file by the compiler's graph of calls and by its assembly.

    A static function is known as `file.c:name`, a shared one by its name alone.  Behind them
    come the objects that hold addresses.
    """
    found = {m[1]: Frame(m[1], m[2], int(m[3]), int(m[4]), m[5] != "dynamic")
             for m in NODE.finditer(graph)}
    for match in EDGE.finditer(graph):
        if match[1] in found:
            found[match[1]].calls.setdefault(match[2], (match[3] or "", int(match[4] or 0)))
    by_label = {title.rpartition(":")[2]: frame for title, frame in found.items()}
    for match in BODY.finditer(assembly):
        frame = by_label.get(match[1])
        if frame is not None:
            words = {a or b for a, b in TAKEN.findall(match[2])}
            frame.takes = sorted(words)
            if INDIRECT in frame.calls:
                frame.reads = sorted(set(NAMED.findall(f"{match[2]}\n")))
    return [*found.values(), *objects(assembly, source)]


def objects(assembly: str, source: str) -> Iterator[Frame]:
    """Yield the objects of a file that hold addresses."""
    for match in (*OBJECT.finditer(assembly), *SECTION.finditer(assembly)):
        if held := sorted(set(HELD.findall(match[2]))):
            yield Frame(match[1], source, 0, 0, takes=held)


def of_script(text: str, frames: Sequence[Frame]) -> Iterator[Frame]:
    """Yield the objects of a kernel's linker: by a symbol, what sections hold from there on."""
    for match in PLACED.finditer(text):
        for one in frames:
            if one.is_object and any(fnmatch(one.name, form) for form in match[2].split()):
                yield Frame(match[1], one.file, 0, 0, takes=one.takes)


def of_assembly(source: str, text: str, word: int) -> list[Frame]:
    """Return the functions of an assembly file, with all that they ever push."""
    found = []
    labels = [*LABEL.finditer(text)]
    for index, match in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        body = text[match.end() : end]
        size = word * (1 + len(PUSH.findall(body))) + sum(map(int, ROOM.findall(body)))
        line = text.count("\n", 0, match.start()) + 1
        calls = dict.fromkeys(CALL.findall(body), (source, line))
        found.append(Frame(match[1], source, line, size, True, calls))
    return found
