# SPDX-License-Identifier: BSD-3-Clause
"""Ports: where messages go to, on any CPU, and the kinds of them."""

from lwktmsg.decl import LwktMsg, MsgFlags

from dsl import (
    Enum,
    Kptr,
    L,
    Port,
    Struct,
    Text,
    init_step,
    ipi,
    message_header,
    port_kind,
    spinlock,
    tunable,
    u32,
)

thread_ports = tunable(
    ("thread", "spin"), default="thread", doc="What threads' ports are: nobody can tell which."
)

ports_ready = init_step("port_tune", doc="Threads' ports become spin ports, if that is wanted.")


class PortWaiting(Enum, u32):
    """How a port's owner sleeps; who wakes it does it by that.

    PORT_AWAKE: It does not.
    PORT_DESCHEDULED: Off its run queue: lwkt_schedule().
    PORT_ASLEEP: By lwkt_sleep() on the port.
    """

    PORT_AWAKE, PORT_DESCHEDULED, PORT_ASLEEP = 0, 1, 2


class LwktPort(Struct):
    """Where messages wait.  The kind says who may touch it, and how."""

    first: Kptr[L["lwkt_msg"]]
    last: Kptr[L["lwkt_msg"]]
    urgent_first: Kptr[L["lwkt_msg"]]
    urgent_last: Kptr[L["lwkt_msg"]]
    owner: Kptr[L["thread"]]
    kind: u32
    number: u32
    waiting: PortWaiting
    queued: u32
    bound: u32
    state: u32
    total: u32
    serializer: Kptr[L["serializer"]]
    name: Text[L[16]]


spin_port_lock = spinlock(per=LwktPort, doc="The queues of a port that any thread gets from.")

thread_port = port_kind(
    0,
    put="port_put_thread",
    get="port_get_owner",
    wait_port="port_wait_owner",
    wait_message="port_wait_message_owner",
    reply="port_reply_thread",
    drop="port_drop_owner",
    doc="A thread's own: its CPU alone touches it, in a critical section.",
)
spin_port = port_kind(
    1,
    put="port_put_locked",
    get="port_get_locked",
    wait_port="port_wait_locked",
    wait_message="port_wait_message_locked",
    reply="port_reply_locked",
    drop="port_drop_locked",
    doc="Any thread gets from it; a spinlock guards it.",
)
serialize_port = port_kind(
    2,
    put="port_put_serialized",
    get="port_get_serialized",
    wait_port="port_wait_serialized",
    wait_message="port_wait_message_serialized",
    reply="port_reply_serialized",
    doc="Who uses it is inside of its serializer.",
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


@ipi()
def port_put(m: Kptr[L["lwkt_msg"]]) -> None:
    """Queue a message on its target, a port of the CPU that is asked."""


@ipi()
def port_reply(m: Kptr[L["lwkt_msg"]]) -> None:
    """Give an answer to the thread that waits for it, or to its reply port."""


@ipi()
def port_own(asked: Kptr[L["port_owning"]]) -> None:
    """Give a port that nobody owns to a thread."""


@ipi()
def port_abort(asking: Kptr[L["port_abortion"]]) -> None:
    """Ask the receiver of a message for an early answer."""
