import threading
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection
from queue import SimpleQueue

import pytest

from antiphon_engine.frames import MAX_FRAME_BYTES
from antiphon_engine.ipc import QUEUE_LENGTH, Doorway, Invitation, Link, call, read_invitation
from antiphon_engine.messages import Message, MessageError, Panic, SetParams, Trouble


class End:
    """One end of a link and what came through it."""

    def __init__(self, connection: Connection) -> None:
        self.received: SimpleQueue[Message] = SimpleQueue()
        self.refused: SimpleQueue[MessageError] = SimpleQueue()
        self.closed = threading.Event()
        self.connection = connection
        self.link = Link(connection, self.received.put, self.closed.set, self.refused.put)


@pytest.fixture
def connections() -> Iterator[tuple[Connection, Connection]]:
    doorway = Doorway()
    called: SimpleQueue[Connection] = SimpleQueue()
    caller = threading.Thread(target=lambda: called.put(call(doorway.invitation)))
    caller.start()
    parent = doorway.welcome()
    assert parent is not None
    child = called.get(timeout=5)
    caller.join(5)
    yield parent, child
    for end in (parent, child):
        # The reading thread of a link may be closing it at this very moment.
        with suppress(OSError):
            end.close()


def test_messages_pass_in_both_directions(connections: tuple[Connection, Connection]) -> None:
    parent, child = map(End, connections)
    parent.link.start()
    child.link.start()
    parent.link.post(SetParams({"temperature": 2.0}))
    child.link.post(Trouble("hello"))
    assert child.received.get(timeout=5) == SetParams({"temperature": 2.0})
    assert parent.received.get(timeout=5) == Trouble("hello")


def test_what_was_posted_last_arrives_before_the_link_closes(
    connections: tuple[Connection, Connection],
) -> None:
    parent, child = map(End, connections)
    parent.link.start()
    child.link.start()
    for number in range(100):
        child.link.post(Trouble(str(number)))
    child.link.close(5)
    assert parent.closed.wait(5)
    assert [parent.received.get(timeout=5) for _ in range(100)][-1] == Trouble("99")


def test_whoever_has_not_the_key_is_turned_away_and_the_child_still_gets_in() -> None:
    doorway = Doorway()
    welcomed: SimpleQueue[Connection | None] = SimpleQueue()
    door = threading.Thread(target=lambda: welcomed.put(doorway.welcome()))
    door.start()
    with pytest.raises(AuthenticationError):
        call(Invitation(doorway.invitation.address, b"guessed"))
    child = call(doorway.invitation)
    parent = welcomed.get(timeout=5)
    assert parent is not None
    door.join(5)
    parent.close()
    child.close()


def test_a_door_that_is_closed_waits_for_nobody() -> None:
    doorway = Doorway()
    welcomed: SimpleQueue[Connection | None] = SimpleQueue()
    door = threading.Thread(target=lambda: welcomed.put(doorway.welcome()))
    door.start()
    doorway.close()
    assert welcomed.get(timeout=5) is None
    door.join(5)


def test_what_is_no_message_is_refused_and_the_link_stays(
    connections: tuple[Connection, Connection],
) -> None:
    parent, child = connections[0], End(connections[1])
    child.link.start()
    parent.send_bytes(b"nonsense")
    parent.send_bytes(b'{"v":1,"type":"Panic"}')
    assert child.received.get(timeout=5) == Panic()
    assert "not JSON" in str(child.refused.get(timeout=5))


def test_a_frame_over_the_limit_ends_the_link(connections: tuple[Connection, Connection]) -> None:
    parent, child = connections[0], End(connections[1])
    child.link.start()
    sender = threading.Thread(target=_send_too_much, args=(parent,))
    sender.start()
    assert child.closed.wait(5)
    child.link.close(0)
    sender.join(5)
    assert child.received.empty()


def _send_too_much(connection: Connection) -> None:
    try:
        connection.send_bytes(b" " * (MAX_FRAME_BYTES + 1))
    except OSError:
        return


def test_in_a_jam_the_oldest_is_dropped_and_counted_and_nobody_waits(
    connections: tuple[Connection, Connection],
) -> None:
    child = End(connections[1])
    for number in range(QUEUE_LENGTH + 10):
        child.link.post(Trouble(str(number)))
    assert child.link.dropped == 10
    parent = End(connections[0])
    parent.link.start()
    child.link.start()
    assert parent.received.get(timeout=5) == Trouble("10")


def test_an_invitation_is_one_line_that_comes_back() -> None:
    invitation = Invitation("/somewhere", b"\x01\x02")
    line = invitation.to_line()
    assert line.count(b"\n") == 1
    assert read_invitation(line) == invitation
    assert "01" not in repr(line[: line.index(b"key")])


@pytest.mark.parametrize(
    "line", [b"", b"{}\n", b"[1]\n", b'{"address":"a","key":"xyz"}\n', b"\xff"]
)
def test_what_is_no_invitation_is_refused_in_one_line(line: bytes) -> None:
    with pytest.raises(MessageError, match="must be an invitation"):
        read_invitation(line)
