# SPDX-License-Identifier: BSD-3-Clause
"""Diagnostics as SARIF 2.1.0 (OASIS, 2020), which editors and CI systems read."""

from __future__ import annotations

import json
from collections.abc import Sequence

from gen import explain
from gen.diag import Diag, Edit
from gen.place import Loc

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(diags: Sequence[Diag]) -> str:
    """Return all diagnostics as one run of SARIF, by place."""
    ordered = sorted(diags, key=lambda d: (d.at, d.code, d.what))
    codes = sorted({diag.code for diag in ordered})
    driver = {
        "name": "darner",
        "rules": [rule(code) for code in codes],
    }
    results = [result(diag, codes.index(diag.code)) for diag in ordered]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)


def rule(code: str) -> dict[str, object]:
    """Return a code's description (SARIF 3.49): its page's name and first sentence."""
    page = explain.page(code) or f"# {code}: unknown\n\n{code}\n"
    title, _, rest = page.partition("\n")
    first = rest.strip().split("\n\n", 1)[0]
    return {
        "id": code,
        "name": title.partition(": ")[2],
        "shortDescription": {"text": " ".join(first.split())},
        "help": {"text": page},
    }


def result(diag: Diag, index: int) -> dict[str, object]:
    """Return one diagnostic (SARIF 3.27)."""
    parts = [diag.what, diag.label, *diag.notes, diag.help]
    return {
        "ruleId": diag.code,
        "ruleIndex": index,
        "level": "error",
        "message": {"text": "\n".join(part for part in parts if part)},
        "locations": [{"physicalLocation": physical(diag.at)}],
        "relatedLocations": [
            {"physicalLocation": physical(mark.at), "message": {"text": mark.text or "see here"}}
            for mark in diag.others
        ],
        **({"fixes": [fix(diag)]} if diag.fix else {}),
    }


def fix(diag: Diag) -> dict[str, object]:
    """Return what mends a diagnostic (SARIF 3.55): for each file, what replaces what."""
    files = dict.fromkeys(edit.at.file for edit in diag.fix)
    return {
        "description": {"text": diag.help or diag.what},
        "artifactChanges": [
            {
                "artifactLocation": artifact(file),
                "replacements": [replacement(e) for e in diag.fix if e.at.file == file],
            }
            for file in files
        ],
    }


def replacement(edit: Edit) -> dict[str, object]:
    """Return one edit (SARIF 3.57)."""
    region = {
        "startLine": edit.at.line,
        "startColumn": edit.at.col,
        "endLine": edit.last or edit.at.line,
        "endColumn": edit.at.end,
    }
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def artifact(file: str) -> dict[str, object]:
    """Return a file (SARIF 3.4)."""
    return {"uri": file, "uriBaseId": "%SRCROOT%"}


def physical(at: Loc) -> dict[str, object]:
    """Return a place (SARIF 3.29); columns count from 1, the end is exclusive."""
    region = {"startLine": at.line, "startColumn": at.col, "endColumn": at.end}
    return {"artifactLocation": artifact(at.file), "region": region}
