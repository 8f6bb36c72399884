# SPDX-License-Identifier: BSD-3-Clause
"""The tests that nobody wrote by hand, and those inside the kernel: one item each."""

from __future__ import annotations

import pytest
from conftest import Booted


def test_declared(booted: Booted, declared: str) -> None:
    if booted.judgement.problems:
        problems = "\n".join(booted.judgement.problems[:20])
        pytest.fail(f"ERROR: no trustworthy answer:\n{problems}\n{booted.explain(declared)}")
    if not booted.judgement.results[declared]:
        pytest.fail(booted.explain(declared))


def test_boot_can_be_trusted(booted: Booted) -> None:
    assert booted.judgement.problems == [], booted.explain("")
