# SPDX-License-Identifier: BSD-3-Clause
"""What is meant: the tools' sentences that we know, and what to say instead."""

from __future__ import annotations

import re
from collections.abc import Callable

from gen.diag import Diag, Mark
from gen.mapping.complaint import Complaint, Said
from gen.mapping.place import Tree
from gen.near import did_you_mean
from gen.place import Loc

QUOTED = r"[`'‘](?:struct |enum |union )?%?(?P<name>[\w.]+)"

#: A constant that is spelt out where C wants a name.
MACRO = re.compile(rf"(?:in expansion of|expanded from) macro {QUOTED}")

#: A function of ours at the margin, as KNF writes it.
FUNCTION = re.compile(r"^(\w+)\([^;{]*\)\n\{", re.MULTILINE)


def diagnosed(complaint: Complaint, tree: Tree) -> Diag | None:
    """Return the diagnostic of a complaint that concerns a declaration, else None."""
    head = complaint.head
    if head is None or not complaint.is_error:
        return None
    ours = [s for s in (head, *complaint.notes) if tree.is_declared(s) or tree.is_generated(s)]
    if not ours:
        return None
    for note in complaint.notes:
        if match := MACRO.search(note.what):
            return name_taken(match, complaint, ours[0], tree)
    for pattern, tell in SENTENCES:
        if match := pattern.search(head.what):
            return tell(match, complaint, ours[0], tree)
    return refused(head, ours[0], tree)


def origin(said: Said, tree: Tree) -> Loc | None:
    """Return the declaration that a place stands for."""
    return tree.loc(said) if tree.is_declared(said) else tree.declaration(said)


def parties(*marks: tuple[Loc | None, str], without: Loc) -> tuple[Mark, ...]:
    """Return the other places that there are."""
    return tuple(Mark(at, text) for at, text in marks if at is not None and at.at != without.at)


def refused(head: Said, ours: Said, tree: Tree) -> Diag:
    """Any sentence about generated text: the declaration it belongs to, and both its parents."""
    made = tree.loc(ours)
    at = origin(ours, tree) or made
    others = parties((made, "made from it"), (tree.template(ours), "by this line"), without=at)
    return Diag("K0200", at, "what is made from this declaration is refused", head.what, others)


def other_type(match: re.Match[str], complaint: Complaint, ours: Said, tree: Tree) -> Diag:
    """A hand-written function is not what its declaration says."""
    name = match["name"]
    if not tree.prototype(name):
        return name_taken(match, complaint, ours, tree)  # it is a program's, and no handler
    said = next(
        (s for s in (complaint.head, *complaint.notes) if s and s is not ours), complaint.head
    )
    assert said is not None
    what = f"`{name}` is not the function that is declared"
    others = parties((origin(ours, tree), "declared here"), without=tree.loc(said, name))
    notes = (f"it must be: {tree.prototype(name)}",)
    help_text = "take `static` away: it is called from elsewhere" if "static" in match[0] else ""
    return Diag("K0201", tree.loc(said, name), what, "", others, notes, help_text)


def name_taken(match: re.Match[str], complaint: Complaint, ours: Said, tree: Tree) -> Diag:
    """A declared name is a name of the hand-written C as well."""
    name = match["name"]
    at = origin(ours, tree) or tree.loc(ours, name)
    every = [s for s in (complaint.head, *complaint.notes) if s is not None and s is not ours]
    places = [tree.loc(s, name) for s in every if not tree.is_generated(s)]
    others = parties(*((place, "and here") for place in places), without=at)
    help_text = "give one of them another name"
    return Diag("K0202", at, f"there are two `{name}` in C", "one of them is made from this",
                others, help=help_text)


def assertion(match: re.Match[str], _: Complaint, ours: Said, tree: Tree) -> Diag:
    """The compiler lays something out otherwise than the model does."""
    at = origin(ours, tree) or tree.loc(ours)
    what = "the compiler lays this out otherwise than Darner"
    return Diag("K0203", at, what, match["text"])


