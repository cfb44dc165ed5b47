"""The musician of a soak: plays without end to Antiphon, keeps account of what comes back.

In a process of its own, because JACK's C library may take its process with it. Each note has
a number, told by its channel and velocity, so that it can be found again in a journal.
"""

import multiprocessing
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from random import Random

import jack

from peers import Daw

VELOCITIES = 127
NUMBERS = 16 * VELOCITIES
NOTE = 0.050
SUSTAIN, ALL_NOTES_OFF = 64, 123
STARTING, CLOSING = 30.0, 5.0

Key = tuple[int, int]


@dataclass(frozen=True)
class Account:
    """What a musician heard: notes begun, what sounds at last, what only "all notes off" ended.

    `unended` sounded when a musician before left, and nothing has ended it.
    """

    begun: int
    sounding: frozenset[Key]
    swept: int
    unended: frozenset[Key] = frozenset()


def number_of(channel: int, velocity: int) -> int:
    """Return the number of a note, from 0, modulo NUMBERS."""
    return channel * VELOCITIES + velocity - 1


def account_of(received: list[tuple[float, list[int]]], sounding: frozenset[Key]) -> Account:
    """Return the account of all that came, `sounding` being what was to be ended at first."""
    now, unended, begun, swept = set(sounding), set(sounding), 0, 0
    for _, message in received:
        kind, channel = message[0] & 0xF0, message[0] & 0x0F
        if kind == 0x90:
            begun += 1
            now.add((channel, message[1]))
        elif kind == 0x80:
            now.discard((channel, message[1]))
            unended.discard((channel, message[1]))
        elif kind == 0xB0 and message[1] == ALL_NOTES_OFF:
            gone = {key for key in now if key[0] == channel}
            swept += len(gone)
            now -= gone
            unended -= gone
    return Account(begun, frozenset(now), swept, frozenset(unended))


class Musician:
    """Random phrases at 20 notes a second, pauses between, until the other end of `link` speaks."""

    def __init__(self, daw: Daw, link: Connection, first: int) -> None:
        self._daw = daw
        self._link = link
        self._number = first
        self._rng = Random(first)

    def play(self) -> None:
        """Play until told to leave; a key may still be down then."""
        while not self._link.poll(self._rng.choice([0.15, 0.4, 0.8, 1.5, 2.5])):
            self._phrase()

    def _phrase(self) -> None:
        pitch, is_pedalled = self._rng.randint(40, 84), self._rng.random() < 0.15
        if is_pedalled:
            self._pedal(127)
        for _ in range(self._rng.randint(4, 60)):
            if self._link.poll():
                return
            pitch = min(max(pitch + self._rng.randint(-5, 5), 24), 100)
            self._note(pitch)
        if is_pedalled:
            self._pedal(0)

    def _note(self, pitch: int) -> None:
        channel, velocity = divmod(self._number % NUMBERS, VELOCITIES)
        began = self._daw.send(0x90 | channel, pitch, velocity + 1)
        self._link.send((time.monotonic(), self._number % NUMBERS))
        self._number += 1
        if not self._link.poll(self._rng.uniform(0.02, 0.045)):
            self._daw.send(0x80 | channel, pitch, 0)
            time.sleep(max(0.0, began + NOTE - self._daw.clock()))

    def _pedal(self, value: int) -> None:
        channel = self._number % NUMBERS // VELOCITIES
        self._daw.send(0xB0 | channel, SUSTAIN, value)


def _live(
    link: Connection, names: tuple[str, str] | None, first: int, sounding: frozenset[Key]
) -> None:
    # A server that dies is no news here.
    jack.set_error_function(lambda _message: None)
    daw = Daw()
    if names is None:
        daw.connect()
    else:
        daw.offer(*names)
    link.send("connected")
    Musician(daw, link, first).play()
    link.send(account_of(daw.received, sounding))
    daw.close()


class Peer:
    """A musician at work; `sent` gets the time (monotonic) and number of each note."""

    def __init__(
        self,
        sent: list[tuple[float, int]],
        names: tuple[str, str] | None = None,
        sounding: frozenset[Key] = frozenset(),
    ) -> None:
        self.account: Account | None = None
        self._sent = sent
        self._connected = threading.Event()
        # One is left out: a musician who was killed may not have told of the last.
        first = sent[-1][1] + 2 if sent else 0
        context = multiprocessing.get_context("spawn")
        self._link, theirs = context.Pipe()
        self._process = context.Process(
            target=_live, args=(theirs, names, first, sounding), daemon=True
        )
        self._process.start()
        theirs.close()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    @property
    def is_alive(self) -> bool:
        """Whether the musician's process goes on."""
        return self._process.is_alive()

    def wait(self) -> "Peer":
        """Return when the ports are there; AssertionError if that does not come."""
        assert self._connected.wait(STARTING), "the musician's ports do not come up"
        return self

    def leave(self) -> Account:
        """Let the musician close the ports and return the account."""
        self._link.send("leave")
        self._process.join(CLOSING)
        self.kill()
        assert self.account is not None, "the musician left no account"
        return self.account

    def kill(self) -> None:
        """End the musician's process."""
        self._process.kill()
        self._process.join()
        self._reading.join(1)

    def _read(self) -> None:
        try:
            while True:
                self._take(self._link.recv())
        except (EOFError, OSError):
            return

    def _take(self, told: object) -> None:
        if isinstance(told, Account):
            self.account = told
        elif isinstance(told, tuple):
            self._sent.append(told)
        else:
            self._connected.set()
