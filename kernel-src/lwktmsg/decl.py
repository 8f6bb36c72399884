# SPDX-License-Identifier: BSD-3-Clause
"""Messages: what every one begins with, and the steps of its life."""

from syscall.decl import Errno

from dsl import Flags, Kptr, L, Struct, transition, u32, u64


class MsgFlags(Flags, u32):
    """Where a message is in its life (DragonFly, sys/sys/msgport.h).

    Who has the message changes them, and meanwhile the sender those that say what it wants:
    they lie in two words, each of which has one writer.
    """

    MSGF_DONE = 0x1
    MSGF_REPLY = 0x2
    MSGF_QUEUED = 0x4
    MSGF_SYNC = 0x8
    MSGF_INTRANSIT = 0x10
    MSGF_WAITING = 0x20
    MSGF_DROPABLE = 0x40
    MSGF_ABORTABLE = 0x80
    MSGF_PRIORITY = 0x100
    MSGF_ABORTED = 0x200


class LwktMsg(Struct):
    """What every message begins with.  Its owner alone touches it, but for `wants`."""

    next: Kptr[L["lwkt_msg"]]
    target: Kptr[L["lwkt_port"]]
    reply: Kptr[L["lwkt_port"]]
    waiter: Kptr[L["thread"]]
    flags: MsgFlags
    number: u32
    error: Errno
    wants: MsgFlags
    result: u64


# What no message has that is on its way from one hand to the other.
SETTLED = MsgFlags.MSGF_DONE | MsgFlags.MSGF_QUEUED | MsgFlags.MSGF_INTRANSIT

