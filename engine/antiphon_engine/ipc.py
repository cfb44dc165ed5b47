"""The link between the engine and its parent: one message a frame over a local socket.

The parent listens, with a random key; the child is told address and key through its stdin.
Nobody ever waits for the other side to read. Knows nothing of what the messages mean.
"""

import json
import os
import secrets
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener

from antiphon_engine.frames import MAX_FRAME_BYTES, decode, encode
from antiphon_engine.messages import Message, MessageError

KEY_BYTES = 32
# What waits to be sent, at most: some seconds of the densest playing. The oldest is dropped.
QUEUE_LENGTH = 4096
# The sending thread looks this often, well within one frame of a screen.
SENDING_INTERVAL = 0.008
MAX_INVITATION_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where the parent listens and the key that proves who calls; secret."""

    address: str
    key: bytes

    def to_line(self) -> bytes:
        """Return it as one line for the child's stdin."""
        return json.dumps({"address": self.address, "key": self.key.hex()}).encode() + b"\n"


def read_invitation(line: bytes) -> Invitation:
    """Return the invitation in `line`; MessageError where there is none."""
    try:
        told = json.loads(line[:MAX_INVITATION_BYTES])
        return Invitation(str(told["address"]), bytes.fromhex(told["key"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise MessageError("the first line on stdin must be an invitation to a link") from None


class Doorway:
    """The parent's end before the child has come: listens for whoever holds the key."""

    def __init__(self) -> None:
        key = secrets.token_bytes(KEY_BYTES)
        # The family is the system's own: a socket file of this user's, or a named pipe.
        self._listener = Listener(authkey=key)
        self.invitation = Invitation(str(self._listener.address), key)
        self._is_closed = False

    def welcome(self) -> Connection | None:
        """Wait for the child and return its connection; None once closed.

        Callers without the key are turned away.
        """
        while not self._is_closed:
            try:
                connection = self._listener.accept()
            except (AuthenticationError, EOFError, OSError):
                continue
            self._is_closed = True
            self._listener.close()
            return connection
        return None

    def close(self) -> None:
        """Let nobody in any more; a `welcome` in another thread returns."""
        if self._is_closed:
            return
        self._is_closed = True
        # A blocked accept wakes only when somebody calls.
        with suppress(OSError, EOFError, AuthenticationError):
            Client(self.invitation.address).close()
        self._listener.close()


def call(invitation: Invitation) -> Connection:
    """Return the child's connection to its parent; OSError or AuthenticationError if refused."""
    return Client(invitation.address, authkey=invitation.key)


class Link:
    """A connection with a thread for each direction.

    `received` gets each message and `closed` is called once, both on the reading thread.
    What is no message is told to `refused`.
    """

    def __init__(
        self,
        connection: Connection,
        received: Callable[[Message], None],
        closed: Callable[[], None],
        refused: Callable[[MessageError], None],
    ) -> None:
        self.dropped = 0
        self._connection = connection
        self._received = received
        self._closed = closed
        self._refused = refused
        self._waiting: deque[Message] = deque(maxlen=QUEUE_LENGTH)
        self._is_closing = False
        self._is_idle = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, name="link-reading", daemon=True),
            threading.Thread(target=self._write, name="link-writing", daemon=True),
        ]

    def start(self) -> None:
        """Begin to read and write."""
        for thread in self._threads:
            thread.start()

    def post(self, message: Message) -> None:
        """Send `message` soon; never waits. The oldest is dropped, and counted, in a jam."""
        if len(self._waiting) == QUEUE_LENGTH:
            self.dropped += 1
        self._waiting.append(message)
        self._is_idle.clear()

    def close(self, timeout: float) -> None:
        """Send what waits, for at most `timeout` seconds, and close."""
        self._is_idle.wait(timeout)
        self._is_closing = True
        _hang_up(self._connection)

    def _read(self) -> None:
        try:
            while True:
                frame = self._connection.recv_bytes(MAX_FRAME_BYTES)
                try:
                    message = decode(frame)
                except MessageError as error:
                    self._refused(error)
                else:
                    self._received(message)
        except (OSError, EOFError, TypeError):
            # A frame over the limit ends here too: whoever sends one is not to be trusted.
            self._is_closing = True
            with suppress(OSError):
                self._connection.close()
            self._closed()

    def _write(self) -> None:
        try:
            while not self._is_closing:
                self._write_what_waits()
                time.sleep(SENDING_INTERVAL)
        except (OSError, TypeError, AttributeError):
            # Closed, here or there; the reading thread says so.
            self._is_closing = True
        self._is_idle.set()

    def _write_what_waits(self) -> None:
        while self._waiting:
            message = self._waiting.popleft()
            try:
                frame = encode(message)
            except MessageError as error:
                self._refused(error)
            else:
                self._connection.send_bytes(frame)
        self._is_idle.set()


def _hang_up(connection: Connection) -> None:
    """End the connection for both sides, also while a thread waits for it."""
    if sys.platform == "win32":
        connection.close()
        return
    # Closing alone would leave the waiting thread, and the other side, waiting for ever.
    with suppress(OSError), socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)
