# SPDX-License-Identifier: BSD-3-Clause
"""What `scons` can be told, and the flags that follow from it."""

from __future__ import annotations

import os
import subprocess

from SCons.Variables import EnumVariable, PathVariable

import gen.variants

ARCHES = gen.variants.arches()
CONFIGS = gen.variants.variants()

OPTIONS = (
    EnumVariable("arch", "the architecture, or all", "x86_64", (*ARCHES, "all")),
    EnumVariable(
        "config",
        "the kernel's variant",
        gen.variants.default(CONFIGS),
        [config.name for config in CONFIGS],
    ),
    EnumVariable("cc", "the compiler", "gcc", ("gcc", "clang")),
    EnumVariable("strict", "1: a warning is an error", "0", ("0", "1")),
    ("words", "the command line of the kernel on the CD", "exit=debugcon"),
    PathVariable("out", "where everything is built", "out", PathVariable.PathAccept),
    ("cache", "a folder of what was compiled, for other trees too",
     os.environ.get("DARNER_CACHE", "")),
)

WARNINGS = (
    "-Wall -Wextra -Wstrict-prototypes -Wmissing-prototypes -Wshadow -Wpointer-arith "
    "-Wwrite-strings -Wundef -Wvla"
).split()

LANGUAGE = (
    "-std=gnu11 -O2 -g -ffreestanding -nostdinc -fno-pic -fno-pie -fno-common "
    "-fno-asynchronous-unwind-tables -fno-stack-protector -fno-strict-aliasing"
).split()

MACHINE = {"i386": ["-m32", "-march=i686", "-mtune=generic"], "x86_64": ["-m64"]}

#: What a kernel needs beyond: its place in the address space, no vector registers, and on i386
#: three arguments in registers, which the hand-written assembly knows.
KERNEL = {
    "i386": ["-mregparm=3", "-mgeneral-regs-only"],
    "x86_64": ["-mcmodel=kernel", "-mno-red-zone", "-mgeneral-regs-only"],
}

#: A word of alignment is enough for a stack without vectors: fewer instructions in a call.
ALIGNED = {
    "gcc": {"i386": ["-mpreferred-stack-boundary=2"], "x86_64": ["-mpreferred-stack-boundary=3"]},
    "clang": {"i386": ["-mstack-alignment=4"], "x86_64": ["-mstack-alignment=8"]},
}

#: What watches: calls of functions that the kernel has (kernel-src/ubsan, kernel-src/kasan),
#: and a word at the end of each frame with arrays.
SANITIZERS = {
    "": (),
    "undefined": ("-fsanitize=undefined",),
    "address": (
        "-fsanitize=kernel-address", "--param=asan-instrumentation-with-call-threshold=0",
        "--param=asan-globals=1",
        "-fstack-protector-strong", "-mstack-protector-guard=global",
    ),
}

#: No room between functions and loops, which is a twentieth of the code and costs instructions
#: that do nothing; and a section for each, so that the linker leaves out what nobody uses.
PACKED = {
    "gcc": ["-fno-align-functions", "-fno-align-jumps", "-fno-align-loops", "-fno-align-labels",
            "-ffunction-sections", "-fdata-sections"],
    "clang": ["-ffunction-sections", "-fdata-sections"],
}

EMULATION = {"i386": "elf_i386", "x86_64": "elf_x86_64"}


def arches(chosen: str) -> tuple[str, ...]:
    """Return the architectures that an option means."""
    return ARCHES if chosen == "all" else (chosen,)


def environment() -> dict[str, str]:
    """Return the environment of the tools: where they are, and one language."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"}


def compiler_headers(cc: str) -> str:
    """Return the folder of the compiler's own headers (stdint.h and the like)."""
    words = [cc, "-print-file-name=include"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def nowhere(*folders: tuple[str, str]) -> list[str]:
    """Return the flags that call folders by other names, so that objects are alike anywhere.

    SCons does not compare what stands between $( and $): a tree that was moved or copied is
    not built again.
    """
    return ["$(", *(f"-ffile-prefix-map={old}={new}" for old, new in folders), "$)"]


def c_flags(cc: str, arch: str, strict: bool, kernel: bool, frame_pointers: bool) -> list[str]:
    """Return the flags of C and preprocessed assembly for a kernel, or for its programs."""
    result = [*MACHINE[arch], *LANGUAGE, *WARNINGS]
    if kernel:
        result += [*KERNEL[arch], *ALIGNED[cc][arch], *PACKED[cc]]
        result.append("-fno-omit-frame-pointer" if frame_pointers else "-fomit-frame-pointer")
    elif arch == "i386":
        result += ["-msse2", "-mstackrealign"]
    return result + (["-Werror"] if strict else [])


def sanitizers(name: str) -> list[str]:
    """Return the flags by which the compiler watches what a kernel does."""
    return list(SANITIZERS[name])


def help_text(options: object, env: object) -> str:
    """Return what `scons -h` prints before SCons's own options."""
    return f"""
scons [TARGET...] [OPTION=VALUE...]

Targets:
    (none)                 the kernel: out/<arch>-<config>/kernel.elf
    iso                    a CD that boots it: out/<arch>-<config>/darner.iso
    man                    the manual pages, in out/<arch>-<config>/gen/man
    compile_commands.json  for editors
    -c                     remove what was built

Options:{options.GenerateHelpText(env)}
Configs:
{chr(10).join(f"    {config.name:22} {config.doc}" for config in CONFIGS)}

The kernel is generated first: out/<arch>-<config>/gen holds what the declarations of
kernel-src/*/decl.py and arch/*/facts.py become.
"""
