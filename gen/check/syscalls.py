# SPDX-License-Identifier: BSD-3-Clause
"""Rules about system calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

import gen.edit as edit
from dsl.call import Bytes, CStr, Passed, Retired, Syscall
from dsl.data import Member
from gen.check.mending import (
    errno_import,
    error_gone,
    error_named,
    joined_to_length,
    length_behind,
    spelled,
)
from gen.diag import Diag, Mark
from gen.edit import NOTHING
from gen.load import Declared, Fresh, Item
from gen.model.data import judged
from gen.model.types import POISON, Types
from gen.near import did_you_mean
from gen.noun import kind_of, type_for

HIGHEST = 1023
LARGEST_SNAPSHOT = 4096


def lowest_free(declared: Declared) -> int:
    """Return the lowest number of the native range that nobody has."""
    whole = declared.whole
    taken = {item.value.number for kind in (Syscall, Retired) for item in whole.items(kind)}
    return next(n for n in range(600, HIGHEST + 1) if n not in taken)


def by_number(declared: Declared) -> list[Item]:
    """Return the calls by number, then place."""
    return sorted(declared.items(Syscall), key=lambda i: (i.value.number, i.loc))


def numbers_are_unique(declared: Declared) -> Iterator[Diag]:
    """No two system calls have one number."""
    seen: dict[int, Item] = {}
    for item in by_number(declared):
        number = item.value.number
        if number in seen:
            first = seen[number]
            what = f"system calls `{first.name}` and `{item.name}` both have number {number}"
            at = item.module.source.argument(item.name, 0)
            other = Mark(first.module.source.argument(first.name, 0), f"`{first.name}` has it")
            free = lowest_free(declared)
            yield Diag("K0020", at, what, f"`{item.name}` takes it again", (other,),
                       help=f"the lowest free number is {free}",
                       fix=edit.type_name.numbered(item.module.source, item.name, free))
        seen.setdefault(number, item)


def retired_numbers_stay_taken(declared: Declared) -> Iterator[Diag]:
    """A retired number is given to no other call."""
    gone: dict[int, Item] = {}
    for item in declared.items(Retired):
        if item.value.number in gone:
            what = f"number {item.value.number} is retired twice"
            first = Mark(gone[item.value.number].loc, "the other")
            yield Diag("K0021", item.loc, what, "", (first,))
        gone.setdefault(item.value.number, item)
    for item in by_number(declared):
        if item.value.number in gone:
            old = gone[item.value.number]
            what = f"number {item.value.number} belonged to `{old.value.name}`, which is retired"
            at = item.module.source.argument(item.name, 0)
            free = lowest_free(declared)
            yield Diag("K0021", at, what, "taken for ever", (Mark(old.loc, "retired here"),),
                       help=f"the lowest free number is {free}",
                       fix=edit.type_name.numbered(item.module.source, item.name, free))


def numbers_are_in_range(declared: Fresh) -> Iterator[Diag]:
    """A system call's number, a retired one's too, is between 1 and 1023."""
    for item in [*by_number(declared), *declared.items(Retired)]:
        number = item.value.number
        if not 1 <= number <= HIGHEST:
            at = item.module.source.argument(item.name, 0)
            what = f"system-call number {number!r} must be between 1 and {HIGHEST}"
            free = lowest_free(declared)
            fix = edit.type_name.numbered(item.module.source, item.name, free)
            yield Diag("K0022", at, what, help=f"the lowest free one is {free}",
                       fix=fix if isinstance(item.value, Syscall) else NOTHING)


def names_are_unique(declared: Declared) -> Iterator[Diag]:
    """No two system calls have one name, a renamed one's old name included."""
    seen: dict[str, Item] = {}
    for item in by_number(declared):
        for name in filter(None, (item.name, item.value.was)):
            if name in seen and seen[name] is not item:
                what = f"two system calls are called `{name}`"
                other = Mark(seen[name].loc, "the other is here")
                yield Diag("K0023", item.loc, what, "", (other,))
            seen.setdefault(name, item)


def parameters(item: Item) -> Iterator[tuple[str, object]]:
    """Yield a call's parameters with their annotations; None where there is none."""
    function = item.value.function
    for name in function.__code__.co_varnames[: function.__code__.co_argcount]:
        yield name, function.__annotations__.get(name, Ellipsis)


def parameters_have_types(declared: Fresh) -> Iterator[Diag]:
    """Every parameter has a type, and the call a result."""
    for item in by_number(declared):
        for name, annotation in parameters(item):
            if annotation is Ellipsis:
                at = item.module.source.parameter(item.name, name)
                yield Diag("K0024", at, f"parameter `{name}` of `{item.name}` has no type",
                           help=f"write `{name}: u32`, say")
        if "return" not in item.value.function.__annotations__:
            yield Diag("K0024", item.loc, f"`{item.name}` does not say what it returns",
                       help="write `-> None` when success is all that it tells")


