"""Real MIDI ports over python-rtmidi: ALSA, JACK, CoreMIDI and Windows by the same code.

Knows what each driver can and cannot do; knows nothing of when ports are opened or why.
"""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

import rtmidi

from antiphon_engine.jack_watch import JackWatch
from antiphon_engine.midi_system import INPUT_NAME, OUTPUT_NAME, NoMidiError, PortGoneError, Wire

_INPUT_CLIENT = "Antiphon in"
_OUTPUT_CLIENT = "Antiphon out"
_LOOKING_CLIENT = "Antiphon looks"
# A second of 10,000 messages, should the whole process stall for that long.
_QUEUE_SIZE = 16384
# Ends whose JACK server has died. Closing one, or letting it be collected, would hold the GIL
# for a second; they are kept instead, and end with the process.
_buried: list[Any] = []
# What rtmidi raises: its own errors, and SystemError where a driver cannot be reached.
_ERRORS = (rtmidi.RtMidiError, SystemError, ValueError, OverflowError, RuntimeError)


def open_system() -> "RtmidiSystem":
    """Return the driver to use here: the platform's own, on Linux ALSA or else JACK.

    Raises NoMidiError where there is none; nothing is started.
    """
    if sys.platform.startswith("linux"):
        return _open_linux()
    apis = rtmidi.get_compiled_api()
    for api, driver in ((rtmidi.API_MACOSX_CORE, "CoreMIDI"), (rtmidi.API_WINDOWS_MM, "WinMM")):
        if api in apis:
            try:
                return RtmidiSystem(api, driver)
            except PortGoneError as error:
                raise NoMidiError(f"no MIDI: {error}; restart the computer's MIDI") from None
    raise NoMidiError(
        "no MIDI: python-rtmidi was built without a driver for this system; reinstall it"
    )


def _open_linux() -> "RtmidiSystem":
    # Asked of the system first, because the ALSA library prints its complaints on the terminal.
    if Path("/dev/snd/seq").exists():
        try:
            return RtmidiSystem(rtmidi.API_LINUX_ALSA, "ALSA")
        except PortGoneError:
            pass
    try:
        return RtmidiSystem(rtmidi.API_UNIX_JACK, "JACK", JackWatch())
    except (OSError, ImportError):
        raise NoMidiError(
            "no MIDI: neither ALSA's sequencer nor a JACK server is there; "
            "load it with 'modprobe snd-seq' or start JACK"
        ) from None


