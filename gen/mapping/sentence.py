# SPDX-License-Identifier: BSD-3-Clause
"""What is meant: the tools' sentences that we know, and what to say instead."""

from __future__ import annotations

import re
from collections.abc import Callable

from dsl.record import replace
from gen.diag import Diag, Mark
from gen.mapping.complaint import Complaint, Said
from gen.mapping.place import Tree
from gen.near import did_you_mean
from gen.place import Loc

QUOTED = r"[`'‘](?:struct |enum |union )?%?(?P<name>[\w.]+)"

#: A constant that is spelt out where C wants a name.
MACRO = re.compile(rf"(?:in expansion of|expanded from) macro {QUOTED}")

#: clang assembles a temporary file; a label alone says where in ours that is.
LABEL = re.compile(rf"symbol {QUOTED}' is already defined")

#: A function of ours at the margin, as KNF writes it.
FUNCTION = re.compile(r"^(\w+)\([^;{]*\)\n\{", re.MULTILINE)

#: A constant that assembly may name.
CONSTANT = re.compile(r"^#define (\w+)", re.MULTILINE)

REGISTER = re.compile(r"%(\w+)")

OUR_FAULT = "a template is the generator's, and so is this mistake"


def diagnosed(complaint: Complaint, tree: Tree) -> Diag | None:
    """Return the diagnostic of a complaint that concerns a declaration, else None."""
    head = located(complaint.head, tree)
    if head is None or not complaint.is_error:
        return None
    ours = [s for s in (head, *complaint.notes) if tree.is_declared(s) or tree.is_generated(s)]
    if not ours:
        return None
    complaint = replace(complaint, head=head)
    for note in complaint.notes:
        if match := MACRO.search(note.what):
            return name_taken(match, complaint, ours[0], tree)
    for pattern, tell in SENTENCES:
        if match := pattern.search(head.what):
            return tell(match, complaint, ours[0], tree)
    if head is not ours[0]:
        return used_otherwise(head, ours[0], tree)
    return refused(head, tree)


def located(head: Said | None, tree: Tree) -> Said | None:
    """Return a sentence with its place in our file, when it names a compiler's temporary one."""
    match = LABEL.search(head.what) if head else None
    if head is None or match is None or not head.file.endswith(".s"):
        return head
    label = tree.holding(f"{match['name']}:", "**/*.S")
    return replace(head, file=label.file, line=label.line) if label else head


def origin(said: Said, tree: Tree) -> Loc | None:
    """Return the declaration that a place stands for."""
    return tree.loc(said) if tree.is_declared(said) else tree.declaration(said)


def parties(*marks: tuple[Loc | None, str], without: Loc) -> tuple[Mark, ...]:
    """Return the other places that there are."""
    return tuple(Mark(at, text) for at, text in marks if at is not None and at.at != without.at)


def refused(head: Said, tree: Tree) -> Diag:
    """Any sentence about generated text: the declaration it belongs to, and both its parents."""
    template = tree.template(head)
    if template is not None and tree.is_literal(template):
        return template_refused(head, template, tree)
    made = tree.loc(head)
    at = origin(head, tree) or made
    others = parties((made, "made from it"), (template, "by this line"), without=at)
    return Diag("K0200", at, "what is made from this declaration is refused", head.what, others)


def template_refused(head: Said, template: Loc, tree: Tree) -> Diag:
    """A line of a template that holds no word of a declaration: the mistake is all its own."""
    cause = origin(head, tree) if tree.is_repeated(template) else None
    made = tree.loc(head)
    others = parties((made, "made by it"), (cause, "for this, first"), without=template)
    what = "what this template makes is refused"
    return Diag("K0209", template, what, head.what, others, (OUR_FAULT,))


def used_otherwise(head: Said, ours: Said, tree: Tree) -> Diag:
    """Hand-written C uses something in another way than it is declared."""
    match = re.search(QUOTED, head.what) or re.search(QUOTED, ours.what)
    name = match["name"] if match else ""
    at = tree.loc(head, name)
    declared, prototype = origin(ours, tree), tree.prototype(name)
    made = tree.loc(prototype[1] if prototype else ours, name)
    marks = [(declared, "declared here"), (made, "made from it")]
    others = parties(*(marks if made != declared else marks[:1]), without=at)
    what = f"`{name}` is used otherwise than it is declared" if name else "this is not as declared"
    return Diag("K0213", at, what, head.what, others)


def other_type(match: re.Match[str], complaint: Complaint, ours: Said, tree: Tree) -> Diag:
    """A hand-written function is not what its declaration says."""
    name = match["name"]
    prototype = tree.prototype(name)
    if prototype is None:
        return name_taken(match, complaint, ours, tree)  # it is a program's, and no handler
    said = next(
        (s for s in (complaint.head, *complaint.notes) if s and s is not ours), complaint.head
    )
    assert said is not None
    at = tree.loc(said, name)
    what = f"`{name}` is not the function that is declared"
    made = tree.loc(prototype[1], name)
    others = parties((origin(ours, tree), "declared here"), (made, "made from it"), without=at)
    notes = (f"it must be: {prototype[0]}",)
    help_text = "take `static` away: it is called from elsewhere" if "static" in match[0] else ""
    return Diag("K0201", at, what, "", others, notes, help_text)


