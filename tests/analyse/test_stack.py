# SPDX-License-Identifier: BSD-3-Clause
"""Are the kernel's stacks deep enough, and would it be seen if they were not?

What the compiler makes of the C is asked, for both architectures; a mutant is one mistake.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from c_tree import changed, copy_of, line_of, system_of

from gen import variants
from gen.analyse import stack
from gen.analyse.stack_compile import INDIRECT, Frame, of_assembly
from gen.analyse.stack_graph import Graph
from gen.diag import Diag
from gen.generate import examine


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree that was compiled once."""
    root = copy_of(tmp_path_factory.mktemp("stacks"))
    assert said(root) == []
    return root


def said(root: Path) -> list[Diag]:
    return list(stack.found(system_of(root)))


@pytest.mark.slow
@pytest.mark.parametrize("config", [v.name for v in variants.variants() if not v.default])
def test_other_configs_are_right_too(config: str, compiled: Path) -> None:
    result = examine(compiled, config)
    assert result.system is not None
    assert list(stack.found(result.system)) == []


MUTANTS = [
    # Recursion: what bounds it is not said any more, or it is new.
    ("K0320", "arch/x86/pmap.c", " *\n * Depth: 4, the levels of tables\n", "",
     "remove_in(paddr_t table"),
    ("K0320", "kernel-src/lwkt/sched.c",
     " * Depth: 1, for whom it calls finds the count above zero\n", "", ""),
    ("K0320", "kernel-src/vm/kmem.c", "\tguarded_free((uintptr_t)at, n);\n",
     "\tkfree(at);\n\tguarded_free((uintptr_t)at, n);\n", ""),
    # Pointers of which nobody knows where they lead.
    ("K0321", "kernel-src/console/print.c", "\tva_start(ap, format);\n",
     "\tstatic void (*volatile hook)(void);\n\n\thook();\n\tva_start(ap, format);\n", "hook();"),
    ("K0321", "kernel-src/lwkt/thread.c", "\t\tkmem_free((void *)td->stack, td->stack_size);\n",
     "\t\t((void (*)(void))td->entry)();\n"
     "\t\tkmem_free((void *)td->stack, td->stack_size);\n", "((void (*)(void))"),
    ("K0321", "kernel-src/slab/slab.c", "\t\tkmem_free(object, size);\n",
     "\t\t(*(void (**)(void *))object)(object);\n"
     "\t\tkmem_free(object, size);\n", "(*(void (**)"),
    # Frames that the stack has no room for.
    ("K0322", "kernel-src/console/syscall.c", "\tchar chunk[CHUNK];\n\tsize_t whole",
     "\tchar chunk[CHUNK * 56];\n\tsize_t whole", ""),
    ("K0322", "kernel-src/proc/stack.c", "words[WORDS_MAX], strings",
     "words[WORDS_MAX * 64], strings", ""),
    ("K0322", "kernel-src/vm/space.c", "\tconst char *source = from;\n",
     "\tvolatile char copy[12000];\n\tconst char *source = from;\n\n\tcopy[va % 12000] = 0;\n", ""),
    # Frames of which nobody knows the size.
    ("K0323", "kernel-src/console/syscall.c", "\tchar chunk[CHUNK];\n\tssize_t n;",
     "\tchar chunk[buf->left + CHUNK];\n\tssize_t n;", "sys_read("),
    ("K0323", "kernel-src/proc/first.c", "\tchar words[WORDS + BOOT_CMDLINE];",
     "\tchar words[WORDS + BOOT_CMDLINE + boot_info.nranges];", "starter_main("),
    ("K0323", "kernel-src/vm/space.c", "\tconst char *source = from;\n",
     "\tconst char *source = memcpy(__builtin_alloca(size), from, size);\n", "vm_write("),
]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: f"{m[0]}-{Path(m[1]).stem}")
def test_a_mutant_is_caught(mutant: tuple[str, str, str, str, str], compiled: Path) -> None:
    code, file, old, new, marker = mutant
    with changed(compiled, file, (old, new)) as wrong:
        found = said(compiled)
    assert {diag.code for diag in found} == {code}
    if marker:
        assert (file, line_of(wrong, marker)) in [(d.at.file, d.at.line) for d in found]


