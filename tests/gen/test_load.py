# SPDX-License-Identifier: BSD-3-Clause
"""Does the loader read what a tree declares, locate it, and report what it cannot read?"""

from __future__ import annotations

import sys
from pathlib import Path

from little_tree import loaded, write

from dsl.call import Syscall
from dsl.data import Struct
from gen.load import load

SHARED = """
from dsl import Struct, u32

class Point(Struct):
    x: u32
    y: u32
"""

USES = '''
from dsl import Out, syscall
from shapes.decl import Point

@syscall(700)
def where(
    at: Out[Point],
) -> None:
    """Tell *at*."""
    ...
'''


def test_names_bound_by_import_belong_to_their_module(tmp_path: Path) -> None:
    declared = loaded(tmp_path, shapes=SHARED, uses=USES)
    assert [item.module.subsystem for item in declared.items(Struct)] == ["shapes"]
    assert [item.name for item in declared.items(Syscall)] == ["where"]


def test_places_have_line_and_column(tmp_path: Path) -> None:
    declared = loaded(tmp_path, shapes=SHARED, uses=USES)
    (point,) = declared.items(Struct)
    assert str(point.loc) == "kernel-src/shapes/decl.py:4:7"
    assert str(point.module.source.field("Point", "y")) == "kernel-src/shapes/decl.py:6:5"
    (call,) = declared.items(Syscall)
    assert str(call.loc) == "kernel-src/uses/decl.py:6:5"
    assert str(call.module.source.annotation("where", "at")) == "kernel-src/uses/decl.py:7:9"


def test_loading_leaves_no_module_behind(tmp_path: Path) -> None:
    before = set(sys.modules)
    loaded(tmp_path, shapes=SHARED, uses=USES)
    assert not {name for name in set(sys.modules) - before if "decl" in name}


def test_loading_writes_nothing_into_the_tree(tmp_path: Path) -> None:
    write(tmp_path, shapes=SHARED, uses=USES)
    before = sorted(tmp_path.rglob("*"))
    load(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_two_trees_do_not_see_each_other(tmp_path: Path) -> None:
    loaded(tmp_path / "a", shapes=SHARED, uses=USES)
    other = loaded(tmp_path / "b", shapes=SHARED.replace("x: u32", "z: u32"), uses=USES)
    (point,) = other.items(Struct)
    assert list(point.value.__annotations__) == ["z", "y"]


def test_a_broken_module_is_reported_once(tmp_path: Path) -> None:
    declared = loaded(tmp_path, shapes=SHARED.replace("Struct, u32", "Struct, u33"), uses=USES)
    assert [diag.at.file for diag in declared.errors] == ["kernel-src/shapes/decl.py"]


def test_all_broken_modules_are_reported(tmp_path: Path) -> None:
    declared = loaded(tmp_path, one="x = = 1\n", two="raise SystemExit(3)\n", three="1 / 0\n")
    files = sorted(diag.at.file for diag in declared.errors)
    assert files == [f"kernel-src/{name}/decl.py" for name in ("one", "three", "two")]


def test_in_kernel_tests_are_found_where_they_stand(tmp_path: Path) -> None:
    write(tmp_path, shapes=SHARED)
    tests = tmp_path / "kernel-src" / "shapes" / "tests"
    tests.mkdir()
    (tests / "point.c").write_text("void\nktest_shapes_point_is_flat(struct ktest *t)\n{\n}\n")
    (found,) = load(tmp_path).tests
    assert found.function == "ktest_shapes_point_is_flat"
    assert found.loc.at == "kernel-src/shapes/tests/point.c:2"


def test_a_file_that_is_no_text_is_reported(tmp_path: Path) -> None:
    write(tmp_path, shapes=SHARED)
    (tmp_path / "kernel-src/shapes/decl.py").write_bytes(b"x = 1\n\xff\xfe")
    (diag,) = load(tmp_path).errors
    assert (diag.code, diag.at.file) == ("K0007", "kernel-src/shapes/decl.py")


def test_folders_are_packages_to_those_who_import_whole_modules(tmp_path: Path) -> None:
    inner = "from dsl import Struct, u32\n\nclass Inner(Struct):\n    x: u32\n"
    outer = "import apart.of.decl\nfrom dsl import Struct\n\n"
    outer += "class Outer(Struct):\n    part: apart.of.decl.Inner\n"
    declared = loaded(tmp_path, **{"apart/of": inner, "later": outer})
    assert declared.errors == []
    assert {"Inner", "Outer"} <= {item.name for item in declared.items(Struct)}
