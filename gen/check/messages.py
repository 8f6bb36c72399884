# SPDX-License-Identifier: BSD-3-Clause
"""Rules about messages: their numbers, their fields, what comes back, what they travel in."""

from __future__ import annotations

from collections.abc import Iterator

import gen.edit as edit
from dsl.call import Bytes, Passed
from dsl.data import ArrayType, Enum, Flags, Member, PointerType, Struct
from dsl.port import Header, Moved, Port, RetiredMessage
from dsl.scalar import Scalar, UserAddr, isize, usize
from gen.check.mending import error_gone, error_named, spelled
from gen.diag import Diag, Mark
from gen.load import Declared, Fresh, Item
from gen.model.messages import Sent, sent
from gen.model.types import POISON, Types, snake
from gen.near import did_you_mean
from gen.noun import kind_of
from gen.place import Loc

#: The widest target: what has no type there has none.
TYPES = Types(8)

MEMORIES = ("embedded", "cache", "stack")
LARGEST, OWN, LARGEST_OWN = 0xFFFF, 8, 0xFF

#: Where messages that stand by themselves begin: behind the highest port's.
FIRST_OWN = 0x7000


def place(one: Sent) -> Loc:
    """Return where a message's number stands."""
    source = one.item.module.source
    if isinstance(one.item.value, type):
        return source.keyword(one.item.name, "id")
    return source.argument(one.item.name, 0)


def option(one: Sent, name: str) -> Loc:
    """Return where an option of a message stands."""
    source = one.item.module.source
    at = source.keyword if isinstance(one.item.value, type) else source.argument
    return at(one.item.name, name)


def message_numbers_are_unique(declared: Declared) -> Iterator[Diag]:
    """No two messages of a port have one number, nor two by themselves."""
    taken: dict[tuple[str, int], Sent] = {}
    for one in sorted(sent(declared), key=lambda s: (s.number, s.item.loc)):
        key = one.port, one.number  # two ports of one id are K0132's
        if key in taken:
            first = taken[key]
            what = f"messages `{first.item.name}` and `{one.item.name}` both have number "
            what += str(one.number & LARGEST_OWN) if one.port else f"{one.number:#x}"
            free = lowest_free(declared, one)
            yield Diag("K0130", place(one), what, f"`{one.name}` takes it again",
                       (Mark(place(first), f"`{first.name}` has it"),),
                       help=f"the lowest free number is {free if one.port else hex(free)}",
                       fix=edit.type_name.numbered(one.item.module.source, one.item.name, free))
        taken.setdefault(key, one)


def lowest_free(declared: Declared, one: Sent) -> int:
    """Return the lowest number that a message like this may have."""
    taken = taken_numbers(declared)
    if one.port:
        whole = one.number & ~LARGEST_OWN
        return next(n for n in range(1, LARGEST_OWN + 1) if whole | n not in taken)
    return next(n for n in range(one.number, LARGEST + 1) if n not in taken)


def taken_numbers(declared: Declared) -> set[int]:
    """Return the numbers that no new message may have: those of others, and of retired ones."""
    gone = {item.value.number for item in declared.whole.items(RetiredMessage)}
    return gone | {one.number for one in sent(declared.whole)}


def lowest_number(declared: Declared) -> int:
    """Return the lowest number for a message that stands by itself."""
    taken = taken_numbers(declared)
    return next(n for n in range(FIRST_OWN, LARGEST + 1) if n not in taken)


def retired_message_numbers_stay_taken(declared: Declared) -> Iterator[Diag]:
    """A retired message's number is given to no other."""
    gone: dict[int, Item] = {}
    for item in declared.items(RetiredMessage):
        number = item.value.number
        if number in gone:
            what = f"message {number:#x} is retired twice"
            yield Diag("K0154", item.loc, what, "", (Mark(gone[number].loc, "the other"),))
        gone.setdefault(number, item)
    for one in sent(declared):
        if one.number in gone:
            old = gone[one.number]
            what = f"number {one.number:#x} belonged to `{old.value.name}`, which is retired"
            free = lowest_free(declared, one)
            yield Diag("K0154", place(one), what, "taken for ever",
                       (Mark(old.loc, "retired here"),),
                       help=f"the lowest free number is {free if one.port else hex(free)}",
                       fix=edit.type_name.numbered(one.item.module.source, one.item.name, free))


