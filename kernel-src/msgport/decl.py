# SPDX-License-Identifier: BSD-3-Clause
"""Messages and ports: how a thread asks another, on any CPU, for something."""

from syscall.decl import Errno

from dsl import Flags, Kptr, L, Port, Struct, Text, message_header, port_kind, transition, u32, u64


class MsgFlags(Flags, u32):
    """Where a message is in its life (DragonFly, sys/sys/msgport.h).

    Several CPUs change them: each change is one atomic operation.
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
    """What every message begins with.  Its owner alone touches it, but for the flags."""

    next: Kptr[L["lwkt_msg"]]
    target: Kptr[L["lwkt_port"]]
    reply: Kptr[L["lwkt_port"]]
    flags: MsgFlags
    number: u32
    error: Errno
    sender: u32
    result: u64


class LwktPort(Struct):
    """Where messages wait.  The kind says who may touch it, and how."""

    first: Kptr[L["lwkt_msg"]]
    last: Kptr[L["lwkt_msg"]]
    urgent_first: Kptr[L["lwkt_msg"]]
    urgent_last: Kptr[L["lwkt_msg"]]
    owner: Kptr[L["thread"]]
    kind: u32
    number: u32
    waiting: u32
    queued: u32
    bound: u32
    state: u32
    name: Text[L[16]]


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
    forbids=SETTLED | MsgFlags.MSGF_SYNC,
    sets=MsgFlags.MSGF_REPLY | MsgFlags.MSGF_INTRANSIT,
    doc="The answer travels to the CPU of its reply port.",
)
reply_arrive = transition(
    ("intransit",),
    "replied",
    needs=MsgFlags.MSGF_REPLY | MsgFlags.MSGF_INTRANSIT,
    forbids=MsgFlags.MSGF_DONE | MsgFlags.MSGF_QUEUED,
    sets=MsgFlags.MSGF_DONE | MsgFlags.MSGF_QUEUED,
    clears=MsgFlags.MSGF_INTRANSIT,
    doc="The reply port's CPU queues the answer.",
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
    doc="The sender sleeps until it is answered.",
)
request_abort = transition(
    ("sent", "queued", "intransit", "owned"),
    "",
    needs=MsgFlags.MSGF_ABORTABLE,
    forbids=MsgFlags.MSGF_DONE | MsgFlags.MSGF_REPLY | MsgFlags.MSGF_ABORTED,
    sets=MsgFlags.MSGF_ABORTED,
    doc="The sender asks for an early reply, once; a reply comes still.",
)

thread_port = port_kind(
    0,
    put="port_put_thread",
    get="port_get_owner",
    wait_port="port_wait_owner",
    wait_message="port_wait_message",
    reply="port_reply_queue",
    drop="port_drop_owner",
    doc="A thread's own: its CPU alone touches it, in a critical section.",
)
spin_port = port_kind(
    1,
    put="port_put_locked",
    get="port_get_locked",
    wait_port="port_wait_locked",
    wait_message="port_wait_message",
    reply="port_reply_queue",
    drop="port_drop_owner",
    doc="Any thread gets from it; a spinlock guards it.",
)
serialize_port = port_kind(
    2,
    put="port_put_locked",
    get="port_get_locked",
    wait_port="port_wait_locked",
    wait_message="port_wait_message",
    reply="port_reply_queue",
    doc="Who uses it holds its serializer.",
)
reply_only_port = port_kind(
    3, reply="port_reply_call", doc="A function gets the replies; nothing is sent to it."
)
reply_null_port = port_kind(
    4, reply="port_reply_mark", doc="Replies are only marked; nothing is sent to it."
)
put_only_port = port_kind(
    5, put="port_put_now", doc="What is sent to it is handled at once, by the sender's thread."
)
panic_port = port_kind(6, doc="Nothing may be done with it: every operation ends the kernel.")


class NullReplyPort(Port, id=0x01, kind=reply_null_port):
    """Where the answers of messages go that nobody waits for, and that lie in something."""


class FreeReplyPort(Port, id=0x02, kind=reply_only_port):
    """Where the answers of messages go that nobody waits for; their memory is freed."""


header = message_header(
    LwktMsg, port=LwktPort, flags=MsgFlags, unanswered=NullReplyPort, freed=FreeReplyPort
)