class RtmidiSystem:
    """One driver of rtmidi's, with JACK's watch where that is the driver."""

    def __init__(self, api: int, driver: str, watch: JackWatch | None = None) -> None:
        self.driver = driver
        self.makes_ports = api != rtmidi.API_WINDOWS_MM
        self._api = api
        self._watch = watch
        self._own: list[str] = []
        # JACK lists its ports by the watch; the others want an end of their own to ask.
        self._ears = None if watch else self._made(rtmidi.MidiIn, _LOOKING_CLIENT)
        self._eyes = None if watch else self._made(rtmidi.MidiOut, _LOOKING_CLIENT)

    @property
    def is_alive(self) -> bool:
        """False from a few milliseconds after the JACK server has died."""
        return self._watch is None or self._watch.is_alive

    def _made(self, kind: Any, client: str, **options: int) -> Any:
        self.await_answer()
        try:
            return kind(self._api, name=client, **options)
        except _ERRORS as error:
            raise PortGoneError(f"{self.driver}: {error}") from None

    def input_names(self) -> list[str]:
        """Names of the ports that can be listened to, Antiphon's own left out."""
        names = self._watch.names(giving=True) if self._watch else _asked(self._ears)
        return self._foreign(names)

    def output_names(self) -> list[str]:
        """Names of the ports that can be played to, Antiphon's own left out."""
        names = self._watch.names(giving=False) if self._watch else _asked(self._eyes)
        return self._foreign(names)

    def _foreign(self, names: list[str]) -> list[str]:
        # CoreMIDI lists a port of ours by its own name, the others by its client's. Where none
        # can be made, ports of these names are the user's, made for us.
        ours = (INPUT_NAME, OUTPUT_NAME) if self.makes_ports else ()
        clients = (_INPUT_CLIENT, _OUTPUT_CLIENT, _LOOKING_CLIENT)
        return [name for name in names if name not in ours and not name.startswith(clients)]

    def open_input(self, name: str | None) -> "RtmidiInput":
        """Open the port of exactly this name, or make "To Antiphon"; raises PortGoneError."""
        end = self._made(rtmidi.MidiIn, _INPUT_CLIENT, queue_size_limit=_QUEUE_SIZE)
        # All are asked for, so that what is skipped can be counted.
        end.ignore_types(sysex=False, timing=False, active_sense=False)
        return RtmidiInput(self, end, self._opened(end, name, INPUT_NAME, giving=False))

    def open_output(self, name: str | None) -> "RtmidiOutput":
        """Open the port of exactly this name, or make "From Antiphon"; raises PortGoneError."""
        end = self._made(rtmidi.MidiOut, _OUTPUT_CLIENT)
        return RtmidiOutput(self, end, self._opened(end, name, OUTPUT_NAME, giving=True))

    def _opened(self, end: Any, name: str | None, own_name: str, *, giving: bool) -> str:
        before = set(self._watch.names(giving=giving)) if self._watch else set()
        try:
            if name is None:
                end.open_virtual_port(own_name)
            else:
                end.open_port(end.get_ports().index(name), own_name)
        except _ERRORS as error:
            raise PortGoneError(f"{name or own_name}: {error}") from None
        if self._watch:
            # Asked for afterwards, because JACK numbers a client whose name is taken.
            made = [each for each in self._watch.names(giving=giving) if each not in before]
            self._own.extend(each for each in made if each.endswith(":" + own_name))
        return name or own_name

    def await_answer(self) -> None:
        """Return when the driver is ready for a request that would block this process."""
        if self._watch:
            self._watch.await_answer()

    def dispose(self, end: Any) -> None:
        """Close an end of rtmidi's, or bury it where its server has died."""
        self.await_answer()
        if not self.is_alive:
            _buried.append(end)
            return
        # Where it cannot be closed its driver has gone, and there is nothing to give back.
        with suppress(*_ERRORS):
            end.close_port()
            end.delete()

    def wires(self) -> list[Wire]:
        """Connections of Antiphon's own ports as (from, to); [] where that cannot be known."""
        return self._watch.wires(self._own) if self._watch else []

    def connect(self, wire: Wire) -> bool:
        """Restore a connection; False where its ends are not there (yet)."""
        return self._watch.connect(wire) if self._watch else False

    def close(self) -> None:
        """Leave the driver."""
        self._ears = self._eyes = None
        if self._watch:
            self._watch.close()


def _asked(end: Any) -> list[str]:
    try:
        return [str(name) for name in end.get_ports()]
    except _ERRORS:
        return []


class RtmidiInput:
    """An open input; the lock keeps a close from pulling it away under a receive."""

    def __init__(self, system: RtmidiSystem, end: Any, name: str) -> None:
        self.name = name
        self._system = system
        self._end = end
        self._lock = Lock()
        self._is_closed = False

    def receive(self) -> tuple[Sequence[int], float] | None:
        """Return the next packet and the seconds since the one before; raises PortGoneError."""
        with self._lock:
            if self._is_closed or not self._system.is_alive:
                raise PortGoneError(self.name)
            try:
                received: tuple[Sequence[int], float] | None = self._end.get_message()
            except _ERRORS as error:
                raise PortGoneError(f"{self.name}: {error}") from None
            return received

    def close(self) -> None:
        """Give the port back."""
        with self._lock:
            self._is_closed = True
        self._system.dispose(self._end)


class RtmidiOutput:
    """An open output; it refuses to send once its driver is known to be dead."""

    def __init__(self, system: RtmidiSystem, end: Any, name: str) -> None:
        self.name = name
        self._system = system
        self._end = end
        self._lock = Lock()
        self._is_closed = False

    def send(self, message: Sequence[int]) -> None:
        """Hand one valid MIDI message to the driver; raises PortGoneError."""
        with self._lock:
            # A send to a dead JACK server spins for ever, GIL held, once its ring is full.
            if self._is_closed or not self._system.is_alive:
                raise PortGoneError(self.name)
            try:
                self._end.send_message(message)
            except _ERRORS as error:
                raise PortGoneError(f"{self.name}: {error}") from None

    def close(self) -> None:
        """Give the port back."""
        # A send that hangs in its driver must not hang its closing too.
        if self._lock.acquire(timeout=0.5):
            self._is_closed = True
            self._lock.release()
        self._system.dispose(self._end)
