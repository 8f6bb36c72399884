# SPDX-License-Identifier: BSD-3-Clause
"""Is every rule enforced, in these words?

A folder is one mistake: bad.py is the subsystem `bad`, other .py files are other subsystems,
bad.c is its C, abi.txt its lock, facts_<arch>.patch is `old|new` for an architecture's facts.
expected.txt is the whole output; DARNER_UPDATE=1 writes it anew, to be read in the diff.
near.py is almost the same, and right; near/ is, where more than one file differs. What is
called newcomer-... was written as by someone who has read the README alone.
"""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gen import check, diag_render, explain, kept
from gen.generate import examine
from gen.load import load
from gen.model.build import build
from gen.model.message_nodes import Messaging
from gen.model.nodes import Call

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FIXTURES = sorted(p for p in HERE.iterdir() if (p / "bad.py").is_file())
NEAR = [p for p in FIXTURES if (p / "near.py").is_file() or (p / "near").is_dir()]

CONFIG = """from dsl import config
DEBUG = config(invariants=True, tests=True, debug=True, default=True)
"""
DECLARED = (ROOT / "kernel-src/syscall/decl.py").read_text()
ERRNO = "from dsl import Enum, i32\n\n\n" + next(
    ast.get_source_segment(DECLARED, node) or ""
    for node in ast.parse(DECLARED).body
    if isinstance(node, ast.ClassDef) and node.name == "Errno"
)


def tree(root: Path, fixture: Path, main: str) -> Path:
    """Write the tree of a fixture; `main` is bad.py or near.py."""
    for arch in ("i386", "x86_64"):
        (root / "arch" / arch).mkdir(parents=True)
        facts = (ROOT / "arch" / arch / "facts.py").read_text()
        patch = fixture / f"facts_{arch}.patch"
        if patch.is_file():
            old, new = patch.read_text().rstrip("\n").split("|")
            assert old in facts
            facts = facts.replace(old, new)
        (root / "arch" / arch / "facts.py").write_text(facts)
    (root / "arch" / "x86").mkdir()
    shared = (ROOT / "arch" / "x86" / "registers.py").read_text()
    (root / "arch" / "x86" / "registers.py").write_text(shared)
    texts = {"config": CONFIG, "syscall": ERRNO, "bad": (fixture / main).read_text()}
    for place in fixture.glob("*.py"):
        if place.stem not in ("bad", "near"):
            texts[place.stem] = place.read_text()
    if any(word in "".join(texts.values()) for word in ("Port", "Message", "msgport")):
        # What every message needs; a fixture may have its own.
        for name in ("msgport",) if "msgport" in texts else ("lwktmsg", "msgport"):
            texts.setdefault(name, (ROOT / f"kernel-src/{name}/decl.py").read_text())
    for name, text in texts.items():
        (root / "kernel-src" / name).mkdir(parents=True)
        (root / "kernel-src" / name / "decl.py").write_text(text)
    if (fixture / "abi.txt").is_file():
        shutil.copy(fixture / "abi.txt", root / "kernel-src" / "bad")
    (root / "user" / "hello").mkdir(parents=True)
    if (fixture / "bad.c").is_file():
        shutil.copy(fixture / "bad.c", root / "kernel-src" / "bad")
        if "msgport" in texts:  # its start step has a function, too
            shutil.copy(ROOT / "kernel-src/msgport/tune.c", root / "kernel-src" / "msgport")
    else:
        (root / "kernel-src" / "bad" / "bad.c").write_text("".join(handlers(root)))
    return root


def handlers(root: Path) -> Iterator[str]:
    """Yield a C function for everything that the declarations name, so that only the one
    mistake is left."""
    declared = load(root)
    if declared.errors or check.apply_to_declared(declared):
        return
    kernel = build(declared, "DEBUG").kernels["i386"]
    for call in kernel.calls:
        yield f"intptr_t\n{call.handler}({parameters(call)})\n{{\n}}\n"
    for name in [*(s.calls for s in kernel.init_steps), *(t.entry for t in kernel.threads)]:
        yield f"void\n{name}(void)\n{{\n}}\n"
    yield from (f"int\n{name}(void *m)\n{{\n}}\n" for name in of_messages(kernel.messaging))


