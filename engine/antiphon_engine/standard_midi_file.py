"""The bytes of a Standard MIDI File as tracks of timed messages; damage is skipped and counted.

Knows ticks, chunks and running status. Knows nothing of seconds, notes or paths.
Written here rather than taken from mido, whose reader gives up a file at its first fault and
misreads SMPTE divisions (ARCHITECTURE.md).
"""

from collections import Counter
from dataclasses import dataclass, field

# Frames a second by the first byte of an SMPTE division; 29 is NTSC's drop-frame 29.97.
FRAME_RATES = {24: 24.0, 25: 25.0, 29: 30000 / 1001, 30: 30.0}

_DATA_BYTES = {0x80: 2, 0x90: 2, 0xA0: 2, 0xB0: 2, 0xC0: 1, 0xD0: 1, 0xE0: 2}
_SYSTEM_DATA_BYTES = {0xF1: 1, 0xF2: 2, 0xF3: 1}
_CLOCK_BYTES = frozenset(range(0xF8, 0xFF))
_TRACK_NAME, _END_OF_TRACK, _SET_TEMPO = 0x03, 0x2F, 0x51


class MidiFormatError(ValueError):
    """Bytes that are no Standard MIDI File, or one of which nothing can be read."""


@dataclass(frozen=True, slots=True)
class ChannelMessage:
    """A channel message at `tick` from its track's beginning; `status` 0x80..0xEF."""

    tick: int
    status: int
    data: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TempoChange:
    """The tempo from `tick` on, in microseconds a quarter note, 1..16777215."""

    tick: int
    microseconds: int


@dataclass(slots=True)
class Track:
    """A track as read: its messages and tempo changes in order, its name and its end in ticks."""

    name: str = ""
    messages: list[ChannelMessage] = field(default_factory=list)
    tempos: list[TempoChange] = field(default_factory=list)
    end: int = 0
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Division:
    """What a tick lasts: `ticks` a quarter note or, where `frame_rate` is above 0, a frame."""

    ticks: int
    frame_rate: float = 0.0


@dataclass(frozen=True, slots=True)
class StandardMidiFile:
    """A file as read; `skipped` counts by kind what was passed over."""

    kind: int
    division: Division
    tracks: list[Track]
    skipped: Counter[str]


def read_standard_midi_file(content: bytes) -> StandardMidiFile:
    """Return what `content` holds; MidiFormatError says why it is no MIDI file.

    Work and memory grow with the number of bytes alone, whatever the header promises.
    """
    header = _find_header(content)
    length = int.from_bytes(content[header + 4 : header + 8])
    if len(content) < header + 14 or length < 6:
        raise MidiFormatError("it ends within its header")
    kind = int.from_bytes(content[header + 8 : header + 10])
    if kind > 2:
        raise MidiFormatError(f"it is of type {kind}, and there are 0, 1 and 2")
    division = _division(content[header + 12 : header + 14])
    skipped: Counter[str] = Counter()
    tracks = _tracks(content, header + 8 + length, skipped)
    promised = int.from_bytes(content[header + 10 : header + 12])
    if len(tracks) < promised:
        skipped["missing tracks"] = promised - len(tracks)
    return StandardMidiFile(kind, division, tracks, skipped)


def _find_header(content: bytes) -> int:
    if content.startswith(b"RIFF") and content[8:12] == b"RMID":
        # RMID is a MIDI file in a RIFF wrapper; its header follows a few bytes in.
        found = content.find(b"MThd", 12, 64)
    else:
        found = content.find(b"MThd", 0, 4)
    if found < 0:
        raise MidiFormatError("it does not begin like one" if content else "it is empty")
    return found


def _division(field_bytes: bytes) -> Division:
    high, low = field_bytes
    if high < 0x80:
        ticks = (high << 8) | low
        if ticks == 0:
            raise MidiFormatError("its header divides a quarter note into 0 ticks")
        return Division(ticks)
    frames = 256 - high
    if frames not in FRAME_RATES or low == 0:
        raise MidiFormatError(f"its header asks for {frames} frames a second of {low} ticks")
    return Division(low, FRAME_RATES[frames])


def _tracks(content: bytes, position: int, skipped: Counter[str]) -> list[Track]:
    tracks = []
    while position + 8 <= len(content):
        name = content[position : position + 4]
        end = position + 8 + int.from_bytes(content[position + 4 : position + 8])
        if name == b"MTrk":
            tracks.append(_TrackReader(content, position + 8, end, skipped).read())
        else:
            skipped["foreign chunks"] += 1
        position = end
    return tracks


class _CutError(Exception):
    """The bytes of a track end within a message."""


class _TrackReader:
    """Reads one track chunk; `skipped` is shared with the other tracks of the file."""

    def __init__(self, content: bytes, start: int, end: int, skipped: Counter[str]) -> None:
        self._content = content
        self._position = start
        self._end = min(end, len(content))
        self._is_cut = end > len(content)
        self._skipped = skipped
        self._status = 0
        self._track = Track()
        self._tick = 0

    def read(self) -> Track:
        """Return the track, up to the first damage that nothing can be read behind."""
        track = self._track
        track.is_whole = False
        try:
            while self._position < self._end and not track.is_whole:
                self._tick += self._variable_length()
                self._message(self._byte())
            # Without an end-of-track the end of the chunk serves, if the file has it.
            track.is_whole = track.is_whole or not self._is_cut
        except _CutError:
            self._skipped["damaged messages"] += 1
            track.is_whole = not self._is_cut
        track.end = self._tick
        return track

    def _byte(self) -> int:
        if self._position >= self._end:
            raise _CutError
        self._position += 1
        return self._content[self._position - 1]

    def _bytes(self, count: int) -> bytes:
        if self._position + count > self._end:
            raise _CutError
        self._position += count
        return self._content[self._position - count : self._position]

    def _variable_length(self) -> int:
        value = 0
        for _ in range(4):
            byte = self._byte()
            value = (value << 7) | (byte & 0x7F)
            if byte < 0x80:
                return value
        raise _CutError

    def _message(self, status: int) -> None:
        if status < 0x80:
            self._position -= 1
            self._channel_message()
        elif status < 0xF0:
            self._status = status
            self._channel_message()
        elif status == 0xFF:
            self._meta(self._byte(), self._bytes(self._variable_length()))
        elif status in (0xF0, 0xF7):
            self._skipped["sysex"] += 1
            self._bytes(self._variable_length())
        else:
            self._skipped["clock" if status in _CLOCK_BYTES else "system messages"] += 1
            self._bytes(_SYSTEM_DATA_BYTES.get(status, 0))

    def _channel_message(self) -> None:
        if not self._status:
            raise _CutError  # a data byte with no status before it: nothing tells what it means
        data = self._bytes(_DATA_BYTES[self._status & 0xF0])
        if max(data) > 0x7F:
            self._skipped["damaged messages"] += 1
            return
        message = ChannelMessage(self._tick, self._status, (data[0], data[-1]))
        self._track.messages.append(message)

    def _meta(self, kind: int, content: bytes) -> None:
        if kind == _END_OF_TRACK:
            self._track.is_whole = True
        elif kind == _SET_TEMPO:
            self._tempo(content)
        elif kind == _TRACK_NAME and not self._track.name:
            self._track.name = _text(content)

    def _tempo(self, content: bytes) -> None:
        microseconds = int.from_bytes(content)
        if len(content) == 3 and microseconds > 0:
            self._track.tempos.append(TempoChange(self._tick, microseconds))
        else:
            self._skipped["damaged messages"] += 1


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8").strip()
    except UnicodeDecodeError:
        return content.decode("latin-1").strip()
