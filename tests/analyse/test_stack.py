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
from gen.analyse.stack_compile import INDIRECT, Frame, objects, of_assembly, of_script
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


#: A code, a file and a function in it, what stands there, what is put in its place, and where
#: that is seen.
MUTANTS = [
    # Recursion: what bounds it is not said any more, or it is new.
    ("K0320", "arch/x86/pmap.c", "remove_in", "Depth: 4, the levels of tables", "Recursive.",
     "remove_in("),
    ("K0320", "kernel-src/lwkt/sched.c", "lwkt_deferred",
     "Depth: 1, for whom it calls finds the count above zero", "Recursive.", ""),
    ("K0320", "kernel-src/vm/kmem.c", "kmem_free", "", "\tslab_free_slow(at, size, 0);\n", ""),
    ("K0320", "kernel-src/ddb/expression.c", "unary", "Depth: DEEPEST", "Depth: UNKNOWN", ""),
    # Pointers of which nobody knows where they lead.
    ("K0321", "kernel-src/console/print.c", "kprintf", "\tva_start(ap, format);\n",
     "\tstatic void (*volatile hook)(void);\n\n\thook();\n\tva_start(ap, format);\n", "hook();"),
    ("K0321", "kernel-src/lwkt/thread.c", "lwkt_reap", "thread_free(td);",
     "((void (*)(void))td->argument)();\n\t\tthread_free(td);", "((void (*)(void))"),
    ("K0321", "kernel-src/slab/slab.c", "slab_free_slow", "\tkmem_free(object, size);\n",
     "\t(*(void (**)(void *))object)(object);\n\tkmem_free(object, size);\n", "(*(void (**)"),
    # Frames that the stack has no room for.
    ("K0322", "kernel-src/console/syscall.c", "sys_write", "char chunk[CHUNK];",
     "char chunk[CHUNK * 112];", ""),
    ("K0322", "kernel-src/proc/stack.c", "stack_build", "words[WORDS_MAX], strings",
     "words[WORDS_MAX * 128], strings", ""),
    ("K0322", "kernel-src/vm/space.c", "vm_write", "\tconst char *source = from;\n",
     "\tvolatile char copy[28000];\n\tconst char *source = from;\n\n\tcopy[va % 28000] = 0;\n", ""),
    # ... by what is handed on to who calls it, and kept in a field between.
    ("K0322", "kernel-src/lwkt/thread.c", "sleep_expired", "\t(void)end_sleep(argument",
     "\tvolatile char copy[30000];\n\n\tcopy[0] = 0;\n\t(void)end_sleep(argument", ""),
    # Frames of which nobody knows the size.
    ("K0323", "kernel-src/console/syscall.c", "sys_read", "char chunk[CHUNK];",
     "char chunk[buf->left + CHUNK];", "sys_read("),
    ("K0323", "kernel-src/proc/first.c", "starter_main", "char words[WORDS + BOOT_CMDLINE];",
     "char words[WORDS + BOOT_CMDLINE + boot_info.nranges];", "starter_main("),
    ("K0323", "kernel-src/vm/space.c", "vm_write", "\tconst char *source = from;\n",
     "\tconst char *source = memcpy(__builtin_alloca(size), from, size);\n", "vm_write("),
]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: f"{m[0]}-{Path(m[1]).stem}")
def test_a_mutant_is_caught(mutant: tuple[str, ...], compiled: Path) -> None:
    code, file, within, old, new, marker = mutant
    with changed(compiled, file, (old, new, within)) as wrong:
        found = said(compiled)
    assert {diag.code for diag in found} == {code}
    if marker:
        assert (file, line_of(wrong, marker, within)) in [(d.at.file, d.at.line) for d in found]


def test_a_ring_is_told_call_by_call(compiled: Path) -> None:
    with changed(compiled, "arch/x86/pmap.c", ("Depth: 4, the levels", "Levels", "remove_in")):
        (diag,) = said(compiled)
    assert diag.what == "`remove_in` calls itself"
    assert [mark.at.file for mark in diag.others] == ["arch/x86/pmap.c"]
    assert diag.others[0].text == "`remove_in` calls `remove_in`"


def test_what_is_too_deep_is_told_at_its_declaration(compiled: Path) -> None:
    edit = ("char chunk[CHUNK];", "char chunk[30000];", "sys_write")
    with changed(compiled, "kernel-src/console/syscall.c", edit):
        (first, *_) = said(compiled)
    assert first.at.file == "kernel-src/console/decl.py"
    assert "call_write" in first.what
    assert [mark.at.file for mark in first.others] == ["kernel-src/console/syscall.c"]
    assert "sys_write 30" in first.notes[0]
    assert " times " in first.notes[2]


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
    # Once to the ring and through it, once out of it; and three times round.
    assert graph.depth("a") == (10 + 10 + 10 + 10, ("a", "b", "c", "d"))
    assert graph.repeated(["a"]) == [(3, 20, ("c", "b"))]
    assert sorted(graph.ring(graph.groups["b"])) == ["b", "c"]


def test_a_ring_of_two_bounds_is_gone_round_as_each_says() -> None:
    graph = Graph(frames(a=("b", "c"), b=("a",), c=("a",)), {}, {"b": 2, "c": 5})
    assert graph.repeated(["a"]) == [(2, 20, ("c", "a")), (5, 20, ("c", "a"))]
    assert graph.repeated(["absent"]) == []


def test_tables_that_a_function_reads_tell_whom_it_calls() -> None:
    found = [*frames(one=(), two=(), calls=(INDIRECT,)),
             Frame("table", "b.c", 0, 0, takes=["one", "b.c:two", "absent"])]
    found[2].reads = ["table"]
    graph = Graph(found, {}, {})
    assert graph.called["calls"] == ["one"]
    assert "table" not in graph.frames


def test_objects_are_read_with_the_addresses_in_them() -> None:
    text = "table:\n\t.long\tone\n\t.long\t.LC0\n\t.zero\t4\n\t.long\ttwo\nnumber:\n\t.long\t5\n"
    (table,) = objects(text, "a.c")
    assert (table.name, table.takes, table.is_object) == ("table", ["one", "two"], True)


def test_sections_are_read_by_the_symbols_that_the_linker_gives_them() -> None:
    text = '\t.section\t.starts.1,"aw"\n\t.align 8\n\t.quad\tone\n\t.section\t.x\n\t.quad\ttwo\n'
    script = "first = .;\n\t\tKEEP(*(.starts .starts.*))\n\t\tlast = .;\n\t\t. = ALIGN(8);\n"
    held = list(objects(text, "a.c"))
    assert [(one.name, one.takes) for one in held] == [(".starts.1", ["one"]), (".x", ["two"])]
    (first,) = of_script(script, held)
    assert (first.name, first.takes, first.is_object) == ("first", ["one"], True)


def test_pointers_lead_to_tables_and_to_what_callers_hand_on() -> None:
    found = frames(starts=(INDIRECT,), prints=(INDIRECT,), uses=("prints",), one=(), two=())
    graph = Graph(found, {"starts": ["one", "absent"]}, {}, {"prints": {"two", "gone"}})
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
