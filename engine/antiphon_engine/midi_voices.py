"""The voices of a MIDI file, as melodies to learn: each track's channels apart, without drums.

Knows events and notes; what a mind does with a voice is its own affair.
"""

from collections import defaultdict
from pathlib import Path

from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn
from antiphon_engine.midi_file import MidiFileError, read_tracks
from antiphon_engine.take_notes import notes_of
from antiphon_models.music.notes import Note

# General MIDI's channel 10: its pitches are drums, and make no melody.
DRUMS = 9
# No music has more; a damaged file may promise hundreds of thousands of a note each.
MOST_VOICES = 256
# Times are kept to a tenth of a millisecond, far below what anybody hears.
DECIMALS = 4

Voice = tuple[Note, ...]


def read_voices(path: Path) -> tuple[Voice, ...]:
    """Return the voices of the file at `path`, each in order of onset.

    MidiFileError names the file, what is wrong, and the mend.
    """
    voices = tuple(voice for events in read_tracks(path) for voice in _voices_of(events))
    if not voices:
        raise MidiFileError(f"{path}: it holds only drums (channel 10); choose one with a melody")
    if len(voices) > MOST_VOICES:
        raise MidiFileError(
            f"{path}: it holds {len(voices):,} voices, so it is damaged; export it again"
        )
    return voices


def _voices_of(events: list[MidiEvent]) -> list[Voice]:
    by_channel: defaultdict[int, list[MidiEvent]] = defaultdict(list)
    for event in events:
        if isinstance(event, NoteOn | NoteOff) and event.channel != DRUMS:
            by_channel[event.channel].append(event)
    parts = (notes_of(by_channel[channel], events[-1].time) for channel in sorted(by_channel))
    return [tuple(map(_rounded, part)) for part in parts if part]


def _rounded(note: Note) -> Note:
    onset, duration = round(note.onset, DECIMALS), round(note.duration, DECIMALS)
    return Note(note.pitch, note.velocity, onset, duration)
