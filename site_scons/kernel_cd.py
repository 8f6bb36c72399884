# SPDX-License-Identifier: BSD-3-Clause
"""A CD that boots a kernel by GRUB, on BIOS machines, and on UEFI ones where GRUB has it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

MODULES = (
    "multiboot2 normal part_msdos part_gpt iso9660 serial search search_fs_file fat "
    "configfile boot echo terminal"
)


def make_cd(target: Any, source: Any, env: Any) -> int:
    """Put kernel and GRUB's configuration on a CD."""
    with tempfile.TemporaryDirectory() as folder:
        grub = Path(folder) / "boot" / "grub"
        grub.mkdir(parents=True)
        shutil.copy(str(source[0]), Path(folder) / "boot" / "kernel.elf")
        shutil.copy(str(source[1]), grub / "grub.cfg")
        line = source[2].get_text_contents()
        (grub / "words").write_text(f'set words="{line}"\n')
        words = ["grub-mkrescue", "-o", str(target[0]), folder]
        words += [f"--install-modules={MODULES}", "--fonts=", "--locales=", "--themes="]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr)
        return done.returncode
