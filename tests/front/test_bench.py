# SPDX-License-Identifier: BSD-3-Clause
"""Does `./darner bench` print figures beside the right bars, and write them as rows?"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from front import bars, bench, bench_kernel, bench_measure
from front.synthetic import populate
from gen.generate import generate

ROOT = Path(__file__).resolve().parents[2]


def test_bars_differ_by_architecture() -> None:
    assert bars.bar("boot_to_user", "x86_64") == 2_500_000
    assert bars.bar("text_bytes", "i386") == 190_000
    assert bars.bar("gen_cold", "host") == 0.6
    assert bars.bar("image_bytes", "i386") is None


def test_kernel_lines_become_figures_and_nothing_else_does() -> None:
    log = "bench null_syscall 43 instructions\nbench: x\nok 1 bench null 3\nbench a_b 7 bytes run\n"
    assert bench_kernel.FIGURE.findall(log) == [
        ("null_syscall", "43", "instructions"), ("a_b", "7", "bytes"),
    ]


def test_rows_are_printed_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [bench_measure.Row("null_syscall", "x86_64", 43, "instructions", 45),
            bench_measure.Row("thread_switch", "i386", 130, "instructions", 45)]
    monkeypatch.setattr(bench_kernel, "rows", lambda _root, arch: rows if arch == "i386" else [])
    file = tmp_path / "rows.json"
    assert bench.main(tmp_path, bench.options(["bench", "kernel", "--json", str(file)])) == 0
    assert json.loads(file.read_text()) == {
        "rows": [
            {"name": "null_syscall", "arch": "x86_64", "value": 43, "unit": "instructions",
             "bar": 45},
            {"name": "thread_switch", "arch": "i386", "value": 130, "unit": "instructions",
             "bar": 45},
        ]
    }
    printed = capsys.readouterr().out
    assert "met" in printed and "MISSED" in printed


def test_cpu_seconds_of_a_child_are_counted() -> None:
    busy = [sys.executable, "-c", "import time\nwhile time.process_time() < 0.2: pass"]
    assert 0.2 <= bench_measure.spend(Path(), busy) < 2.0


def test_the_large_system_is_right(tmp_path: Path) -> None:
    for part in ("arch", "kernel-src", "templates", "user"):
        shutil.copytree(ROOT / part, tmp_path / part)
    populate(tmp_path, calls=33, devices=2)
    result = generate(tmp_path, "x86_64", "DEBUG", tmp_path / "out")
    assert result.diags == []
    header = (tmp_path / "out/gen/include/device01.gen.h").read_text()
    assert re.search(r"^#define DEVICE01_DEVICE01_STATUS_VERSION 0xf0000$", header, re.MULTILINE)
    assert (tmp_path / "out/gen/man/many02_seek.2").exists()