def missing(match: re.Match[str], _: Complaint, ours: Said, tree: Tree) -> Diag:
    """Generated code calls a function that nobody wrote."""
    name = match["name"]
    at = origin(ours, tree) or tree.loc(ours)
    known = [
        found
        for folder in ("kernel-src", "arch")
        for path in (tree.root / folder).rglob("*.c")
        for found in FUNCTION.findall(path.read_text(encoding="utf-8", errors="replace"))
    ]
    wanted = tree.prototype(name)
    notes = (f"it would be: {wanted}",) if wanted else ()
    others = parties((tree.loc(ours, name), "called here"), without=at)
    return Diag("K0204", at, f"`{name}` is nowhere in C", "needed for this", others, notes,
                did_you_mean(name, known))


def symbol_twice(match: re.Match[str], complaint: Complaint, ours: Said, tree: Tree) -> Diag:
    """Two things have one symbol."""
    at = origin(ours, tree) or tree.loc(ours)
    head = complaint.head
    made = tree.loc(ours, match["name"])
    notes: tuple[str, ...] = ()
    others = parties((made, "made from it"), without=at)
    if head is not None and head is not ours and head.line:
        others = parties((tree.loc(head, match["name"]), "and here"), without=at)
    elif head is not None and head is not ours:
        notes = (f"the other is in {tree.name(head.file)}",)
    return Diag("K0205", at, f"there are two symbols `{match['name']}`", "one is made from this",
                others, notes, "give what is declared another name")


def no_register(match: re.Match[str], _: Complaint, ours: Said, tree: Tree) -> Diag:
    """Facts name a register that the assembler does not know."""
    at = origin(ours, tree) or tree.loc(ours)
    made = tree.loc(ours)
    others = parties((made, "made from it"), (tree.template(ours), "by this line"), without=at)
    return Diag("K0206", at, f"the assembler knows no register `{match['name']}`", "", others)


def no_instruction(match: re.Match[str], _: Complaint, ours: Said, tree: Tree) -> Diag:
    """A template holds what is no instruction."""
    made = tree.loc(ours)
    at = tree.template(ours) or made
    others = parties((made, "made by it"), without=at)
    return Diag("K0207", at, f"this template makes no instruction: {match['name']}", "", others,
                notes=("a template is the generator's, and so is this mistake",))


def no_file(match: re.Match[str], _: Complaint, ours: Said, tree: Tree) -> Diag:
    """Something that is put into the kernel is not there."""
    made = tree.loc(ours)
    at = origin(ours, tree) or made
    others = parties((made, "it is put in here"), (tree.template(ours), "by this line"), without=at)
    return Diag("K0208", at, f"there is no file {match['name']}", "", others)


Tell = Callable[[re.Match[str], Complaint, Said, Tree], Diag]

#: The sentences of gcc, clang, gas and ld that say something of the declarer's doing.
SENTENCES: tuple[tuple[re.Pattern[str], Tell], ...] = tuple(
    (re.compile(pattern), tell)
    for pattern, tell in (
        (rf"conflicting types for {QUOTED}", other_type),
        (rf"static declaration of {QUOTED}.* follows non-static", other_type),
        (rf"redeclaration of enumerator {QUOTED}", name_taken),
        (rf"redefinition of (enumerator )?{QUOTED}", name_taken),
        (rf"{QUOTED}' redeclared as different kind", name_taken),
        (r'static assertion failed: "(?P<text>[^"]*)"', assertion),
        (r'static_assert failed.* "(?P<text>[^"]*)"', assertion),  # clang 14
        (r"static assertion failed due to [^:]*: (?P<text>.*)", assertion),  # clang 19
        (rf"undefined reference to {QUOTED}", missing),
        (rf"multiple definition of {QUOTED}", symbol_twice),
        (rf"symbol {QUOTED}' is already defined", symbol_twice),
        (rf"bad register name {QUOTED}", no_register),
        (r"no such instruction: `(?P<name>[^']*)'", no_instruction),
        (r"file not found: (?P<name>\S+)", no_file),
    )
)
