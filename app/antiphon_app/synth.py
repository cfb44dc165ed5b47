"""The practice sound as numbers: notes in, blocks of samples out, each note on its own sample.

Knows timbres and samples; knows no audio device, no session and no clock but its own frames.
"""

import heapq
import itertools
from collections import deque
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from antiphon_app.timbre import (
    CLICK,
    KEYS,
    PLUCK,
    SAMPLE_RATE,
    TABLE_SIZE,
    Samples,
    Timbre,
    frequency,
    table_number,
    wave_tables,
)

POLYPHONY = 32
# Voices beyond the polyphony are those whose place was taken: they fade, too fast to be missed.
SLOTS = POLYPHONY + 16
STOLEN_FADE = 0.004
SILENT = 1e-4
NEVER = np.int64(2**62)
IMMEDIATELY = 0

TIMBRES = (KEYS, PLUCK, CLICK)

_VOICE = np.dtype(
    [
        ("note", np.int64),
        ("timbre", np.int64),
        ("table", np.int64),
        ("begun", np.int64),
        ("let_go", np.int64),
        ("release", np.float32),
        ("phase", np.float64),
        ("step", np.float64),
        ("level", np.float32),
        ("brightness", np.float32),
        ("attack", np.float32),
        ("body_rate", np.float32),
        ("brightness_rate", np.float32),
        ("left", np.float32),
        ("right", np.float32),
        ("is_on", np.bool_),
    ]
)


@dataclass(order=True, slots=True)
class _Event:
    frame: int
    number: int
    note: int = field(compare=False)
    pitch: int = field(default=0, compare=False)
    velocity: int = field(default=0, compare=False)
    timbre: int = field(default=0, compare=False)


