# SPDX-License-Identifier: BSD-3-Clause
"""Does the rule about generated names (K0009) know every name that headers introduce?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_golden import ROOT, kernel_of

from gen import backends
from gen.check.generated_names import of_arch, of_declared
from gen.render import Renderer

#: Where headers introduce a name: macros, tags, objects, functions at the margin, prototypes.
INTRODUCED = re.compile(
    r"^#define (\w+)|^struct (\w+) \{|^extern [^;]*?(\w+)(?:\[[^;]*)?;|^(\w+)\(|"
    r"^\w[\w ]*[\t ]\**(\w+)\([^;{]*;", re.MULTILINE)

#: What these name is written by who declares it, and not made.
WRITTEN = ("arch.gen.h", "config.gen.h", "init.gen.h", "port_vector.gen.h")


@pytest.mark.parametrize("fixture", ["calls", "messages", "shapes", "uart"])
def test_every_name_in_a_header_is_known(fixture: str, tmp_path: Path) -> None:
    kernel = kernel_of(fixture, "x86_64", tmp_path)
    known = {one.name for one in (*of_declared(kernel), *of_arch(kernel.arch))}
    templates = "".join(p.read_text() for p in (ROOT / "templates").rglob("*.j2"))
    literal = set(re.findall(r"\w+", templates))
    renderer = Renderer(ROOT)
    for artefact in backends.artefacts(kernel):
        if not artefact.path.startswith("include/") or artefact.path.endswith(WRITTEN):
            continue
        for names in INTRODUCED.findall(renderer.text(artefact)):
            name = next(n for n in names if n)
            assert name.endswith("_GEN_H") or name in known | literal, (artefact.path, name)