def old_names_of_messages_are_free(declared: Declared) -> Iterator[Diag]:
    """The name that a message had before is no other message's."""
    seen = {one.c_name: one for one in sent(declared)}
    for one in sent(declared):
        was = "" if isinstance(one.options.was, type) else one.options.was
        name = (f"{one.port}_{was}" if one.port else snake(was)) if was else ""
        if name in seen:
            what = f"`{one.item.name}` was `{was}`, which is another message's name now"
            yield Diag("K0155", option(one, "was"), what, "",
                       (Mark(seen[name].item.loc, "the other"),),
                       help="renaming it would make old senders send the other")


def message_numbers_are_in_range(declared: Declared) -> Iterator[Diag]:
    """A port's messages are 1 to 255; others are where no port is."""
    ports = {item.value.__port__.id: item for item in declared.items(Port)}
    for one in sent(declared):
        if one.port:
            number = getattr(one.item.value, "number", 0)
            if not 1 <= number <= LARGEST_OWN:
                what = f"number {number} of `{one.item.name}` must be between 1 and {LARGEST_OWN}"
                free = lowest_free(declared, one)
                yield Diag("K0131", place(one), what, help=f"the lowest free one is {free}",
                           fix=edit.type_name.numbered(one.item.module.source, one.item.name, free))
        elif not LARGEST_OWN < one.number <= LARGEST:
            what = f"number {one.number:#x} of `{one.name}` must be between 0x100 and 0xffff"
            yield Diag("K0131", place(one), what)
        elif one.number >> OWN in ports:
            port = ports[one.number >> OWN]
            what = f"number {one.number:#x} of `{one.name}` is among those of `{port.name}`"
            mark = Mark(port.module.source.keyword(port.name, "id"), "the port's id")
            yield Diag("K0131", place(one), what, "", (mark,), help="take another high byte")


def messages_say_what_comes_back(declared: Fresh) -> Iterator[Diag]:
    """A message is Sync, Async or OneWay."""
    for one in sent(declared):
        if one.reply.mode:
            continue
        source = one.item.module.source
        by_itself = isinstance(one.item.value, type)
        at = option(one, "reply") if by_itself else source.annotation(one.item.name, "return")
        what = f"`{one.item.name}` does not say what comes back"
        note = "Sync[...]: the sender waits; Async[...]: the reply is queued; OneWay: nothing"
        said = source.lines[at.line - 1][at.col - 1 : at.end - 1]
        result = said if said.isidentifier() and said != one.name else "None"
        yield Diag("K0133", at, what, notes=(note,),
                   help="write reply=Async[u32], say" if by_itself
                   else f"write -> Sync[{result}], say")


def fields_of_messages_can_travel(declared: Fresh) -> Iterator[Diag]:
    """A field is a number, an enumeration, a structure, an array, or memory that moves."""
    for one in sent(declared):
        source = one.item.module.source
        for name, kind in one.hints.items():
            at = source.annotation(one.item.name, name)
            if isinstance(kind, Passed):
                what = f"`{name}` of `{one.item.name}` is passed as a system call's argument is"
                yield Diag("K0134", at, what, "In and Out are a program's",
                           help="write Lend[...] for memory until the reply, Give[...] for ever")
            elif isinstance(kind, Moved):
                yield from _moved(one, name, kind, at)
            elif isinstance(kind, (ArrayType, PointerType)) and TYPES.of(kind) is not POISON:
                continue
            elif not travels(kind):
                what = f"`{name}` of `{one.item.name}` is {kind_of(kind)}, and cannot travel"
                yield Diag("K0134", at, what, help="write a number (u32, say), or a Struct")


