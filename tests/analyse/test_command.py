# SPDX-License-Identifier: BSD-3-Clause
"""Does `check` look at the C, and `build` go on without?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from c_tree import changed

from gen import check
from gen.cli import main
from gen.generate import analyse, generate
from gen.variants import variants

ECHO = "kernel-src/echo/echo.c"
LOST = ("\tkept = m;\n", "")


def test_check_tells_of_the_c_with_its_lines(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with changed(tree, ECHO, LOST):
        assert main(["--root", str(tree), "check"]) == 1
        assert main(["--root", str(tree), "check", "--format=json"]) == 1
    said = capsys.readouterr()
    assert "error[K0303]: EASYNC promises a later answer" in said.err
    assert "|         return (EASYNC);" in said.err
    assert [row["code"] for row in json.loads(said.out)] == ["K0303"]


def test_a_mistake_shows_both_places(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    step = ("proc_init(void)", "proc_init(int n)")
    with changed(tree, "kernel-src/proc/first.c", step):
        assert main(["--root", str(tree), "check"]) == 1
    said = capsys.readouterr().err
    assert "--> kernel-src/proc/first.c:" in said
    assert "::: kernel-src/proc/decl.py:" in said


#: Each is looked at anew.  The sanitizers' kernels are DEBUG's C and a few files more.
CONFIGS = [
    pytest.param(one.name, marks=pytest.mark.slow if one.name in ("KASAN", "UBSAN") else ())
    for one in variants()
]


@pytest.mark.parametrize("config", CONFIGS)
def test_every_config_is_right(config: str, tree: Path) -> None:
    assert analyse(tree, config).diags == []


def test_build_does_not_wait_for_it(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_: object) -> list[object]:
        raise AssertionError("the build analysed C")

    monkeypatch.setattr(check, "apply_to_sources", never)
    with changed(tree, ECHO, LOST):
        assert generate(tree, "x86_64", "DEBUG", tmp_path).diags == []
        with pytest.raises(AssertionError, match="the build analysed C"):
            analyse(tree)


def test_a_tree_without_the_kernel_has_no_c_to_analyse(tree: Path, tmp_path: Path) -> None:
    own = tree / "kernel-src/include/kernel.h"
    away = tmp_path / "kernel.h"
    with changed(tree, ECHO, LOST):
        assert [d.code for d in analyse(tree).diags] == ["K0303"]
        own.rename(away)
        try:
            assert analyse(tree).diags == []
        finally:
            away.rename(own)