prepare = transition(
    ("idle",),
    "sent",
    needs=MsgFlags.MSGF_DONE,
    forbids=MsgFlags.MSGF_QUEUED | MsgFlags.MSGF_INTRANSIT,
    clears=MsgFlags.MSGF_DONE
    | MsgFlags.MSGF_REPLY
    | MsgFlags.MSGF_SYNC
    | MsgFlags.MSGF_WAITING
    | MsgFlags.MSGF_ABORTED,
    doc="The sender gives it away; the reply will be queued on its port.",
)
prepare_sync = transition(
    ("idle",),
    "sent",
    needs=MsgFlags.MSGF_DONE,
    forbids=MsgFlags.MSGF_QUEUED | MsgFlags.MSGF_INTRANSIT | MsgFlags.MSGF_DROPABLE,
    sets=MsgFlags.MSGF_SYNC,
    clears=MsgFlags.MSGF_DONE
    | MsgFlags.MSGF_REPLY
    | MsgFlags.MSGF_WAITING
    | MsgFlags.MSGF_ABORTED,
    doc="The sender gives it away and waits: the reply is only marked.",
)
queue = transition(
    ("sent",),
    "queued",
    forbids=SETTLED,
    sets=MsgFlags.MSGF_QUEUED,
    doc="It waits on its target's queue.",
)
depart = transition(
    ("sent",),
    "intransit",
    forbids=SETTLED,
    sets=MsgFlags.MSGF_INTRANSIT,
    doc="It travels to another CPU, on no queue.",
)
arrive = transition(
    ("intransit",),
    "queued",
    needs=MsgFlags.MSGF_INTRANSIT,
    forbids=MsgFlags.MSGF_QUEUED,
    sets=MsgFlags.MSGF_QUEUED,
    clears=MsgFlags.MSGF_INTRANSIT,
    doc="The target's CPU queues it.",
)
refuse = transition(
    ("intransit",),
    "owned",
    needs=MsgFlags.MSGF_INTRANSIT,
    forbids=MsgFlags.MSGF_QUEUED | MsgFlags.MSGF_REPLY,
    clears=MsgFlags.MSGF_INTRANSIT,
    doc="The target's queue is full: its CPU answers.",
)
take = transition(
    ("queued",),
    "owned",
    needs=MsgFlags.MSGF_QUEUED,
    forbids=MsgFlags.MSGF_REPLY,
    clears=MsgFlags.MSGF_QUEUED,
    doc="The receiver takes it off its port: it owns it now.",
)
run = transition(
    ("sent",),
    "owned",
    forbids=SETTLED,
    doc="The receiver handles it at once, on no queue.",
)
forward = transition(
    ("owned",),
    "sent",
    forbids=MsgFlags.MSGF_QUEUED | MsgFlags.MSGF_DONE | MsgFlags.MSGF_REPLY,
    doc="The receiver hands it on; the reply port stays.",
)
drop = transition(
    ("queued",),
    "idle",
    needs=MsgFlags.MSGF_QUEUED | MsgFlags.MSGF_DROPABLE,
    forbids=MsgFlags.MSGF_REPLY,
    sets=MsgFlags.MSGF_DONE,
    clears=MsgFlags.MSGF_QUEUED,
    doc="The receiver throws it away, unanswered.",
)
reply_marked = transition(
    ("owned", "sent"),
    "idle",
    forbids=SETTLED,
    sets=MsgFlags.MSGF_DONE | MsgFlags.MSGF_REPLY,
    doc="The reply to who waits is a mark: after it nobody but the sender touches it.",
)
reply_queued = transition(
    ("owned", "sent"),
    "replied",
    forbids=SETTLED | MsgFlags.MSGF_SYNC,
    sets=MsgFlags.MSGF_DONE | MsgFlags.MSGF_REPLY | MsgFlags.MSGF_QUEUED,
    doc="The reply waits on the sender's reply port.",
)
reply_depart = transition(
    ("owned", "sent"),
    "intransit",
    forbids=SETTLED,
    sets=MsgFlags.MSGF_REPLY | MsgFlags.MSGF_INTRANSIT,
    doc="The answer travels to the CPU of who waits, or of its reply port.",
)
reply_arrive = transition(
    ("intransit",),
    "replied",
    needs=MsgFlags.MSGF_REPLY | MsgFlags.MSGF_INTRANSIT,
    forbids=MsgFlags.MSGF_DONE | MsgFlags.MSGF_QUEUED | MsgFlags.MSGF_SYNC,
    sets=MsgFlags.MSGF_DONE | MsgFlags.MSGF_QUEUED,
    clears=MsgFlags.MSGF_INTRANSIT,
    doc="The reply port's CPU queues the answer.",
)
mark_arrive = transition(
    ("intransit",),
    "idle",
    needs=MsgFlags.MSGF_REPLY | MsgFlags.MSGF_INTRANSIT | MsgFlags.MSGF_SYNC,
    forbids=MsgFlags.MSGF_DONE | MsgFlags.MSGF_QUEUED,
    sets=MsgFlags.MSGF_DONE,
    clears=MsgFlags.MSGF_INTRANSIT,
    doc="The CPU of who waits marks the message.",
)
collect = transition(
    ("replied",),
    "idle",
    needs=MsgFlags.MSGF_QUEUED | MsgFlags.MSGF_REPLY | MsgFlags.MSGF_DONE,
    clears=MsgFlags.MSGF_QUEUED,
    doc="The sender takes the reply.",
)
watch = transition(
    ("sent", "queued", "intransit", "owned"),
    "",
    forbids=MsgFlags.MSGF_DONE | MsgFlags.MSGF_DROPABLE,
    sets=MsgFlags.MSGF_WAITING,
    by="sender",
    doc="The sender sleeps until it is answered.",
)
request_abort = transition(
    ("sent", "queued", "intransit", "owned"),
    "",
    needs=MsgFlags.MSGF_ABORTABLE,
    forbids=MsgFlags.MSGF_DONE | MsgFlags.MSGF_REPLY | MsgFlags.MSGF_ABORTED,
    sets=MsgFlags.MSGF_ABORTED,
    by="sender",
    doc="The sender asks for an early reply, once; a reply comes still.",
)