def travels(kind: object) -> bool:
    """Say whether a value of a type can lie in a message."""
    return (
        isinstance(kind, type)
        and issubclass(kind, (Scalar, Enum, Flags, Struct))
        and TYPES.of(kind) is not POISON
    )


def _moved(one: Sent, name: str, moved: Moved, at: Loc) -> Iterator[Diag]:
    """Yield what is wrong with memory that moves."""
    what = f"`{name}` of `{one.item.name}` "
    if moved.target is Bytes:
        if not isinstance(moved.bound, int) or moved.bound <= 0:
            yield Diag("K0140", at, f"{what}has no bound", help="write Lend[Bytes, L[4096]], say")
    elif not (isinstance(moved.target, type) and issubclass(moved.target, Struct)):
        yield Diag("K0140", at, f"{what}moves {kind_of(moved.target)}",
                   help="move Bytes, or a Struct")
    if moved.way == "lend" and one.reply.mode == "oneway":
        note = "nobody would say when the sender may use it again"
        yield Diag("K0139", at, f"{what}is lent by a message without a reply", notes=(note,),
                   help="give it, or let something come back")


def results_of_messages_are_numbers(declared: Fresh) -> Iterator[Diag]:
    """What comes back is a number of at most 64 bits, or nothing."""
    for one in sent(declared):
        result = one.reply.result
        number = isinstance(result, type) and issubclass(result, (Scalar, Enum, Flags))
        if not one.reply.mode or result is None or (number and TYPES.of(result) is not POISON):
            continue
        by_itself = isinstance(one.item.value, type)
        source = one.item.module.source
        at = option(one, "reply") if by_itself else source.annotation(one.item.name, "return")
        what = f"`{one.item.name}` answers with {kind_of(result)}, and no number"
        yield Diag("K0135", at, what, help="lend memory for what is larger: Lend[...]")


def remote_messages_hold_no_pointers(declared: Fresh) -> Iterator[Diag]:
    """What travels to another machine holds no address of this one."""
    for one in sent(declared):
        for name, kind in one.hints.items() if one.options.remote else ():
            if any(holds_pointer(kind)):
                at = one.item.module.source.annotation(one.item.name, name)
                what = f"`{name}` of `{one.item.name}` is an address, and the message is `remote`"
                mark = Mark(option(one, "remote"), "declared here")
                yield Diag("K0136", at, what, "", (mark,), help="send what it points at")


def holds_pointer(kind: object) -> Iterator[bool]:
    """Yield True for every address in a type."""
    if isinstance(kind, (Moved, PointerType)) or kind is UserAddr:
        yield True
    elif isinstance(kind, ArrayType):
        yield from holds_pointer(kind.element)
    elif isinstance(kind, type) and issubclass(kind, Struct):
        for inside in vars(kind).get("__annotations__", {}).values():
            yield from holds_pointer(inside)


def remote_messages_hold_no_machine_words(declared: Fresh) -> Iterator[Diag]:
    """What travels to another machine has one width everywhere."""
    for one in sent(declared):
        for name, kind in one.hints.items() if one.options.remote else ():
            if kind in (usize, isize):
                at = one.item.module.source.annotation(one.item.name, name)
                what = f"`{name}` of `{one.item.name}` is 4 bytes on i386 and 8 on x86_64"
                mark = Mark(option(one, "remote"), "it travels between them")
                word = "u64" if kind is usize else "i64"
                source = one.item.module.source
                yield Diag("K0137", at, what, "", (mark,), help=f"write {word}",
                           fix=(*edit.text.replaced(at, word),
                                *edit.import_line.imported(source, word)))


