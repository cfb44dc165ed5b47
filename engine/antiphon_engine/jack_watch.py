"""An eye on the JACK server: whether it lives, how our ports are connected, and connecting them.

python-rtmidi does not notice that a server has died, and sending on would in time hang the
process with the GIL held; JACK tells this client within milliseconds. Knows no MIDI message.
"""

import os
from contextlib import suppress
from threading import Lock
from typing import Any

from antiphon_engine.midi_system import Wire

# Clients whose server has died: kept, because their memory is not ours to give back.
_buried: list[Any] = []


class JackWatch:
    """A small JACK client beside the MIDI ports; OSError where there is no server or library."""

    def __init__(self) -> None:
        # Antiphon must never start a sound server that its user has not started.
        os.environ.setdefault("JACK_NO_START_SERVER", "1")
        import jack  # noqa: PLC0415  (a C library that may be missing)

        # The library prints a page of complaints for each try; the exception says it all.
        jack.set_error_function(_quiet)
        jack.set_info_function(_quiet)
        self._errors: tuple[type[Exception], ...] = (jack.JackError,)
        try:
            self._client: Any = jack.Client("Antiphon watch", no_start_server=True)
        except jack.JackError as error:
            raise OSError("no JACK server is running") from error
        # The library's requests share a socket, and a closing client must not be asked any more.
        self._lock = Lock()
        self.is_alive = True
        self._client.set_shutdown_callback(self._on_shutdown)
        self._client.activate()

    def _on_shutdown(self, _status: object, _reason: str) -> None:
        self.is_alive = False

    def names(self, *, giving: bool) -> list[str]:
        """Return the full names of all MIDI ports that give messages, or else that take them."""
        with self._lock:
            if not self.is_alive:
                return []
            try:
                found = self._client.get_ports(is_midi=True, is_output=giving, is_input=not giving)
            except self._errors:
                return []
            return [port.name for port in found]

    def wires(self, ports: list[str]) -> list[Wire]:
        """Return the connections of these ports (full names), each as (from, to)."""
        found: list[Wire] = []
        for name in ports:
            found.extend(self._wires_of(name))
        return found

    def _wires_of(self, name: str) -> list[Wire]:
        with self._lock:
            if not self.is_alive:
                return []
            try:
                port = self._client.get_port_by_name(name)
                others = [other.name for other in self._client.get_all_connections(port)]
            except self._errors:
                return []
            return [(other, name) if port.is_input else (name, other) for other in others]

    def connect(self, wire: Wire) -> bool:
        """Connect the two ports; True if they are connected now."""
        with self._lock:
            if not self.is_alive:
                return False
            try:
                self._client.connect(*wire)
            except self._errors:
                pass
            else:
                return True
        return wire in self._wires_of(wire[0])

    def await_answer(self) -> None:
        """Return when the server answers requests, or is dead.

        jackd is deaf for five seconds for each client that was killed. rtmidi would wait for
        it with the GIL held; this waits without.
        """
        with self._lock:
            if self.is_alive:
                with suppress(*self._errors):
                    self._client.connect("Antiphon:asks", "Antiphon:asks")

    def close(self) -> None:
        """Leave the server."""
        with self._lock:
            if not self.is_alive:
                # The library cleans up after a dead server by itself, and would do it twice.
                _buried.append(self._client)
                return
            self.is_alive = False
            with suppress(*self._errors):
                self._client.close()


def _quiet(_message: str) -> None:
    """Say nothing."""