class Synth:
    """Two instruments and a metronome's tick, 32 notes at once.

    `note_on`, `note_off`, `silence` and `cancel` may be called from any one thread, `render`
    from another: between them is only a queue. Frames count from the first block.
    """

    def __init__(self) -> None:
        self.volume = 0.8
        self.frame = 0
        self._volume_before = self.volume
        self._numbers = itertools.count(1)
        self._inbox: deque[_Event | int | None] = deque()
        self._pending: list[_Event] = []
        self._voices = np.zeros(SLOTS, dtype=_VOICE)
        tables = [wave_tables(timbre) for timbre in TIMBRES]
        self._body = np.stack([body for body, _ in tables]).reshape(-1)
        self._brightness = np.stack([brightness for _, brightness in tables]).reshape(-1)
        self._tables_in_timbre = len(tables[0][0])

    def note_on(self, timbre: Timbre, pitch: int, velocity: int, frame: int = IMMEDIATELY) -> int:
        """Begin a note on this frame, or at once if that has passed; return its number."""
        number = next(self._numbers)
        place = TIMBRES.index(timbre)
        self._inbox.append(_Event(frame, number, number, pitch, velocity, place))
        return number

    def note_off(self, note: int, frame: int = IMMEDIATELY) -> None:
        """Let go of the note that `note_on` returned; nothing happens if it is over."""
        self._inbox.append(_Event(frame, next(self._numbers), note))

    def cancel(self, note: int) -> None:
        """Take back a note that has not begun; one that has goes on."""
        self._inbox.append(note)

    def silence(self) -> None:
        """Let go of everything and take back what has not begun."""
        self._inbox.append(None)

    def sounding(self) -> int:
        """Return how many voices sound, those being released among them."""
        return int(self._voices["is_on"].sum())

    def render(self, frames: int) -> Samples:
        """Return the next block: float32, shape (frames, 2), within -1..1."""
        self._take_orders()
        end = self.frame + frames
        while self._pending and self._pending[0].frame < end:
            self._perform(heapq.heappop(self._pending))
        block = self._mix(frames)
        self.frame = end
        return block

    def _take_orders(self) -> None:
        while self._inbox:
            order = self._inbox.popleft()
            if isinstance(order, _Event):
                heapq.heappush(self._pending, order)
            elif order is None:
                self._pending.clear()
                self._let_go(self._voices["is_on"], self.frame)
            else:
                self._pending = [event for event in self._pending if event.note != order]
                heapq.heapify(self._pending)

    def _perform(self, event: _Event) -> None:
        frame = max(event.frame, self.frame)
        if event.velocity:
            self._begin(event, frame)
        else:
            self._let_go(self._voices["note"] == event.note, frame)

    def _let_go(self, which: NDArray[np.bool_], frame: int) -> None:
        held = which & (self._voices["let_go"] == NEVER)
        self._voices["let_go"][held] = frame

    def _begin(self, event: _Event, frame: int) -> None:
        timbre = TIMBRES[event.timbre]
        loudness = event.velocity / 127
        # Low strings ring longer than high ones.
        ring = 2.0 ** ((60 - event.pitch) / 24)
        angle = (timbre.pan + 1) * np.pi / 4
        per_frame = 1 / (SAMPLE_RATE * ring)
        step = frequency(event.pitch) / SAMPLE_RATE
        self._voices[self._free_slot()] = (
            event.note,
            event.timbre,
            event.timbre * self._tables_in_timbre + table_number(event.pitch),
            frame,
            NEVER,
            1 / (timbre.release * SAMPLE_RATE),
            # The wave begins with the note, not with the block.
            step * (self.frame - frame) % 1.0,
            step,
            timbre.gain * loudness**1.5,
            0.3 + 0.7 * loudness,
            1 / (timbre.attack * SAMPLE_RATE),
            per_frame / timbre.body_decay,
            per_frame / timbre.brightness_decay,
            np.cos(angle),
            np.sin(angle),
            True,
        )

    def _free_slot(self) -> int:
        """Return a slot to begin in; where all voices are taken, the oldest makes room."""
        voices = self._voices
        fade = np.float32(1 / (STOLEN_FADE * SAMPLE_RATE))
        playing = np.flatnonzero(voices["is_on"] & (voices["release"] != fade))
        if len(playing) >= POLYPHONY:
            # One that is let go already is missed least, then the one that began first.
            oldest = playing[np.lexsort((voices["begun"][playing], voices["let_go"][playing]))[0]]
            self._steal(int(oldest), fade)
        free = np.flatnonzero(~voices["is_on"])
        return int(free[0] if len(free) else np.argmin(voices["let_go"]))

    def _steal(self, slot: int, fade: np.float32) -> None:
        voice = self._voices[slot]
        # What its release has already taken away stays away: the level must not jump.
        released = max(0, self.frame - int(voice["let_go"])) * float(voice["release"])
        voice["level"] *= max(0.0, 1.0 - released) ** 2
        voice["let_go"] = self.frame
        voice["release"] = fade

    def _mix(self, frames: int) -> Samples:
        which = np.flatnonzero(self._voices["is_on"])
        volume = np.linspace(self._volume_before, self.volume, frames + 1, dtype=np.float32)[1:]
        self._volume_before = self.volume
        if not len(which):
            return np.zeros((frames, 2), dtype=np.float32)
        voices = self._voices[which]
        waves, last = self._waves(voices, frames)
        sides = np.stack([voices["left"], voices["right"]])
        # Gently bent, so that many loud notes press against the limit and never pass it.
        block: Samples = np.tanh((sides @ waves) * volume).T
        voices["phase"] = (voices["phase"] + voices["step"] * frames) % 1.0
        voices["is_on"] = last > SILENT
        self._voices[which] = voices
        return np.ascontiguousarray(block)

    def _waves(self, voices: NDArray[np.void], frames: int) -> tuple[Samples, Samples]:
        """Return each voice's samples, and how much of it is left at the end."""
        time = np.arange(frames, dtype=np.float32)
        age = time + (self.frame - voices["begun"]).astype(np.float32)[:, None]
        since = np.clip(self.frame - voices["let_go"], -(2**30), 2**30).astype(np.float32)
        gain = np.clip(age * voices["attack"][:, None], 0.0, 1.0)
        fade = np.clip(1.0 - (time + since[:, None]) * voices["release"][:, None], 0.0, 1.0)
        gain *= fade * fade
        gain *= voices["level"][:, None]
        np.maximum(age, 0.0, out=age)
        places = self._places(voices, frames)
        body = np.exp(-age * voices["body_rate"][:, None])
        bright = np.exp(-age * voices["brightness_rate"][:, None])
        bright *= voices["brightness"][:, None]
        waves = gain * (self._body[places] * body + self._brightness[places] * bright)
        begins_later = age[:, -1] <= 1.0 / voices["attack"]
        last = np.where(begins_later & (fade[:, -1] > 0), 1.0, fade[:, -1] * body[:, -1])
        return waves, last

    def _places(self, voices: NDArray[np.void], frames: int) -> NDArray[np.int32]:
        turns = voices["phase"][:, None] + voices["step"][:, None] * np.arange(frames)
        places = (turns * TABLE_SIZE).astype(np.int32) & (TABLE_SIZE - 1)
        places += (voices["table"] * TABLE_SIZE).astype(np.int32)[:, None]
        return places