def memories_are_known(declared: Fresh) -> Iterator[Diag]:
    """A message lies in something of the sender's, in a cache, or on a waiting sender's stack."""
    for one in sent(declared):
        memory = one.options.memory
        if memory not in MEMORIES:
            what = f"`{one.item.name}` lies in `{memory}`, which is no place for a message"
            near = did_you_mean(memory, MEMORIES) or f"one of {', '.join(MEMORIES)}"
            yield Diag("K0138", option(one, "memory"), what, help=near,
                       fix=spelled(one.item, "memory", memory, edit.text.meant(memory, MEMORIES)))
        elif memory == "stack" and one.reply.mode in ("async", "oneway"):
            what = f"`{one.item.name}` lies on the stack of a sender that does not wait for it"
            yield Diag("K0138", option(one, "memory"), what,
                       help="answer with Sync[...], or take memory away")


def options_fit_what_comes_back(declared: Fresh) -> Iterator[Diag]:
    """Only what nobody waits for is dropped; only what somebody waits for is aborted."""
    for one in sent(declared):
        if one.options.droppable and one.reply.mode in ("sync", "async"):
            what = f"`{one.item.name}` may be dropped, and its sender expects a reply"
            yield Diag("K0139", option(one, "droppable"), what, help="make it OneWay")
        if one.options.abortable and one.reply.mode == "oneway":
            what = f"`{one.item.name}` can be aborted, and nobody waits for it"
            source, name = one.item.module.source, one.item.name
            yield Diag("K0139", option(one, "abortable"), what, help="take abortable away",
                       fix=edit.argument.without_argument(source, name, "abortable"))


def message_names_are_unique_in_c(declared: Declared) -> Iterator[Diag]:
    """No two messages become one structure."""
    seen: dict[str, Sent] = {}
    for one in sent(declared):
        if one.c_name in seen:
            first = seen[one.c_name]
            what = f"two messages become `struct {one.c_name}_msg`"
            yield Diag("K0141", one.item.loc, what, "", (Mark(first.item.loc, "the other"),))
        seen.setdefault(one.c_name, one)


def errors_of_messages_are_errnos(declared: Fresh) -> Iterator[Diag]:
    """What a message fails with are members of Errno, each once."""
    for one in sent(declared):
        seen: set[int] = set()
        for number, error in enumerate(one.options.errors):
            at = option(one, "errors")
            if not isinstance(error, Member) or error.owner.__name__ != "Errno":
                what = f"`{one.item.name}` fails with {kind_of(error)}, which is no Errno"
                yield Diag("K0030", at, what,
                           help="write Errno.EINVAL, say (from syscall.decl import Errno)",
                           fix=error_named(declared, one.item, number, error))
                continue
            if error in seen:
                yield Diag("K0031", at, f"`{one.item.name}` names {error.name} twice",
                           help="name it once", fix=error_gone(one.item, number))
            seen.add(error)


def messages_have_one_header(declared: Declared) -> Iterator[Diag]:
    """Where messages are, one structure is said to stand at their beginning."""
    headers = list(declared.items(Header))
    if not headers:
        for one in list(sent(declared))[:1]:
            what = "messages are declared, and nothing says what they begin with"
            yield Diag("K0142", one.item.loc, what,
                       help="declare it: header = message_header(LwktMsg, ...)")
    for item in headers[1:]:
        what = "two structures stand at the beginning of messages"
        yield Diag("K0142", item.loc, what, "", (Mark(headers[0].loc, "the other"),))


def headers_have_what_messages_need(declared: Declared) -> Iterator[Diag]:
    """A message's header has flags, number, error and result."""
    for item in declared.items(Header):
        fields = vars(item.value.structure).get("__annotations__", {})
        for name in ("next", "target", "reply", "flags", "number", "error", "result"):
            if name not in fields:
                owner = declared.owner(item.value.structure)
                at = owner.loc if owner else item.loc
                what = f"`{item.value.structure.__name__}` begins messages, and has no `{name}`"
                yield Diag("K0143", at, what, "", (Mark(item.loc, "said here"),))
