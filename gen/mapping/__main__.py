# SPDX-License-Identifier: BSD-3-Clause
"""`python -m gen.mapping ROOT GEN [color]`: what a tool said, from stdin to stdout, said anew.

A process of its own, since it loads declarations, and jobs of a build may fail at once.
"""

from __future__ import annotations

import sys
from pathlib import Path

from gen.mapping import remap

#: The exit status of a bug of ours (architecture.md, "Errors").
OURS = 2


def main(root: str, gen: str, *words: str) -> int:
    """Map the complaints; return 2 when the generator is to blame, else 0."""
    text, ours = remap(sys.stdin.read(), Path(root), Path(gen), color="color" in words)
    sys.stdout.write(text)
    return OURS if ours else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