def of_messages(messaging: Messaging) -> Iterator[str]:
    """Yield the C functions that messages and kinds of ports are served by."""
    known = {m.c_name: m for m in messaging.messages}
    for port in messaging.ports:
        for name in port.messages:
            handler = known[name].handler or f"{port.c_name}_on_{name}"
            yield from [handler, f"{handler}_abort"] if known[name].abortable else [handler]
    yield from {v for kind in messaging.kinds for v in kind.vectors if v}


def parameters(call: Call) -> str:
    return ", ".join(p.kernel_c for p in call.params if p.kernel_c) or "void"


def output(root: Path) -> str:
    result = examine(root)
    if not result.diags:
        return ""
    return diag_render.render(result.diags, result.sources(), color=False) + "\n"


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda p: p.name)
def test_a_mistake_is_told_in_these_words(fixture: Path, tmp_path: Path) -> None:
    said = output(tree(tmp_path, fixture, "bad.py"))
    expected = fixture / "expected.txt"
    if os.environ.get("DARNER_UPDATE"):
        expected.write_text(said)
    assert said == expected.read_text()
    assert said.startswith("error[K")
    assert fixture.name.startswith("newcomer") or f"[{fixture.name[:5]}]" in said


@pytest.mark.parametrize("fixture", NEAR, ids=lambda p: p.name)
def test_what_is_almost_the_same_is_accepted(fixture: Path, tmp_path: Path) -> None:
    near = (fixture / "near", "bad.py") if (fixture / "near").is_dir() else (fixture, "near.py")
    assert output(tree(tmp_path, *near)) == ""


@pytest.mark.parametrize("fixture", NEAR[::9], ids=lambda p: p.name)
def test_what_was_right_before_is_told_in_the_same_words(fixture: Path, tmp_path: Path) -> None:
    """What is kept of a tree that was right changes nothing of what is said of a mistake."""
    near = (fixture / "near", "bad.py") if (fixture / "near").is_dir() else (fixture, "near.py")
    whole = tree(tmp_path / "near", *near)
    examine(whole).declared.keep()
    assert (whole / kept.FOLDER / "declarations").is_file()
    bad = tree(tmp_path / "bad", fixture, "bad.py")
    for part in ("kernel-src", "arch"):
        shutil.rmtree(whole / part)
        shutil.copytree(bad / part, whole / part)
    for _ in range(2):
        assert output(whole) == (fixture / "expected.txt").read_text()


def test_every_code_has_a_near_miss() -> None:
    codes = {f.name[:5] for f in FIXTURES if not f.name.startswith("newcomer")}
    assert codes - {f.name[:5] for f in NEAR} == set()


def test_without_any_one_rule_a_fixture_fails(tmp_path: Path) -> None:
    spoke: set[str] = set()
    for fixture in FIXTURES:
        declared = load(tree(tmp_path / fixture.name, fixture, "bad.py"))
        if declared.errors:
            continue
        modules = [*declared.modules, *declared.facts.values()]
        found = {r.__name__ for r in check.rules("Module") if any(list(r(m)) for m in modules)}
        if not found:
            rules = [*check.rules("Fresh"), *check.rules("Declared")]
            found = {r.__name__ for r in rules if list(r(declared))}
        if not found:
            system = build(declared, "DEBUG")
            found = {r.__name__ for r in check.rules("System") if list(r(system))}
        spoke |= found
    kinds = ("Module", "Fresh", "Declared", "System")  # and Sources: tests/analyse
    every = {r.__name__ for kind in kinds for r in check.rules(kind)}
    assert every - spoke == set()


def test_every_code_has_a_page_and_every_page_a_fixture() -> None:
    told = {f.name[:5] for f in FIXTURES if not f.name.startswith("newcomer")}
    pages = {line[:5] for line in explain.index().splitlines()}
    assert told - pages == set()
    elsewhere = {page for page in pages if page.startswith("K02")}  # tests/mapping
    of_c = ("K030", "K031", "K032", "K033")  # tests/analyse
    elsewhere |= {page for page in pages if page[:4] in of_c}
    assert pages - told - elsewhere == {"K0007"}  # tests/gen/test_load.py
