# SPDX-License-Identifier: BSD-3-Clause
"""Do editors get every diagnostic, with its place and the other party's?"""

from __future__ import annotations

import json

from gen.diag import Diag, Mark
from gen.diag_sarif import as_sarif
from gen.place import Loc

ONE = Diag(
    "K0020", Loc("kernel-src/b/decl.py", 4, 10, 13), "both have number 700", "again",
    (Mark(Loc("kernel-src/a/decl.py", 3, 10, 13), "first"),), help="the lowest free is 701",
)
TWO = Diag("K0022", Loc("kernel-src/a/decl.py", 9, 1, 2), "out of range")


def test_a_diagnostic_is_a_result_with_its_places() -> None:
    log = json.loads(as_sarif([ONE, TWO]))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert [r["ruleId"] for r in run["results"]] == ["K0022", "K0020"]
    second = run["results"][1]
    place = second["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "kernel-src/b/decl.py"
    assert place["region"] == {"startLine": 4, "startColumn": 10, "endColumn": 13}
    assert second["message"]["text"] == "both have number 700\nagain\nthe lowest free is 701"
    (other,) = second["relatedLocations"]
    assert other["physicalLocation"]["artifactLocation"]["uri"] == "kernel-src/a/decl.py"
    rules = run["tool"]["driver"]["rules"]
    assert rules[second["ruleIndex"]]["id"] == "K0020"
    assert rules[second["ruleIndex"]]["shortDescription"]["text"]


def test_nothing_wrong_is_an_empty_run() -> None:
    assert json.loads(as_sarif([]))["runs"][0]["results"] == []