def types_are_known(declared: Fresh) -> Iterator[Diag]:
    """A parameter's type is one that a call can carry."""
    types = Types(8)
    for item in by_number(declared):
        hints = dict(item.value.function.__annotations__)
        for name, annotation in hints.items():
            target = annotation.target if isinstance(annotation, Passed) else annotation
            kind = types.of(target)
            at = item.module.source.annotation(item.name, name)
            if kind is POISON or (annotation is None and name != "return"):
                what = f"`{item.name}` cannot carry the type of `{name}`"
                said = getattr(target, "__name__", "")
                meant = type_for(said)
                yield Diag("K0025", at, what, "no type of the language",
                           help=f"did you mean `{meant}`?" if meant else "",
                           fix=edit.type_name.typed(item.module.source, at, said))
            elif not isinstance(annotation, Passed) and kind.kind in ("struct", "bytes", "cstr"):
                what = f"`{name}` is a {kind.kind}, and only numbers travel in registers"
                fix = NOTHING
                if kind.kind == "struct":
                    add = edit.import_line.imported(item.module.source, "In")
                    fix = (*edit.text.replaced(at, f"In[{kind.name}]"), *add)
                yield Diag("K0025", at, what, help=f"pass it behind a pointer: In[{kind.name}]",
                           fix=fix)


def buffers_have_bounds(declared: Fresh) -> Iterator[Diag]:
    """Bytes have a length, strings a bound, and what is copied at once is small."""
    for item in by_number(declared):
        for name, p in parameters(item):
            if not isinstance(p, Passed):
                continue
            at = item.module.source.annotation(item.name, name)
            if p.target is Bytes and p.length is None:
                yield Diag("K0026", at, f"buffer `{name}` of `{item.name}` has no length",
                           help=lengthened(name, list(item.value.function.__annotations__)),
                           fix=joined_to_length(item, name, at))
            elif p.target is CStr and p.bound is None:
                yield Diag("K0027", at, f"string `{name}` of `{item.name}` has no bound",
                           help="say the most that it takes: [CStr, L[1024]]")
            elif p.bound is not None and not 1 <= p.bound <= LARGEST_SNAPSHOT:
                what = f"the bound of `{name}` is {p.bound}, and must be 1 to {LARGEST_SNAPSHOT}"
                note = "a bounded buffer is copied to the kernel's stack at once"
                yield Diag("K0028", at, what, notes=(note,))


def lengthened(name: str, names: list[str]) -> str:
    """Return how a buffer gets its length: from the parameter behind it that is called so."""
    length = length_behind(name, names)
    if length:
        return f'take `{length}` away, and name it here: [Bytes, L["{length}"]]'
    return f'name its length argument: [Bytes, L["n{name}"]]'


def lengths_have_names_of_their_own(declared: Fresh) -> Iterator[Diag]:
    """A length argument is called like no other parameter."""
    for item in by_number(declared):
        names = [name for name, _ in parameters(item)]
        for name, p in parameters(item):
            if isinstance(p, Passed) and p.length in names:
                at = item.module.source.annotation(item.name, name)
                what = f"the length `{p.length}` of `{name}` is a parameter already"
                note = "the language adds the length behind its buffer: one parameter, not two"
                yield Diag("K0029", at, what, notes=(note,), help=f"take `{p.length}` away",
                           fix=edit.body.without_parameter(item.module.source, item.name, p.length))


def errors_are_errnos(declared: Fresh) -> Iterator[Diag]:
    """What a call fails with are members of Errno, each once."""
    for item in by_number(declared):
        at = item.module.source.argument(item.name, "errors")
        seen: set[int] = set()
        for number, error in enumerate(item.value.errors):
            if not isinstance(error, Member) or error.owner.__name__ != "Errno":
                what = f"`{item.name}` fails with {kind_of(error)}, which is no Errno"
                yield Diag("K0030", at, what,
                           help="write Errno.EINVAL, say (from syscall.decl import Errno)",
                           fix=error_named(declared, item, number, error))
                continue
            if error in seen:
                yield Diag("K0031", at, f"`{item.name}` names {error.name} twice",
                           help="name it once", fix=error_gone(item, number))
            seen.add(error)


def generated_errors_are_declared(declared: Fresh) -> Iterator[Diag]:
    """What the generated checks answer is among a call's errors."""
    for item in by_number(declared):
        names = {e.name for e in item.value.errors if isinstance(e, Member)}
        at = item.module.source.argument(item.name, "errors")
        for name, why in sorted(needed(item).items()):
            if name not in names:
                what = f"`{item.name}` may fail with {name}, and does not say so"
                more = edit.argument.with_element(item.module.source, item.name, "errors",
                                              f"Errno.{name}")
                yield Diag("K0032", at, what, notes=(why,), help=f"add Errno.{name} to errors=",
                           fix=(*more, *errno_import(declared, item)) if more else NOTHING)


