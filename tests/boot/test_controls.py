# SPDX-License-Identifier: BSD-3-Clause
"""Negative controls: each breaks the kernel in one place, and the suite must say so.

A copy of the tree, as it is built, is broken, built, and booted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from machine_room import boot, build, expected, machine, scons
from tree_copy import copy_of_tree, spoil
from verdict import Judgement

from dsl.call import Syscall
from gen.load import load

ROOT = Path(__file__).resolve().parents[2]

#: How the checks of generated validation look, by what they check, and what stands there
#: when one is missing: what is cleared with a proof is cleared all the same.
CHECKS = {
    "value": (r"\tif \(!is_\w+\(.*\)\)\n\t\treturn \(-EINVAL\);\n", ""),
    "length": (r"\tif \(w\d > \w+\)\n\t\treturn \(-EINVAL\);\n", ""),
    "window": (r"user_window_\w+\([^;|]*?\) != 0", "false"),
    "copy-in": (r"copyin\([^;|]*?\) != 0", "false"),
    "text": (r"\terror = copyinstr\([^;]*\);\n\tif .*\n\t\treturn \(-error\);\n", ""),
    "proof": (r"user_probe_write\([^;|]*?\) != 0", "false"),
    "room": (r"user_room\(at\(\w+\), ([^;|]*?), ([^;|]*?)\) != 0",
             r"(memset(\1, 0, \2), false)"),
}

#: Checks that handlers, or the copying they call for, make once more.
TWICE = {("get_tls_area", "value"), ("set_tls_area", "value"), ("write", "window")}

SLEEPING = {item.name for item in load(ROOT).items(Syscall) if item.value.blocks}

#: Seconds after which a boot hangs, which takes one; less where a hang is what must come.
LONG, SOON = 90.0, 45.0

#: The same instructions in every run: whether a broken kernel gets as far as its tests must
#: not hang on when the timer ticks.
EXACT = ("-icount", "shift=0,sleep=off")


@dataclass(frozen=True)
class Check:
    """One check in generated validation: whose it is, of what, and where it stands."""

    call: str
    kind: str
    start: int
    end: int
    instead: str


def checks(text: str) -> Iterator[Check]:
    """Yield the checks that stand in syscall_wrapper.gen.c."""
    for kind, (pattern, instead) in CHECKS.items():
        for match in re.finditer(pattern, text):
            call = re.findall(r"^call_(\w+)\(", text[: match.start()], re.MULTILINE)[-1]
            yield Check(call, kind, match.start(), match.end(), match.expand(instead))


@pytest.fixture
def tree(tmp_path: Path, arch: str) -> Path:
    """A copy of the tree in which the kernel is built already."""
    return copy_of_tree(arch, tmp_path)


def generated(tree: Path, arch: str, name: str) -> Path:
    """Return a generated file of a tree's kernel."""
    return tree / "out" / f"{arch}-DEBUG" / "gen" / name


def outcome(
    tree: Path, arch: str, append: str = "test", *extra: str, hang: float = LONG
) -> Judgement:
    """Build the broken tree, boot it, judge it by what it declares."""
    folder = build(arch, root=tree)
    on = machine(folder, "q35")
    ended = boot(folder / "kernel.elf", arch, on, append, hang=hang, extra=extra)
    return ended.judged(arch, expected(folder))


def failures(judged: Judgement) -> list[str]:
    """Return the names of the tests that failed."""
    return [name for name, good in judged.results.items() if not good]


def without(tree: Path, arch: str, check: Check) -> Judgement:
    """Judge the kernel whose validation lacks a check."""
    file = generated(tree, arch, "syscall_wrapper.gen.c")
    text = file.read_text()
    file.write_text(text[: check.start] + check.instead + text[check.end :])
    judged = outcome(tree, arch, hang=SOON)
    file.write_text(text)
    return judged


@pytest.mark.control
@pytest.mark.parametrize("kind", [k for k in CHECKS if k not in ("window", "text")])
def test_missing_check_is_noticed(tree: Path, arch: str, kind: str) -> None:
    """A call that sleeps may hang on what it read unchecked: another one is taken."""
    text = generated(tree, arch, "syscall_wrapper.gen.c").read_text()
    check = next(c for c in checks(text) if c.kind == kind and c.call not in SLEEPING)
    judged = without(tree, arch, check)
    noticed = [name for name in failures(judged) if name.startswith(f"{check.call}.")]
    assert noticed, (check, judged.problems[:3])


@pytest.mark.slow
def test_each_missing_check_is_noticed(tree: Path, arch: str) -> None:
    text = generated(tree, arch, "syscall_wrapper.gen.c").read_text()
    unnoticed = []
    for check in checks(text):
        judged = without(tree, arch, check)
        if not failures(judged) and not judged.problems:
            unnoticed.append((check.call, check.kind))
    assert set(unnoticed) == TWICE


