# SPDX-License-Identifier: BSD-3-Clause
"""The preprocessor, ahead of the parser: one run of it for many files, beside what is parsed.

To start a process for each file costs three times what it does there.  A file of which the
preprocessor has anything to say is left to a run of its own, which tells what.
"""

from __future__ import annotations

import os
import queue
import re
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from gen.analyse.parse import Text, command, preprocess, text_of

#: So many files are one run's: the words of a command have an end.
MOST = 500

#: How much is read at once, in bytes.
BLOCK = 1 << 16

#: What the text of each file begins with.
BEGINS = re.compile(rb'^# [01] "([^"\n]*)"\n# [01] "<built-in>"\n', re.MULTILINE)

#: BEGINS is in this many bytes, for all names of files that there are.
LONGEST = 8192


class Ahead:
    """What the preprocessor makes of files, which are asked for in their order."""

    def __init__(self, root: Path, arch: str, folders: Sequence[str]) -> None:
        self._root, self._arch, self._folders = root, arch, folders
        self._made: queue.SimpleQueue[tuple[str, bytes | None] | None] = queue.SimpleQueue()
        self._done: dict[str, bytes | None] = {}
        self._coming = False

    def begin(self, sources: Sequence[str]) -> None:
        """Let the preprocessor begin."""
        if len(sources) > 1:
            self._coming = True
            threading.Thread(target=self._run, args=(sources,), daemon=True).start()

    def text(self, source: str) -> Text:
        """Return what the preprocessor makes of a file; raise Unreadable."""
        while self._coming and source not in self._done:
            made = self._made.get()
            if made is None:
                self._coming = False
            else:
                self._done[made[0]] = made[1]
        text = self._done.pop(source, None)
        if text is not None:
            return text_of(text)
        return preprocess(self._root, self._arch, source, self._folders)

    def _run(self, sources: Sequence[str]) -> None:
        """Preprocess files, many in a run; from where a run has said something, alone."""
        left = deque(sources)
        try:
            while left:
                others = max(len(left) - MOST, 0)
                for text in self._quiet(list(left)[:MOST]):
                    self._made.put((left.popleft(), text))
                quiet = len(left) == others
                while left and not quiet:
                    made = self._alone(left[0])
                    self._made.put((left.popleft(), made))
                    quiet = made is None
        except OSError:
            pass  # who asks for a file meets it again
        finally:
            self._made.put(None)

    def _quiet(self, sources: Sequence[str]) -> Iterator[bytes]:
        """Yield the texts of the first files of which one run has nothing to say.

        It says things before it writes, and is ahead of who reads: from then on they may be
        of any file that has not ended.
        """
        words = [*command(self._arch, self._folders), *sources]
        with tempfile.TemporaryFile() as said, subprocess.Popen(
            words, cwd=self._root, stdout=subprocess.PIPE, stderr=said, env=plainly(),
        ) as run:
            assert run.stdout is not None
            pipe = run.stdout.fileno()
            found = parted(iter(lambda: os.read(pipe, BLOCK), b""))
            for number, (source, (name, text)) in enumerate(zip(sources, found)):  # noqa: B905
                failed = number + 1 == len(sources) and run.wait() != 0
                if failed or name != source or os.fstat(said.fileno()).st_size:
                    run.kill()
                    return
                yield text

    def _alone(self, source: str) -> bytes | None:
        """Return the text of a file; None when there is anything to say of it."""
        words = [*command(self._arch, self._folders), source]
        done = subprocess.run(
            words, cwd=self._root, capture_output=True, check=False, env=plainly())
        return None if done.returncode or done.stderr else done.stdout


def plainly() -> dict[str, str]:
    """Return an environment in which nobody speaks the user's language."""
    return {**os.environ, "LC_ALL": "C"}


def parted(blocks: Iterator[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield files and their texts; each when the next one begins, or all is read."""
    data, name, seen = bytearray(), "", 0
    for block in blocks:
        data += block
        while match := BEGINS.search(data, max(seen, 1 if name else 0)):
            before, end, begun = name, match.start(), os.fsdecode(match[1])
            text = bytes(data[:end])
            del data[:end]  # the match shows what is there then
            name, seen = begun, 1
            if before:
                yield before, text
        seen = max(len(data) - LONGEST, 0)
    if name:
        yield name, bytes(data)