def test_a_ring_is_told_call_by_call(compiled: Path) -> None:
    bound = " * Depth: 1, for whom it calls finds the count above zero\n"
    with changed(compiled, "kernel-src/lwkt/sched.c", (bound, "")):
        (diag,) = said(compiled)
    assert diag.what.startswith("`interrupt_deferred` calls itself by way of `")
    files = [mark.at.file for mark in diag.others]
    assert files[0] == "kernel-src/trap/interrupt.c"
    assert files[-1] == "kernel-src/lwkt/sched.c"


def test_what_is_too_deep_is_told_at_its_declaration(compiled: Path) -> None:
    old = "\tchar chunk[CHUNK];\n\tsize_t whole"
    with changed(compiled, "kernel-src/console/syscall.c", (old, old.replace("CHUNK", "14000"))):
        (first, *_) = said(compiled)
    assert first.at.file == "kernel-src/console/decl.py"
    assert "call_write" in first.what
    assert [mark.at.file for mark in first.others] == ["kernel-src/console/syscall.c"]
    assert "sys_write 14" in first.notes[0]


def test_a_file_that_gcc_refuses_is_left_to_the_build(compiled: Path) -> None:
    with changed(compiled, "kernel-src/sysinfo/sysinfo.c", ('#include "kernel.h"\n', "}{\n")):
        assert {diag.code for diag in said(compiled)} <= {"K0321"}


def test_what_was_kept_is_made_anew_when_it_is_damaged(compiled: Path) -> None:
    kept = sorted((compiled / "out/.analyse").rglob("frames/*.json"))
    assert len(kept) > 50
    for place, text in zip(kept, ("", "{", "[1]", '{"key": 1, "value": [[1]]}'), strict=False):
        place.write_text(text)
    assert said(compiled) == []


def frames(**calls: tuple[str, ...]) -> list[Frame]:
    return [Frame(name, "a.c", 1, 10, True, dict.fromkeys(callees, ("a.c", 1)))
            for name, callees in calls.items()]


def test_a_way_is_the_sum_of_its_frames() -> None:
    graph = Graph(frames(a=("b", "c"), b=(), c=("b",)), {}, {})
    assert graph.depth("a") == (30, ("a", "c", "b"))
    assert graph.groups == {}


def test_a_ring_counts_as_often_as_it_says() -> None:
    graph = Graph(frames(a=("b",), b=("c",), c=("b", "d"), d=()), {}, {"c": 3})
    assert set(graph.groups) == {"b", "c"}
    assert graph.depth("a")[0] == 10 + 3 * 20 + 10
    assert sorted(graph.ring(graph.groups["b"])) == ["b", "c"]


def test_pointers_lead_to_tables_and_to_what_callers_hand_on() -> None:
    found = frames(starts=(INDIRECT,), prints=(INDIRECT,), uses=("prints",), one=(), two=())
    found[2].takes = ["two"]
    graph = Graph(found, {"starts": ["one", "absent"]}, {}, ("prints",))
    assert graph.called["starts"] == ["one"]
    assert graph.called["prints"] == ["two"]


def test_a_panic_is_a_way_by_itself() -> None:
    graph = Graph(frames(a=("panic",), panic=("a",)), {}, {})
    assert graph.groups == {}
    assert graph.depth("a")[0] == 10


def test_assembly_is_counted_by_its_pushes() -> None:
    text = "one:\n\tpushq\t%rbx\n\tsubq\t$24, %rsp\n\tcall\ttwo\n\tret\n"
    text += "two:\n1:\tpushf\n\tjmp two\n"
    one, two = of_assembly("a.S", text, 8)
    assert (one.name, one.size, list(one.calls)) == ("one", 8 + 8 + 24, ["two"])
    assert (two.name, two.line, two.size, two.calls) == ("two", 6, 8 + 8, {})
