# SPDX-License-Identifier: BSD-3-Clause
"""The console of a guest whose terminal belongs to a debugger: a socket, and a pipe for keys.

Whoever joins the socket first gets what the guest has printed so far.  While somebody is
there, the debugger's terminal is left in peace.
"""

from __future__ import annotations

import os
import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from front.guest import Guest
from front.talk import show

#: Names in the folder of a debugged guest.
SOCKET, KEYS = "console", "keys"

#: How much of the past those who join are shown, and how long they may keep us waiting.
PAST, PATIENCE = 64 * 1024, 1.0


class Console:
    """What the guest prints goes to all who joined; what they type goes to the guest."""

    def __init__(self, guest: Guest, place: Path) -> None:
        self.guest = guest
        self.past = b""
        self.joined: list[socket.socket] = []
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(place / SOCKET))
        self.door.listen()
        os.mkfifo(place / KEYS, 0o600)
        # Open for writing, too, so that a writer who leaves does not end the pipe.
        self.keys = os.open(place / KEYS, os.O_RDWR | os.O_NONBLOCK)
        self.ready = selectors.DefaultSelector()
        for source in (guest.screen, self.door, self.keys):
            self.ready.register(source, selectors.EVENT_READ)

    def serve(self) -> None:
        """Pass everything on until the guest ends; then send everybody home."""
        while self.pass_on():
            pass
        for one in list(self.joined):
            self.leave(one)
        self.ready.close()
        self.door.close()
        os.close(self.keys)

    def pass_on(self) -> bool:
        """Pass on what came in from anywhere; say whether the guest goes on."""
        for key, _events in self.ready.select():
            if key.fileobj is self.guest.screen:
                data = os.read(key.fd, 65536)
                if not data:
                    return False
                self.print(data)
            elif key.fileobj is self.door:
                self.join(self.door.accept()[0])
            elif key.fd == self.keys:
                self.guest.type(os.read(key.fd, 65536))
            elif isinstance(key.fileobj, socket.socket):
                self.hear(key.fileobj)
        return True

    def print(self, data: bytes) -> None:
        """Show what the guest printed to those who joined, or on this terminal."""
        self.past = (self.past + data)[-PAST:]
        if not self.joined:
            show(data)
        for one in list(self.joined):
            self.tell(one, data)

    def join(self, one: socket.socket) -> None:
        """Let somebody in, and show what they have missed."""
        one.settimeout(PATIENCE)
        self.joined.append(one)
        self.ready.register(one, selectors.EVENT_READ)
        self.tell(one, self.past)

    def tell(self, one: socket.socket, data: bytes) -> None:
        """Send to somebody; who does not read has to leave."""
        try:
            one.sendall(data)
        except OSError:
            self.leave(one)

    def hear(self, one: socket.socket) -> None:
        """Type what somebody typed; nothing more to read means that they left."""
        data = b""
        with suppress(OSError):
            data = one.recv(65536)
        if data:
            self.guest.type(data)
        else:
            self.leave(one)

    def leave(self, one: socket.socket) -> None:
        """Forget somebody."""
        if one in self.joined:
            self.joined.remove(one)
            self.ready.unregister(one)
            one.close()


@contextmanager
def console(guest: Guest, place: Path) -> Iterator[None]:
    """Serve a guest's console in a folder; on leaving, end the guest."""
    served = Console(guest, place)
    thread = threading.Thread(target=served.serve, daemon=True)
    thread.start()
    try:
        yield
    finally:
        guest.end()
        thread.join()