@pytest.mark.control
def test_wrong_offset_does_not_compile(tree: Path, arch: str) -> None:
    header = generated(tree, arch, "include/offsets.gen.h")
    spoil(header, r"^(#define THREAD_SP +)\d+$", r"\g<1>8000")
    done = scons(f"arch={arch}", root=tree)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "THREAD_SP is wrong in offsets.gen.h" in said
    assert re.search(r"kernel-src/lwkt/decl\.py:\d+", said)


SWITCHED = [("i386", r) for r in ("gs", "ebx", "esi", "edi", "ebp")]
SWITCHED += [("x86_64", r) for r in ("rbx", "rbp", "r12", "r13", "r14", "r15")]


#: One of each architecture in every run, and the rest of them in the long one.
TRIED = [
    pytest.param(arch, register, marks=[] if register in ("gs", "rbx") else pytest.mark.slow)
    for arch, register in SWITCHED
]


@pytest.mark.parametrize(("arch", "register"), TRIED)
def test_register_missing_from_the_switch_is_named(tree: Path, arch: str, register: str) -> None:
    """A rule refuses it; with the rule gone, the test in the kernel finds it as well."""
    facts = tree / "arch" / arch / "facts.py"
    spoil(facts, rf'^(switch_frame = frame\(.*)"{register}", ', r"\1")
    if register != "gs":  # which C does not keep
        refused = scons(f"arch={arch}", root=tree)
        assert "error[K0120]" in refused.stdout + refused.stderr
    rule = tree / "gen/check/targets.py"
    spoil(rule, "^def switches_keep_what_c_keeps", "def _switches_keep_what_c_keeps")
    judged = outcome(tree, arch, "test only=lwkt.switch_keeps_*", *EXACT, hang=SOON)
    notes = "\n".join(line for name in failures(judged) for line in judged.notes[name])
    assert f"{register} is 0x" in notes, (judged.results, judged.problems)


def test_all_switched_registers_are_tried(arch: str) -> None:
    text = (build(arch) / "gen/include/trap.gen.h").read_text()
    frame = re.search(r"^struct switch_frame \{.*?^\};", text, re.MULTILINE | re.DOTALL)
    assert frame
    saved = re.findall(r"(\w+);\t+/\* saved \*/", frame[0])
    assert sorted(saved) == sorted(r for a, r in SWITCHED if a == arch)


@pytest.mark.control
def test_stale_image_is_noticed(tree: Path, arch: str) -> None:
    """A test was added, and the image is the one from before."""
    old = build(arch, root=tree) / "kernel.elf"
    stale = old.rename(tree / "stale.elf")
    place = tree / "kernel-src/lwkt/tests/added.c"
    place.write_text(
        '#include "ktest/ktest.h"\n\nvoid\nktest_lwkt_added(struct ktest *t)\n'
        '{\n\tKTEST_ASSERT(t, true, "never");\n}\n'
    )
    folder = build(arch, root=tree)
    ended = boot(stale, arch, machine(folder, "q35"))
    problems = ended.judged(arch, expected(folder)).problems
    assert "lwkt.added: it is declared, and was not reported" in problems


#: What is broken: the file, the place, what stands there then, and what the judge must say.
BREAKAGES = {
    "vanished": (
        "kernel-src/ktest/ktest.c",
        r"^\t(for \(unsigned i = )0(; i < ktest_count)",
        r"\t\g<1>1\2",
        "it is declared, and was not reported",
    ),
    "hang": (
        "kernel-src/ktest/ktest.c",
        r'^\tktest_resources\("kernel", run\);',
        r"\tfor (;;)\n\t\tcpu_pause();",
        "the boot hung",
    ),
    "panic behind the last line": (
        "kernel-src/sysinfo/sysinfo.c",
        r"^(\t*)machine_exit\(howto & RB_FAILED.*\);",
        r'\1panic("behind the last line");',
        "the kernel says: panic: behind the last line",
    ),
    "leak": (
        "kernel-src/ktest/ktest.c",
        r"^\trow->function\(&t\);",
        r"\trow->function(&t);\n\t(void)page_alloc();",
        "something is lost",
    ),
    "reset": (
        "kernel-src/ktest/ktest.c",
        r'^\tktest_resources\("kernel", run\);',
        r'\t__asm__ volatile("lidt %0\\n\\tud2" : : "m"(*(const char (*)[10])"\\0\\0"));',
        "the exit status is 0 (RESET)",
    ),
}


@pytest.mark.control
@pytest.mark.parametrize("kind", BREAKAGES)
def test_broken_boot_is_not_trusted(tree: Path, arch: str, kind: str) -> None:
    name, pattern, replacement, told = BREAKAGES[kind]
    spoil(tree / name, pattern, replacement)
    judged = outcome(tree, arch, hang=SOON if kind == "hang" else LONG)
    assert any(told in problem for problem in judged.problems), judged.problems[:5]
