# SPDX-License-Identifier: BSD-3-Clause
"""Are the templates of models those of the modules of the same stems, and are all in use?"""

from __future__ import annotations

from pathlib import Path

from terminal import BLK, ROOT, TTY, kernel, prover

from gen.artefact import Artefact
from gen.prove import conversation, pairing


def parts() -> tuple[Artefact, ...]:
    """Return the parts of one model of each sort."""
    known = prover()
    kinds = {k.name: k for k in kernel().messaging.kinds}
    pair = pairing.artefacts(known.life, kinds["thread"], kinds["spin"], "sync")
    talk = conversation.talk(known.messaging, (TTY, BLK), (1, 0))
    return (*pair, *conversation.artefacts(known.life, conversation.serves(talk)))


def test_every_template_is_a_part_of_a_model() -> None:
    there = {f"promela/{file.name}" for file in (ROOT / "templates/promela").iterdir()}
    assert {part.template for part in parts()} == there


def test_modules_show_a_sample_of_what_they_make() -> None:
    """A module's documentation ends with a sample, which is found in the real model."""
    text = prover().text(parts())
    for template in {part.template for part in parts()}:
        stem = Path(template).name.split(".")[0]
        source = (ROOT / "gen/prove" / f"{stem}.py").read_text()
        sample = source.partition("Sample::\n\n")[2].partition('"""')[0]
        assert sample.strip(), stem
        for line in filter(None, map(str.strip, sample.splitlines())):
            assert line in text, f"{stem}: {line}"
