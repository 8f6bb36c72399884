# SPDX-License-Identifier: BSD-3-Clause
"""What all rules say of a tree's hand-written C; the same tree is judged once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gen.analyse import store
from gen.diag import Diag
from gen.model.build import System

if TYPE_CHECKING:
    from gen.analyse.program import Program

Rule = Callable[["Program"], Iterator[Diag]]


def rules() -> list[Rule]:
    """Return the rules about a whole program; those about one function are in its facts."""
    from gen.analyse import (
        rule_context,
        rule_entry,
        rule_handler,
        rule_holds,
        rule_ipi,
        rule_kept,
        rule_number,
        rule_order,
        rule_place,
        rule_reply,
        rule_send,
    )

    return [
        rule_context.what_blocks_is_called_where_one_may_wait,
        rule_place.contexts_have_the_words_that_there_are,
        rule_place.functions_are_entered_where_they_say,
        rule_place.functions_are_called_where_they_say,
        rule_place.who_waits_can_be_interrupted,
        rule_number.numbers_are_not_followed,
        rule_entry.functions_are_there_once,
        rule_entry.what_generated_code_calls_is_there,
        rule_entry.rows_call_what_they_hand_on_to,
        rule_entry.what_only_declarations_reach_is_declared,
        rule_handler.handlers_have_the_declared_types,
        rule_send.sends_are_declared,
        rule_reply.answers_go_where_they_are_taken,
        rule_holds.locks_are_held_where_it_is_said,
        rule_order.locks_are_taken_in_one_order,
        rule_kept.what_a_cpu_has_is_not_kept,
        rule_ipi.handlers_do_not_wait,
        rule_ipi.nobody_waits_for_cpus_under_a_spinlock,
    ]


def found(system: System) -> list[Diag]:
    """Return everything that is wrong with the C of a system, in every architecture."""
    root = system.declared.root
    config = next((kernel.config.name for kernel in system.kernels.values()), "")
    key, kept = store.tree(root, config), root / store.FOLDER / f"verdict-{config}.json"
    value = store.read(kept, key)
    if isinstance(value, list):
        try:
            return [store.diag(row) for row in value]
        except store.DAMAGED:
            pass  # it is found out anew
    diags = fresh(root, system)
    store.write(kept, key, diags)
    return diags


def fresh(root: Path, system: System) -> list[Diag]:
    """Return what the rules say, each mistake once for all architectures that have it."""
    from gen.analyse.program import programs

    told: dict[tuple[object, ...], Diag] = {}
    for one in programs(root, list(system.kernels.values())):
        found = [diag for rule in rules() for diag in rule(one)]
        for diag in (*one.found, *(d for d in found if not hangs_on(d, one.found))):
            told.setdefault((diag.code, diag.at, diag.what), diag)
    unread = {diag.at.file for diag in told.values() if diag.code == "K0310"}
    if unread:  # what is missing there would be missed everywhere
        return [d for d in told.values() if d.code in ("K0310", *ALONE)]
    return list(told.values())


def hangs_on(diag: Diag, found: Sequence[Diag]) -> bool:
    """Say whether something is wrong in a section only because that does not end, which is told."""
    if diag.code not in INSIDE:
        return False
    wrong = {at for d in found if d.code == "K0301" for at in (d.at, *(m.at for m in d.others))}
    return any(mark.at in wrong for mark in diag.others)


#: What is said of calls in sections.
INSIDE = ("K0302", "K0324", "K0329")

#: What is said of a function by itself.
ALONE = ("K0300", "K0301", "K0303", "K0306", "K0307", "K0311")