def name_taken(match: re.Match[str], complaint: Complaint, ours: Said, tree: Tree) -> Diag:
    """A declared name is a name of the hand-written C as well."""
    name = match["name"]
    at = origin(ours, tree) or tree.loc(ours, name)
    every = [s for s in (complaint.head, *complaint.notes) if s is not None]
    marks = [
        (tree.loc(s, name), "made from it" if tree.is_generated(s) else "and here") for s in every
    ]
    what = f"there are two `{name}` in C"
    return Diag("K0202", at, what, "one of them is made from this",
                parties(*dict.fromkeys(marks), without=at), help="give one of them another name")


def assertion(match: re.Match[str], _: Complaint, ours: Said, tree: Tree) -> Diag:
    """The compiler lays something out otherwise than the model does."""
    at = origin(ours, tree) or tree.loc(ours)
    what = "the compiler lays this out otherwise than Darner"
    notes = ("a declaration cannot be wrong in this: the model is, or an option of the compiler",)
    made = tree.holding(match["text"], "**/*.c")
    others = parties((tree.loc(made) if made else None, "made from it"), without=at)
    text = match["text"] if " wrong in " in match["text"] else f"the model has {match['text']}"
    return Diag("K0203", at, what, text, others, notes)


def missing(match: re.Match[str], _: Complaint, ours: Said, tree: Tree) -> Diag:
    """Generated code names what nobody wrote: a function, or a constant."""
    name = match["name"]
    if name.isupper():
        return no_constant(name, ours, tree)
    at = origin(ours, tree) or tree.loc(ours)
    known = [
        found
        for folder in ("kernel-src", "arch")
        for path in (tree.root / folder).rglob("*.c")
        for found in FUNCTION.findall(path.read_text(encoding="utf-8", errors="replace"))
    ]
    wanted = tree.prototype(name)
    notes = (f"it would be: {wanted[0]}",) if wanted else ()
    others = parties((tree.loc(ours, name), "called here"), without=at)
    return Diag("K0204", at, f"`{name}` is nowhere in C", "needed for this", others, notes,
                did_you_mean(name, known))


def no_constant(name: str, ours: Said, tree: Tree) -> Diag:
    """Generated assembly names a constant that no header defines."""
    made = tree.loc(ours, name)
    template = tree.template(ours)
    at = tree.loc(Said(template.file, template.line), name) if template else made
    known = [
        found
        for path in tree.generated("include/*.h")
        for found in CONSTANT.findall(tree.source(str(path)).text)
    ]
    return Diag("K0214", at, f"no header defines `{name}`", "",
                parties((made, "made by it"), without=at), (OUR_FAULT,), did_you_mean(name, known))


def symbol_twice(match: re.Match[str], complaint: Complaint, ours: Said, tree: Tree) -> Diag:
    """Two things have one symbol."""
    at = origin(ours, tree) or tree.loc(ours)
    head = complaint.head
    made = tree.loc(ours, match["name"])
    notes: tuple[str, ...] = ()
    others = parties((made, "made from it"), without=at)
    if head is not None and head is not ours and head.line:
        others = (*others, *parties((tree.loc(head, match["name"]), "and here"), without=at))
    elif head is not None and head is not ours:
        notes = (f"the other is in {tree.name(head.file)}",)
    return Diag("K0205", at, f"there are two symbols `{match['name']}`", "one is made from this",
                others, notes, "give what is declared another name")


def no_register(match: re.Match[str], complaint: Complaint, ours: Said, tree: Tree) -> Diag:
    """Facts name a register that the assembler does not know."""
    name = match.groupdict().get("name") or at_column(complaint.head, tree)
    template = tree.template(ours)
    if template is not None and tree.is_literal(template):
        return template_refused(ours, template, tree)
    made = tree.loc(ours, name)
    at = origin(ours, tree) or made
    others = parties((made, "made from it"), (template, "by this line"), without=at)
    return Diag("K0206", at, f"the assembler knows no register `{name}`", "", others)


def at_column(said: Said | None, tree: Tree) -> str:
    """Return the register where clang points, which it does not name."""
    text = tree.line(said)[said.column - 1 :] if said and said.column else ""
    match = REGISTER.match(text)
    return match[1] if match else ""


def no_instruction(match: re.Match[str], _: Complaint, ours: Said, tree: Tree) -> Diag:
    """A template holds what is no instruction."""
    made = tree.loc(ours)
    at = tree.template(ours) or made
    others = parties((made, "made by it"), without=at)
    what = f"this template makes no instruction: {match['name'].split()[0]}"
    return Diag("K0207", at, what, "", others, notes=(OUR_FAULT,))


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
        (rf"redefinition of (enumerator )?{QUOTED}", name_taken),
        (rf"{QUOTED}' redeclared as different kind", name_taken),
        (r'static assertion failed: "(?P<text>[^"]*)"', assertion),
        (r'static_assert failed.* "(?P<text>[^"]*)"', assertion),  # clang 14
        (r"static assertion failed due to [^:]*: (?P<text>.*)", assertion),  # clang 19
        (rf"undefined reference to {QUOTED}", missing),
        (rf"multiple definition of {QUOTED}", symbol_twice),
        (rf"symbol {QUOTED}' is already defined", symbol_twice),
        (rf"bad register name {QUOTED}", no_register),
        (r"^invalid register name$", no_register),  # clang
        (r"no such instruction: `(?P<name>[^']*)'", no_instruction),
        (r"invalid instruction mnemonic '(?P<name>[^']*)'", no_instruction),  # clang
        (r"file not found: (?P<name>\S+)", no_file),
        (r"Could not find incbin file '(?P<name>[^']*)'", no_file),  # clang
    )
)