def needed(item: Item) -> dict[str, str]:
    """Return the errnos that a call's checks may give, with the reason of each."""
    result: dict[str, str] = {}
    for name, p in parameters(item):
        if isinstance(p, Passed):
            result.setdefault("EFAULT", f"`{name}` points into the program")
            if p.target is CStr:
                result.setdefault("ENAMETOOLONG", f"`{name}` is a string with a bound")
            if p.length:
                result.setdefault("EINVAL", f"`{p.length}` is checked")
            elif p.way in ("in", "inout") and judged(p.target):
                result.setdefault("EINVAL", f"what `{name}` points at is checked")
        elif isinstance(p, type) and any(b.__name__ in ("Enum", "Flags") for b in p.__bases__):
            result.setdefault("EINVAL", f"`{name}` is checked")
    if item.value.abortable:
        result["EINTR"] = "a signal ends its sleep"
    return result


def sleeps_fit_together(declared: Fresh) -> Iterator[Diag]:
    """Only what blocks can be aborted, and only what can be aborted says EINTR."""
    for item in by_number(declared):
        names = {e.name for e in item.value.errors if isinstance(e, Member)}
        if item.value.abortable and not item.value.blocks:
            at = item.module.source.argument(item.name, "abortable")
            yield Diag("K0034", at, f"`{item.name}` can be aborted, but does not block",
                       help="add blocks=True, or take abortable away")
        if "EINTR" in names and not item.value.abortable:
            at = item.module.source.argument(item.name, "errors")
            yield Diag("K0035", at, f"`{item.name}` names EINTR, but cannot be aborted",
                       help="add abortable=True, or take EINTR away")


def what_is_left_has_a_place(declared: Fresh) -> Iterator[Diag]:
    """What an ended sleep leaves to do is stored by an argument, of a call that can be aborted."""
    for item in by_number(declared):
        left = item.value.left
        if left is None:
            continue
        stored = [name for name, p in parameters(item)
                  if isinstance(p, Passed) and p.way == "out" and not p.length]
        at = item.module.source.argument(item.name, "left")
        if not item.value.abortable:
            yield Diag("K0116", at, f"`{item.name}` leaves something to do, but cannot be aborted",
                       help="add abortable=True, or take left away")
        elif left not in stored:
            yield Diag("K0116", at, f"`{item.name}` leaves what is to do in `{left}`, "
                       "which is no Out argument of it", help=did_you_mean(left, stored),
                       fix=spelled(item, "left", left, edit.text.meant(left, stored)))


def what_alters_nothing_stores_one_thing(declared: Fresh) -> Iterator[Diag]:
    """To say that a call alters nothing saves a proof: the one of the only thing it stores."""
    for item in by_number(declared):
        stored = [name for name, p in parameters(item)
                  if isinstance(p, Passed) and p.way in ("out", "inout")]
        if not item.value.alters and len(stored) != 1:
            at = item.module.source.argument(item.name, "alters")
            what = (f"it stores {' and '.join(f'`{name}`' for name in stored)}, which are proved "
                    "writable anyway" if stored else "it stores nothing")
            yield Diag("K0118", at, f"`{item.name}` says in vain that it alters nothing",
                       what, help="take alters=False away")


def docs_say_what_it_does(declared: Fresh) -> Iterator[Diag]:
    """A call has a manual: a first sentence that ends with a stop."""
    for item in by_number(declared):
        first = item.doc.split("\n\n")[0]
        if not item.doc:
            yield Diag("K0038", item.loc, f"`{item.name}` has no manual",
                       help="write a docstring: its first sentence, then what each *argument* is")
        elif not first.rstrip().endswith("."):
            yield Diag("K0038", item.loc, f"the manual of `{item.name}` must begin with a sentence",
                       "its first paragraph ends without a stop", help="end it with a stop",
                       fix=edit.body.with_stop(item.module.source, item.name))


def docs_name_real_parameters(declared: Fresh) -> Iterator[Diag]:
    """What a manual writes with *stars* is a parameter, and every parameter is written of."""
    for item in by_number(declared):
        if not item.doc:
            continue
        names = [name for name, _ in parameters(item)]
        untyped = {name for name, annotation in parameters(item) if annotation is Ellipsis}
        names += [p.length for _, p in parameters(item) if isinstance(p, Passed) and p.length]
        starred = set(re.findall(r"(?<![\w*])\*(\w+)\*", item.doc))
        for word in sorted(starred - set(names)):
            what = f"the manual of `{item.name}` speaks of *{word}*, which is no parameter"
            at = item.module.source.said(item.name, f"*{word}*")
            near = edit.text.meant(word, names)
            fix = edit.text.replaced(at, f"*{near}*") if near and at != item.loc else NOTHING
            yield Diag("K0039", at, what, help=did_you_mean(word, names), fix=fix)
        for name in names:
            if name not in starred | untyped:
                at = item.module.source.parameter(item.name, name)
                what = f"the manual of `{item.name}` does not say what *{name}* is"
                yield Diag("K0040", at, what)
