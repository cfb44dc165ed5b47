"""The whole player: hears events, takes commands, and says what to send and when. (interface)"""

from collections.abc import Mapping
from typing import Any

from antiphon_engine.core.events import Happening, MidiEvent
from antiphon_engine.params import Params
from antiphon_models.improviser import Improviser

# Seconds by which what sounds is decided ahead, so that a sender can be exact.
LEAD = 0.010


class Performer:
    """The musician's partner. Pure: no clock, no thread, no port.

    Every happening it returns carries its own time: for notes, when they are due, at most
    LEAD ahead of `now`. What it decides depends only on the seed, the params, and the
    events and commands with their times, never on how often `advance` is called.
    Events earlier than the latest time seen are taken as happening at that time.
    Only the loop thread may touch it.
    """

    params: Params

    def __init__(self, mind: Improviser, params: Params, seed: int) -> None: ...

    @property
    def now(self) -> float:
        """The latest time seen, in seconds."""
        ...

    def hear(self, event: MidiEvent) -> list[Happening]:
        """Take in what the player did, at max(event.time, now); return what follows from it."""
        ...

    def advance(self, now: float) -> list[Happening]:
        """Return everything that has become due for sending up to `now`."""
        ...

    def next_due(self) -> float:
        """Return when `advance` must next be called, in seconds; math.inf if only input can help."""
        ...

    def set_params(self, changes: Mapping[str, Any], now: float) -> list[Happening]:
        """Turn knobs; ParamError names what does not fit, and then nothing has changed."""
        ...

    def panic(self, now: float) -> list[Happening]:
        """Silence everything and listen: offs for all that sounds, then controllers 64, 123, 120, 121.

        On the channel in use; on all sixteen when called again within two seconds.
        """
        ...

    def release(self, now: float) -> list[Happening]:
        """End the answer and every sounding note (a port vanished, the session stops)."""
        ...

    def forget(self, now: float) -> list[Happening]:
        """Release, and forget everything heard and played."""
        ...

    @property
    def sounding(self) -> list[tuple[int, int]]:
        """The (channel, pitch) pairs whose note-on was returned and whose note-off was not."""
        ...
