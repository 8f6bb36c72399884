# SPDX-License-Identifier: BSD-3-Clause
"""How one kernel is put together: what is compiled with what, and linked how."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from kernel_cd import make_cd
from kernel_options import EMULATION, c_flags, compiler_headers, nowhere, sanitizers
from kernel_symbols import symbols_action
from kernel_tools import spawner
from SCons.Action import Action

from gen.inputs import digest


class Kernel:
    """One architecture and config: its folder, its environments, its nodes."""

    def __init__(self, env: Any, arch: str) -> None:
        self.arch, self.config = arch, env["config"]
        self.root = Path(env.Dir("#").abspath)
        suffix = "" if env["cc"] == "gcc" else f"-{env['cc']}"
        self.name = f"{arch}-{self.config}{suffix}"
        self.out = Path(env["out"]) / self.name
        self.env = env.Clone(SPAWN=spawner(self.root, self.root / self.out / "gen"))
        self.top = str(self.out) if self.out.is_absolute() else f"#{self.out}"
        self.build: dict[str, Any] = {}

    def generate(self) -> int:
        """Make gen/ what the declarations say; return the exit status."""
        stamp = self.root / self.out / "gen.digest"
        now = digest(self.root, self.arch, self.config)
        if not stamp.is_file() or stamp.read_text() != now:
            words = [sys.executable, "-m", "gen", "--root", str(self.root), "build"]
            words += ["--arch", self.arch, "--config", self.config]
            words += ["--out", str(self.root / self.out)]
            status = subprocess.run(words, cwd=self.root, check=False).returncode
            if status:
                return status
            stamp.write_text(now)
        self.build = json.loads((self.root / self.out / "gen" / "build.json").read_text())
        return 0

    def path(self, name: str) -> str:
        """Return where a source is: in the tree, or (gen:) among what was generated."""
        return str(self.out / "gen" / name[4:]) if name.startswith("gen:") else name

    def environment(self, kernel: bool) -> Any:
        """Return the environment that compiles the kernel, or its programs."""
        gen, arch = self.out / "gen", self.arch
        places = [gen / "include", "kernel-src", "kernel-src/include", f"arch/{arch}", "arch/x86"]
        if not kernel:
            places = [gen / "user" / "include", "user/include"]
        frames = self.build["frame_pointers"]
        strict = self.env["strict"] == "1"
        words = c_flags(self.env["cc"], arch, strict, kernel, frames)
        # The compiler calls the folder itself by its name, and what is in it by more; of
        # several that fit, it takes the last.
        folders = (str(self.root), "."), (f"{self.root}/", ""), (str(self.out), f"out/{self.name}")
        words += nowhere(*folders)
        words += ["-isystem", compiler_headers(self.env["cc"])]
        return self.env.Clone(
            CC=self.env["cc"],
            CCFLAGS=words,
            CFLAGS=[],
            ASPPFLAGS=[*words, f"-Wa,-I{self.out}"],
            CPPPATH=[str(p) if Path(p).is_absolute() else f"#{p}" for p in places],
            CCCOMSTR="cc $TARGET",
            ASPPCOMSTR="as $TARGET",
            ARCOMSTR="ar $TARGET",
            RANLIBCOMSTR="",
            ARFLAGS="rcsD",
        )

    def compiled(self, env: Any, sources: list[str]) -> list[Any]:
        """Return the objects of sources, each at its own place below obj/."""
        made = []
        for source in sources:
            place = self.path(source)
            below = source.replace("gen:", "gen/")
            target = f"{self.top}/obj/{below}.o"
            made += env.Object(target, place if Path(place).is_absolute() else f"#{place}")
        return made

    def objects(self) -> list[Any]:
        """Return the kernel's objects."""
        generated = [f"gen:{name}" for name in self.build["generated"]]
        self.kernel_env = self.environment(kernel=True)
        watched = self.kernel_env.Clone()
        watched.Append(CCFLAGS=sanitizers(self.build["sanitize"]))
        spared = self.build["spared"]
        sources = [name for name in self.build["sources"] if name not in spared]
        return self.compiled(watched, [*sources, *generated]) + self.compiled(
            self.kernel_env, spared
        )

    def programs(self) -> list[Any]:
        """Return the linked user programs."""
        env = self.environment(kernel=False)
        library = env.StaticLibrary(
            f"{self.top}/user/libdarner.a", self.compiled(env, self.build["user_lib"])
        )
        script = env.File(f"{self.top}/gen/{self.build['user_ldscript']}")
        made = []
        for name, sources in sorted(self.build["programs"].items()):
            objects = self.compiled(env, sources)
            made += self.linked(f"user/{name}.elf", script, [*objects, *library], "-S")
        return made

    def linked(self, target: str, script: Any, objects: list[Any], more: str = "") -> Any:
        """Return a linked file; a program leaves its debug information in its objects (-S)."""
        words = f"ld -m {EMULATION[self.arch]} -nostdlib -static --build-id=none"
        words += f" {more} -z max-page-size=4096 -z noexecstack -T $LD_SCRIPT -o $TARGET $SOURCES"
        node = self.env.Command(
            f"{self.top}/{target}",
            objects,
            Action(words, f"link {self.out}/{target}"),
            LD_SCRIPT=script.path,
        )
        self.env.Depends(node, script)
        return node

    def link(self, objects: list[Any], programs: list[Any]) -> Any:
        """Return the kernel, linked three times, each time with the symbols of the last."""
        for node in objects:
            if "root_image" in str(node):
                self.env.Depends(node, programs)
        script = self.env.File(f"{self.top}/gen/{self.build['ldscript']}")
        used = "--gc-sections"
        first = self.linked("pass1.elf", script, [*objects, *self.symbols("none", [])], used)
        second = self.linked("pass2.elf", script, [*objects, *self.symbols("code", first)], used)
        return self.linked("kernel.elf", script, [*objects, *self.symbols("all", second)], used)

    def symbols(self, name: str, image: Any) -> Any:
        """Return the table of an image's symbols as an object; empty without an image."""
        source = self.env.Command(
            f"{self.top}/ksym_{name}.S",
            image,
            Action(symbols_action, f"symbols {self.out}/ksym_{name}.S"),
        )
        return self.kernel_env.Object(f"{self.top}/obj/ksym_{name}.o", source)

    def cd(self, image: Any) -> Any:
        """Return the CD that boots the kernel by GRUB."""
        return self.env.Command(
            f"{self.top}/darner.iso",
            [image, "#images/grub.cfg", self.env.Value(self.env["words"])],
            Action(make_cd, f"cd {self.out}/darner.iso"),
        )

    def manual(self) -> list[Any]:
        """Return the manual pages, which are made with everything generated."""
        return [self.env.File(str(p)) for p in (self.root / self.out / "gen/man").glob("*.2")]
